"""The settings of what happens to a mail in its mailbox once its work is done; all of it is off by itself."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from domain.section import Section
from domain.words import Route

_KEYWORD = re.compile(r"[A-Za-z0-9$_.+-]{1,50}")
"""Narrower than an IMAP atom (RFC 3501), so that every server and every mail program can show it."""


def _keyword(text: str | None) -> str | None:
    if text is not None and not _KEYWORD.fullmatch(text):
        raise ValueError(
            f"the keyword {text!r} is none that mail servers keep; use up to 50 letters, digits and $ _ . + -"
        )
    return text


def _folders(folders: dict[Route, str]) -> dict[Route, str]:
    empty = [route.value for route, folder in folders.items() if not folder.strip()]
    if empty:
        raise ValueError(f"no folder is named for {', '.join(empty)}; name one or leave the route out")
    return folders


class AfterWork(Section):
    """What to do in an IMAP mailbox when every work item of a mail is closed; nothing rests on it."""

    tag: Annotated[str | None, AfterValidator(_keyword)] = None
    """A keyword to set, e.g. `$Done`; only where the folder permits it."""
    move_to: Annotated[dict[Route, str], AfterValidator(_folders)] = Field(default_factory=dict)
    """Route -> folder, which must exist; a mail of another route stays where it is."""
    mark_read: bool = False
    """Mark it as read."""
    routes: tuple[Route, ...] = ()
    """`tag` and `mark_read` for mail of these routes only; empty: of all."""
    copy_only: bool = False
    """Where the server has neither MOVE nor UIDPLUS: true copies, false leaves the mail in place."""

    restore_unseen: bool = False
    """Some servers mark mail as read when it is fetched: true marks it as unread again (not with
    `mark_read`), false only warns."""

    @property
    def wanted(self) -> bool:
        """True when anything is to be done at all."""
        return bool(self.tag or self.move_to or self.mark_read)
