"""What is done to a mail in its mailbox after the work: states, outcomes, and the port to the server."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from domain.errors import SourceError

SEEN = "\\Seen"
_LONGEST_ID = 500


class MarkState(StrEnum):
    """Where one mail's marking stands; each state is stored before the step that it names."""

    PLANNED = "planned"
    """Nothing was done, or only flags were set, which may be repeated."""
    MOVING = "moving"
    """UID MOVE may have been sent."""
    COPYING = "copying"
    """UID COPY may have been sent; the original is to be taken out then."""
    REMOVING = "removing"
    """The copy lies in its folder; the original may have been taken out."""
    COPYING_ONLY = "copying_only"
    """UID COPY may have been sent; the original stays."""
    ENDED = "ended"
    """Nothing more is done; the outcome says what was."""


class FlagOutcome(StrEnum):
    """What became of a flag."""

    SET = "set"
    """The server shows it."""
    NOT_PERMITTED = "not_permitted"
    """PERMANENTFLAGS does not allow it; it was not sent."""
    NOT_KEPT = "not_kept"
    """The server said yes and does not show it."""
    REFUSED = "refused"


class MarkOutcome(StrEnum):
    """How a mail's marking ended."""

    STAYED = "stayed"
    """No move was wanted."""
    MOVED = "moved"
    COPIED = "copied"
    """The original stays: the server can neither move nor take out a single mail."""
    NOT_MOVED = "not_moved"
    """Left in place: the server can neither move nor take out a single mail, or nothing would tell a copy
    of it from others (taken as a header alone, without Message-ID)."""
    THERE_ALREADY = "there_already"
    """It was in that folder."""
    NO_FOLDER = "no_folder"
    """The folder does not exist."""
    VANISHED = "vanished"
    """Somebody moved or deleted it first."""
    DELETED = "deleted"
    """Somebody marked it as deleted: it is theirs."""
    RENUMBERED = "renumbered"
    """The folder has another UIDVALIDITY: the mail cannot be told from others."""
    ANOTHER_MAIL = "another_mail"
    """Under its number lies a mail with another Message-ID."""
    READ_ONLY = "read_only"
    """The account may not change the folder."""
    COPY_GONE = "copy_gone"
    """The copy was taken away before the original was taken out; the original stays."""
    REFUSED = "refused"
    """The server refused again and again."""
    SWITCHED_OFF = "switched_off"
    """The settings no longer ask for it."""


class Standing(StrEnum):
    """Whether a mail still lies where it was delivered."""

    THERE = "there"
    DELETED = "deleted"
    """It is there and marked as deleted."""
    GONE = "gone"
    RENUMBERED = "renumbered"
    ANOTHER_MAIL = "another_mail"
    READ_ONLY = "read_only"


@dataclass(frozen=True, slots=True)
class Place:
    """One mail in its folder, and what to know it by."""

    folder: str
    uidvalidity: int
    uid: int
    message_id: str | None
    raw_sha256: str | None
    """Of what was fetched of it."""
    header_only: bool = False
    """True when that was its header alone."""

    @property
    def searchable_id(self) -> str | None:
        """The Message-ID where a server can be asked for it, None where it is missing, odd or endless."""
        named = "".join((self.message_id or "").split())
        sound = named.isascii() and named.isprintable() and len(named) <= _LONGEST_ID
        return named if named and sound else None


@dataclass(frozen=True, slots=True)
class FolderEnd:
    """Where a folder ended: a mail that comes later has `next_uid` or a higher one."""

    uidvalidity: int
    next_uid: int


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the server can do with a single mail."""

    move: bool
    """MOVE (RFC 6851)."""
    remove: bool
    """UID EXPUNGE (UIDPLUS, RFC 4315)."""


@dataclass(frozen=True, slots=True)
class CopyPlace:
    """Where a copy lies, as the server told (COPYUID, RFC 4315)."""

    uidvalidity: int
    uid: int


class RefusedError(SourceError):
    """The server said no to one command; the connection is sound."""


class MarkableMailbox(Protocol):
    """One account, opened to change single mails.

    Every call may raise SourceError when the connection fails, RefusedError when the server says no.
    """

    def abilities(self) -> Abilities:
        """Return what the server offers."""
        ...

    def standing(self, place: Place) -> Standing:
        """Open the mail's folder for writing and look whether it is there."""
        ...

    def flag(self, place: Place, flags: tuple[str, ...]) -> Mapping[str, FlagOutcome]:
        """Set flags where the folder permits them, and look whether they stayed."""
        ...

    def end_of(self, folder: str) -> FolderEnd | None:
        """Return where a folder ends now; None when there is no such folder."""
        ...

    def find_copy(self, folder: str, since: FolderEnd, place: Place) -> CopyPlace | None:
        """Return a mail with the same content that came since then; None without one."""
        ...

    def holds(self, folder: str, copy: CopyPlace) -> bool:
        """Tell whether the folder still holds that mail."""
        ...

    def move(self, place: Place, folder: str) -> CopyPlace | None:
        """Move by UID MOVE; return the new place where the server tells it."""
        ...

    def copy(self, place: Place, folder: str) -> CopyPlace | None:
        """Copy by UID COPY; return the new place where the server tells it."""
        ...

    def remove(self, place: Place) -> None:
        """Take out this one mail: \\Deleted and UID EXPUNGE, never a plain EXPUNGE or CLOSE."""
        ...

    def undelete(self, place: Place) -> None:
        """Take back \\Deleted from this one mail."""
        ...

    def close(self) -> None:
        """Give back the connection."""
        ...
