"""Tries what a person teaches before anything is kept: the layout that would be learnt, and what it reads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from domain.errors import ConfigurationError
from domain.layouts import LayoutTemplate, Sample
from domain.ports import ReadingAids
from domain.remittance import Remittance
from domain.taught import NO_CUSTOMER, CustomerKey
from extractors.layouts.differences import differences
from extractors.layouts.folder import folder_name
from extractors.layouts.learn import candidates, faults_of
from extractors.layouts.spelling import spelt_like
from extractors.layouts.taught import read_taught
from extractors.layouts.truth import LearningError, typed
from extractors.layouts.yaml_form import from_yaml
from pipeline.engines import Engines
from pipeline.templates.comparing import active_template, hold_against
from pipeline.templates.deciding import goes_live, refusal
from pipeline.templates.gate import GateResult
from pipeline.templates.proposing import Change, change_for, same_layout
from pipeline.templates.samples import load_samples
from store.repositories import template_proposals, template_samples, templates

_NEARLY, _NEARLY_WORDS = 12, 700
"""Layouts, and words read by them all, that show what goes wrong where none reads the document."""
LIKELIEST = "none of the likeliest layouts reads this document as it is."
EDITED = "that you edited"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to teach."""

    sample: Sample
    payer: str
    customer: CustomerKey = NO_CUSTOMER
    name: str = ""
    """How a new layout shall be called, "" for the next free name."""
    body: str = ""
    """The YAML that a person edited, "" where the layout is to be learnt."""
    apart: bool = False
    """True for a layout of its own, even where one of the payer's looks the same."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it; nothing was kept."""

    change: Change | None
    """What would be kept, None where nothing could be learnt."""
    why_not: str = ""
    """Why nothing could be learnt, or why it may not go live."""
    known: bool = False
    """True where the active version reads the document already as it is."""
    read: tuple[Remittance, ...] = ()
    """What the layout reads from the document, by itself."""
    faults: tuple[str, ...] = ()
    verdict: GateResult | None = None
    live: bool = False
    """True where it may go live: no confirmed document is read worse, this one is read right."""

    @property
    def template(self) -> LayoutTemplate | None:
        """The layout, None where nothing could be learnt."""
        return self.change.template if self.change else None


def attempt(engines: Engines, wish: Wish, aids: ReadingAids, *, deep: bool = True) -> Trial:
    """Return what would be learnt and what it reads from the taught document; it may not go live yet.

    `deep` False gives up after the likeliest few layouts: where a true value is wrong, none will read it.
    Raises ConfigurationError for YAML or a name that cannot be.
    """
    base = None if wish.body or wish.apart else _base(engines, wish)
    nearly = None if deep or wish.body or base is not None else _nearly(wish, aids)
    if nearly is not None and faults_of(nearly, wish.sample, aids):
        return _failed(LIKELIEST, nearly, wish, aids)
    try:
        change = _edited(engines, wish) if wish.body else _learnt(engines, wish, base, aids)
    except LearningError as error:
        return _failed(str(error), base or nearly or _nearly(wish, aids), wish, aids)
    read = _read(change.template, wish.sample, aids)
    faults = tuple(differences(read, wish.sample.payments))
    return Trial(change, known=change.template == change.base, read=read, faults=faults)


def held(
    engines: Engines, trial: Trial, known: Sequence[LayoutTemplate], wish: Wish, aids: ReadingAids
) -> Trial:
    """Return the attempt held against every confirmed document; `known` are the active layouts."""
    if trial.change is None:
        return trial
    verdict = hold_against(engines, trial.change.template, known, wish.customer, aids, [wish.sample])
    live = goes_live(verdict, wish.sample)
    return replace(trial, why_not="" if live else refusal(verdict, wish.sample), verdict=verdict, live=live)


def _failed(why: str, nearly: LayoutTemplate | None, wish: Wish, aids: ReadingAids) -> Trial:
    read = _read(nearly, wish.sample, aids) if nearly else ()
    return Trial(None, why, read=read, faults=tuple(differences(read, wish.sample.payments)))


def _base(engines: Engines, wish: Wish) -> LayoutTemplate | None:
    """Return which of the payer's active layouts the document follows."""
    with engines.store.read() as session:
        rows = templates.of_payer(session, folder_name(wish.payer), wish.customer)
        active = [one for row in rows if (one := active_template(session, row))]
    return same_layout(active, wish.sample)


def _learnt(engines: Engines, wish: Wish, base: LayoutTemplate | None, aids: ReadingAids) -> Change:
    if base is not None and not faults_of(base, wish.sample, aids):
        return Change(base, base)
    with engines.store.read() as session:
        rows = templates.named(session, [base.name] if base else [])
        kept = template_samples.samples(session, [row.id for row in rows])
        taken = {*templates.known_names(session)}
        taken |= {one.name for one in template_proposals.listed(session)}
    older = load_samples(engines.blobs, [row.body_sha256 for row in kept])
    change = change_for(wish.sample, base, older, wish.payer, sorted(taken), aids)
    if change is None and base is not None:
        return Change(base, base)
    if change is None:
        raise LearningError("nothing was found that could be learnt.")
    if change.base is None and wish.name:
        return Change(_named(change.template, wish.name, taken), None)
    return change


def _named(template: LayoutTemplate, name: str, taken: set[str]) -> LayoutTemplate:
    """Return the layout under the name that was asked for. Raises ConfigurationError."""
    if name in taken:
        raise ConfigurationError(f"there is a layout {name} already; choose another name.")
    if not _NAME.fullmatch(name):
        raise ConfigurationError(
            f"{name[:80]!r} is no name for a layout; use small letters a to z, figures and hyphens."
        )
    return replace(template, name=name)


def _edited(engines: Engines, wish: Wish) -> Change:
    """Return the layout of YAML that a person edited. Raises ConfigurationError."""
    template = from_yaml(wish.body, EDITED)
    with engines.store.read() as session:
        row = templates.find(session, template.name)
        base = active_template(session, row) if row is not None else None
    return Change(template, base)


def _nearly(wish: Wish, aids: ReadingAids) -> LayoutTemplate | None:
    """Return the layout that reads most of the document right, None where none reads anything."""
    try:
        truths = tuple(typed(payment) for payment in wish.sample.payments)
    except LearningError:
        return None
    if not any(truth.lines for truth in truths):
        return None
    words = sum(len(page.tokens) for page in wish.sample.document.pages)
    most = min(_NEARLY, max(2, _NEARLY_WORDS // max(1, words)))
    best: tuple[int, LayoutTemplate] | None = None
    for one in islice(candidates(wish.sample, truths, "tried", wish.payer, aids), most):
        faults = len(faults_of(one, wish.sample, aids))
        if best is None or faults < best[0]:
            best = (faults, one)
        if not faults:
            break
    return best[1] if best else None


def _read(template: LayoutTemplate, sample: Sample, aids: ReadingAids) -> tuple[Remittance, ...]:
    return read_taught(template, spelt_like(template, sample.document), aids).remittances
