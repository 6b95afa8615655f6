"""Alarms: their fixed names, and what one rule found."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AlarmName(StrEnum):
    """What stands still; names never change, other programs know them."""

    DATABASE_UNREACHABLE = "database_unreachable"
    MAILBOX_SILENT = "mailbox_silent"
    SIGN_IN_FAILING = "sign_in_failing"
    NO_NEW_MAIL = "no_new_mail"
    ITEM_STUCK = "item_stuck"
    BACKLOG_OLD = "backlog_old"
    ITEMS_SHELVED = "items_shelved"
    ANSWERS_LATE = "answers_late"
    ANSWERS_UNCERTAIN = "answers_uncertain"
    ANSWERS_FAILED = "answers_failed"
    ANSWERS_HELD = "answers_held"
    BREAKER_TRIPPED = "breaker_tripped"
    NOBODY_WORKS = "nobody_works"
    PROCESS_MISSING = "process_missing"
    SPACE_LOW = "space_low"
    LEDGER_OLD = "ledger_old"
    NOTICES_FAILING = "notices_failing"

    @property
    def grave(self) -> bool:
        """True where mail is not worked or may be lost to sight until somebody acts."""
        return self in _GRAVE


_GRAVE = frozenset(
    {
        AlarmName.DATABASE_UNREACHABLE,
        AlarmName.MAILBOX_SILENT,
        AlarmName.SIGN_IN_FAILING,
        AlarmName.ITEM_STUCK,
        AlarmName.BACKLOG_OLD,
        AlarmName.NOBODY_WORKS,
        AlarmName.SPACE_LOW,
    }
)


class AlarmEvent(StrEnum):
    """What people are told about an alarm."""

    RAISED = "raised"
    REPEATED = "repeated"
    CLEARED = "cleared"


class NoticeState(StrEnum):
    """Where one message about an alarm stands."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that a rule found; `sentence` says what, `mend` what to do, neither quotes a mail."""

    name: AlarmName
    sentence: str
    mend: str
    since: datetime
    subject: str = ""
    """An account and folder, a process, a channel; "" where the name says all."""
