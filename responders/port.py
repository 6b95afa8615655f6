"""What a responder offers, and the piece of an answer it makes."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from domain.decisions import EndingLink, ReplyAttachment
from domain.words import Block, DocumentKind, Intent, ReplyKind, Route
from responders.request import AnswerRequest


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that the mail is about: its label or one of its further matters."""

    route: Route
    intent: Intent


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One thing that was asked for and cannot be given: which rule it breaks, and what it is in words."""

    block: Block
    what: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The part of an answer that settles one matter."""

    kind: ReplyKind
    text: str
    """Paragraphs without greeting, list of attachments and signature; "" when the attachments say it all."""
    attachments: tuple[ReplyAttachment, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    numbers: tuple[str, ...] = ()
    """Document and order numbers asked for, each once."""
    kinds: tuple[DocumentKind, ...] = ()
    """Kinds of documents asked for, found or not."""
    amount: Decimal | None = None
    """Sum of the named documents' amounts, signs dropped; None when not known."""
    size: int = 0
    """Bytes of all attachments."""
    releases: bool = False
    """True when documents or facts of the ledger would leave."""
    stops_reminders: str | None = None
    """The address that wants no more reminders."""
    links: tuple[EndingLink, ...] = ()
    """The signed links that stand in `text`."""
    about_customer: bool = True
    """False when it does not matter whose contact the sender is."""


class Responder(Protocol):
    """Answers one kind of matter."""

    name: str
    kind: ReplyKind

    def matters(self, intent: Intent) -> bool:
        """Tell whether this responder answers that intent."""
        ...

    def compose(self, request: AnswerRequest, matter: Matter) -> Draft | None:
        """Return its part of the answer, None when there is nothing to say."""
        ...


@dataclass(frozen=True, slots=True)
class Composition:
    """All parts of one answer, in the order of the matters; at least one."""

    parts: tuple[tuple[Matter, Draft], ...]

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The drafts alone."""
        return tuple(draft for _, draft in self.parts)

    @property
    def kind(self) -> ReplyKind:
        """The kind of the first matter that calls for an answer."""
        return self.parts[0][1].kind

    @property
    def attachments(self) -> tuple[ReplyAttachment, ...]:
        """The documents of all matters, each file once."""
        return tuple(
            {(each.file, each.sha256): each for draft in self.drafts for each in draft.attachments}.values()
        )

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every number asked for, each once."""
        return tuple(dict.fromkeys(number for draft in self.drafts for number in draft.numbers))

    @property
    def releases(self) -> bool:
        """True when any part gives documents or facts of the ledger away."""
        return any(draft.releases for draft in self.drafts)
