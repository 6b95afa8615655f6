"""What the teaching pages keep between requests: the active layouts, pages of payers, one trial at a time."""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Self

from domain.layouts import LayoutTemplate
from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance
from extractors.extraction import extract
from pipeline.steps.extract import own_name
from pipeline.templates.library import TemplateLibrary
from pipeline.templates.payer_documents import Balance, Outcome, PayerDocuments
from pipeline.templates.trial import Trial, Wish, attempt, held
from review.office import Office

MOST_READ = 30
MOST_TRIED = 16
AT_ONCE = 900
"""Words of a document that is learnt from at each change."""
MOST_WORDS = 1800
"""Words of a document that is learnt from while somebody waits; longer ones are taught by the command."""


@dataclass(frozen=True, slots=True)
class Others:
    """The payer's other stored documents, read by the layout that is being taught."""

    outcomes: tuple[Outcome, ...]

    @property
    def same_form(self) -> tuple[Outcome, ...]:
        """Those that look like the layout: what it says of the others means nothing."""
        return tuple(one for one in self.outcomes if one.balance is not Balance.ANOTHER_FORM)

    @property
    def balance(self) -> int:
        """How many of them are read right."""
        return sum(one.balance is Balance.BALANCES for one in self.same_form)

    @property
    def differ(self) -> tuple[Outcome, ...]:
        """Those that are not."""
        return tuple(one for one in self.same_form if one.balance is Balance.DIFFERS)

    @property
    def another_form(self) -> int:
        """How many look otherwise."""
        return len(self.outcomes) - len(self.same_form)


@dataclass(slots=True)
class TeachingRoom:
    """One for all requests of a process."""

    office: Office
    library: TemplateLibrary
    documents: PayerDocuments
    _read: OrderedDict[tuple[str, str], tuple[Remittance, ...]] = field(default_factory=OrderedDict)
    _tried: OrderedDict[str, Trial] = field(default_factory=OrderedDict)
    _busy: Lock = field(default_factory=Lock)

    @classmethod
    def of(cls, office: Office) -> Self:
        """Return the room of an office."""
        return cls(office, TemplateLibrary(office.engines.store), PayerDocuments(office.engines))

    @property
    def aids(self) -> ReadingAids:
        """What stays the same from one reading of a document to the next."""
        return ReadingAids(company_name=own_name(self.office.company))

    def active(self) -> Sequence[LayoutTemplate]:
        """Return the layouts that read documents now."""
        with self._busy:
            return self.library.live().shelf.templates

    def at_first_sight(self, document: Document, company: str) -> tuple[Remittance, ...]:
        """Return what the program reads from a document to one of our companies without any layout."""
        key = (document.sha256, company)
        with self._busy:
            if key not in self._read:
                aids = replace(self.aids, company_name=company or self.aids.company_name)
                self._read[key] = extract((document,), aids, advice_expected=True)
                while len(self._read) > MOST_READ:
                    self._read.popitem(last=False)
            return self._read[key]

    def try_out(self, wish: Wish, *, whole: bool) -> Trial:
        """Return what teaching would come to; one at a time, so that nobody takes every processor.

        `whole`: held against all confirmed documents, too; only then it may go live.
        """
        known = self.active()
        with self._busy:
            trial = self._attempt(known, wish, deep=whole)
            return held(self.office.engines, trial, known, wish, self.aids) if whole else trial

    def _attempt(self, known: Sequence[LayoutTemplate], wish: Wish, *, deep: bool) -> Trial:
        """Return what would be learnt; what was learnt a moment ago from the same is not learnt again."""
        layouts = tuple((one.name, one.version) for one in known)
        key = hashlib.sha256(repr((layouts, wish, deep)).encode()).hexdigest()
        if key not in self._tried:
            self._tried[key] = attempt(self.office.engines, wish, self.aids, deep=deep)
            while len(self._tried) > MOST_TRIED:
                self._tried.popitem(last=False)
        return self._tried[key]

    def others(self, trial: Trial, wish: Wish) -> Others:
        """Return how the layout reads the payer's other documents."""
        if trial.template is None:
            return Others(())
        but = wish.sample.document.sha256
        return Others(self.documents.read_by(trial.template, wish.customer, but, self.aids))


def words_in(document: Document) -> int:
    """Return how many words a document has."""
    return sum(len(page.tokens) for page in document.pages)
