"""The active layouts of the service: held in memory, loaded again only when something changed."""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from domain.errors import ConfigurationError
from domain.layouts import LayoutTemplate
from domain.pages import Document
from domain.taught import CustomerKey, UseOutcome
from extractors.layouts.folder import folder_name
from extractors.layouts.shelf import Candidate, TemplateShelf
from extractors.layouts.yaml_form import from_yaml
from store.engine import Store
from store.repositories import template_samples, templates
from store.repositories.templates import Active
from store.session import Session

log = logging.getLogger("ardoise.templates")
_Key = TypeVar("_Key")

TRUSTED_FROM = 2
"""Readings of one version that people confirmed as they were."""


@dataclass(frozen=True, slots=True)
class LiveShelf:
    """The active layouts and what is known of them: `domain.ports.Templates`, and more."""

    shelf: TemplateShelf
    doubts: Mapping[str, datetime] = field(default_factory=dict)
    """Layout -> when its active version was corrected, where no person confirmed a reading since."""
    drifts: Mapping[str, datetime] = field(default_factory=dict)
    """Payer's key -> since when it uses a form that is none of its taught ones."""
    customers: Mapping[CustomerKey, tuple[LayoutTemplate, ...]] = field(default_factory=dict)
    """Customer -> the layouts that its documents taught."""
    payers: Mapping[str, tuple[LayoutTemplate, ...]] = field(default_factory=dict)
    """Payer's key -> its layouts."""

    def candidates(self, document: Document) -> tuple[Candidate, ...]:
        """Return the layouts that may fit the document, the best first."""
        return self.shelf.candidates(document)

    def of_payer(self, payer: str) -> tuple[LayoutTemplate, ...]:
        """Return the layouts taught for a payer of that name."""
        return self.payers.get(folder_name(payer), ()) if payer else ()

    def of(self, payer: str | None, customer: CustomerKey) -> tuple[LayoutTemplate, ...]:
        """Return the layouts taught for a customer or a payer of that name."""
        own = self.customers.get(customer, ()) if customer.number else ()
        return own or self.of_payer(payer or "")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What people said of the readings of one version."""

    confirmed: int
    doubted: datetime | None
    """When it was corrected, where no reading was confirmed since."""

    @property
    def trusted(self) -> bool:
        """True once enough readings were confirmed: first sight that differs is no doubt any more."""
        return self.confirmed >= TRUSTED_FROM and self.doubted is None


@dataclass(slots=True)
class TemplateLibrary:
    """The layouts that the database calls active; one number says whether they are still the same."""

    store: Store
    _revision: int = field(default=-1, init=False)
    _parsed: dict[tuple[int, int], LayoutTemplate] = field(default_factory=dict, init=False)
    _keys: tuple[tuple[int, int, bool], ...] = field(default=(), init=False)
    _live: LiveShelf = field(default_factory=lambda: LiveShelf(TemplateShelf(())), init=False)

    def live(self) -> LiveShelf:
        """Return the active layouts of this moment."""
        with self.store.read() as session:
            return self.live_in(session)

    def live_in(self, session: Session) -> LiveShelf:
        """Return the active layouts as that session sees them."""
        revision = templates.revision(session)
        if revision != self._revision:
            self._load(session)
            self._revision = revision
        return self._live

    def _load(self, session: Session) -> None:
        active = templates.active(session)
        said = _judgements(session, active)
        self._parse(session, active)
        held = [
            (one, replace(self._parsed[_key(one)], trusted=said[_key(one)].trusted))
            for one in active
            if _key(one) in self._parsed
        ]
        keys = tuple((*_key(one), template.trusted) for one, template in held)
        # What people said of a layout changes often; the index over all of them only with a layout.
        same = keys == self._keys
        shelf = self._live.shelf if same else TemplateShelf([template for _, template in held])
        self._keys = keys
        drifts = {row.payer_key: row.since for row in templates.drifts(session)}
        doubts = {one.name: day for one in active if (day := said[_key(one)].doubted) is not None}
        by_customer: dict[CustomerKey, list[LayoutTemplate]] = defaultdict(list)
        by_payer: dict[str, list[LayoutTemplate]] = defaultdict(list)
        for one, template in held:
            by_payer[folder_name(template.payer)].append(template)
            if one.customer.number:
                by_customer[one.customer].append(template)
        self._live = LiveShelf(shelf, doubts, drifts, _frozen(by_customer), _frozen(by_payer))
        log.info("templates_loaded", extra={"templates": len(held)})

    def _parse(self, session: Session, active: Sequence[Active]) -> None:
        """Read the YAML of versions that were not read before; a broken one is left out and named."""
        wanted = {_key(one) for one in active}
        self._parsed = {key: held for key, held in self._parsed.items() if key in wanted}
        fresh = [one for one in active if _key(one) not in self._parsed]
        bodies = templates.bodies(session, fresh)
        for one in fresh:
            template = parsed(bodies.get(_key(one), ""), one.name, one.version)
            if template is not None:
                self._parsed[_key(one)] = template


def parsed(body: str, name: str, version: int) -> LayoutTemplate | None:
    """Return a stored version, None for one that this release cannot read: the others go on."""
    try:
        template = from_yaml(body, f"{name} version {version}")
    except ConfigurationError as error:
        log.error("template_unreadable", extra={"template": name, "version": version, "error": str(error)})
        return None
    return template


def _key(one: Active) -> tuple[int, int]:
    return one.id, one.version


def _judgements(session: Session, active: Sequence[Active]) -> dict[tuple[int, int], Judgement]:
    """Return what people said of each active version."""
    last: dict[tuple[int, int], dict[UseOutcome, datetime]] = defaultdict(dict)
    often: dict[tuple[int, int], int] = defaultdict(int)
    for template_id, version, outcome, at, count in template_samples.judged(session):
        last[template_id, version][outcome] = at
        if outcome is UseOutcome.CONFIRMED:
            often[template_id, version] = count
    found = {}
    for one in active:
        said = last.get(_key(one), {})
        corrected, confirmed = said.get(UseOutcome.CORRECTED), said.get(UseOutcome.CONFIRMED)
        open_ = corrected is not None and (confirmed is None or corrected >= confirmed)
        found[_key(one)] = Judgement(often[_key(one)], corrected if open_ else None)
    return found


def _frozen(held: Mapping[_Key, list[LayoutTemplate]]) -> dict[_Key, tuple[LayoutTemplate, ...]]:
    return {key: tuple(layouts) for key, layouts in held.items()}
