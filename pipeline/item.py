"""A work item as the steps see it: one mail or bare document and all that is known of it so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.decisions import Dispute, Match, Reply, RouteDecision, Understanding
from domain.mail import Mail
from domain.pages import Document
from domain.remittance import Remittance
from domain.states import Step
from domain.words import Route


@dataclass(frozen=True, slots=True)
class Share:
    """Which part of its mail a work item holds; the default: all of it."""

    part_of: int | None = None
    """The mail's first item, which holds the answer; None for that one itself."""
    elsewhere: frozenset[Route] = frozenset()
    """Routes that other items of the mail hold and this one does not."""
    payments: bool = True
    """True for the one item of a mail whose payments are kept, confirmed and exported."""
    split_by: str | None = None
    """Who split it off by hand; None where the program did."""


@dataclass(frozen=True, slots=True)
class WorkItem:
    """Grows from step to step; a field is empty until its step has run."""

    source: str
    """What a person calls the input: a path, or account/folder/uid."""
    raw: bytes
    internal_date: datetime
    backfill: bool = False
    incomplete: str | None = None
    """Why only a part of the mail is here, e.g. its header alone; None when all of it is."""
    name: str | None = None
    """File name of a bare document; None for a mail."""
    mail: Mail | None = None
    documents: tuple[Document, ...] = ()
    understanding: Understanding | None = None
    remittances: tuple[Remittance, ...] = ()
    match: Match | None = None
    dispute: Dispute | None = None
    reply: Reply | None = None
    waits_because: tuple[str, ...] = ()
    """Why a person must look, one sentence each."""
    error: str | None = None
    """Set for an input that no reader takes."""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    share: Share = field(default_factory=Share)
    number: int | None = None
    """The row's id; None in a dry run."""
    account: str = ""
    """The mailbox that it came from; blank in a dry run."""
    company: str = ""
    """Which of several own companies it belongs to; "" where there is only one, or it is not clear."""

    @property
    def bare(self) -> bool:
        """True for a document that came without a mail."""
        return self.mail is None


@dataclass(frozen=True, slots=True)
class ChangedForm:
    """A payer whose document follows none of its taught layouts, and the first day of that."""

    payer: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step made of a work item, and where it goes next; None: the journey ends."""

    item: WorkItem
    next_step: Step | None
    matters: tuple[RouteDecision, ...] = ()
    """Further matters of the mail that become work items of their own."""
    changed_forms: tuple[ChangedForm, ...] = ()
    """Payers whose document follows none of their taught layouts."""
    chosen: bool = False
    """True: nothing is in doubt, a clerk looks all the same (`pipeline.sampling`)."""
