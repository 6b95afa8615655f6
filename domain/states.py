"""States that things go through: works, mails, remittances, cases, jobs, answers on their way."""

from enum import StrEnum


class Step(StrEnum):
    """A stage of one work item, in the order of travel."""

    PARSE = "parse"
    READ = "read"
    ROUTE = "route"
    EXTRACT = "extract"
    MATCH = "match"
    DISPUTE = "dispute"
    RESPOND = "respond"
    REVIEW = "review"
    CLOSE = "close"


class WorkState(StrEnum):
    """Where a work item stands: with the program, with a person, done, or shelved with an error."""

    WORKING = "working"
    WAITING = "waiting"
    CLOSED = "closed"
    SHELVED = "shelved"


class OutboxState(StrEnum):
    """Where an answer stands on its way out."""

    DRAFT = "draft"
    QUEUED = "queued"
    DELAYED = "delayed"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    DROPPED = "dropped"


class MailState(StrEnum):
    """What became of a mail's raw bytes."""

    PARSED = "parsed"
    BROKEN = "broken"
    """No parser took it; it is stored, shown and waits for a person."""


class RemittanceState(StrEnum):
    """Whose values a stored remittance holds."""

    READ = "read"
    CONFIRMED = "confirmed"
    """By a clerk, or by its own proofs; only these are exported."""


class CaseState(StrEnum):
    """Where the case of a dispute stands."""

    OPEN = "open"
    CLOSED = "closed"


class BulkAction(StrEnum):
    """What is done to many work items at once, a little later."""

    CONFIRM = "confirm"
    ARCHIVE = "archive"
    """Closed without anything being confirmed."""


class BulkState(StrEnum):
    """Where an act on many work items stands."""

    PENDING = "pending"
    WORKING = "working"
    """It takes effect; too late to be taken back."""
    UNDONE = "undone"
    DONE = "done"


class JobState(StrEnum):
    """Where a job stands; a finished one is gone."""

    WAITING = "waiting"
    LEASED = "leased"
    SHELVED = "shelved"
