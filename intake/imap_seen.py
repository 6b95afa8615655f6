"""Notices servers that mark mail as read because we fetched it, in spite of PEEK and EXAMINE."""

import imaplib
import logging
from collections.abc import Callable, Sequence

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from domain.errors import SourceError

log = logging.getLogger("ardoise.intake")

PROOF = 2
"""So many mails, all that were looked at, must have turned: one may have been opened by somebody."""

Unsee = Callable[[str, int, Sequence[int]], None]
"""(folder, UIDVALIDITY, uids) -> marks them as unread again. May raise SourceError."""


class SeenWatch:
    """Looks at flags before and after a fetch until it is known how the server behaves; one an account.

    A single mail that stays unread proves a sound server, and nothing is looked at any more.
    """

    def __init__(self, account: str, unsee: Unsee | None = None) -> None:
        """`unsee` None: a mail that was marked is left so, and that is said once."""
        self._account = account
        self._unsee = unsee
        self._sound = False
        self._turned = 0
        self._said = False

    def before(self, client: IMAPClient, uids: Sequence[int]) -> frozenset[int]:
        """Return which of the mails are unread; none once nothing more is to be learnt or mended."""
        if self._sound or (self._said and self._unsee is None):
            return frozenset()
        return frozenset(uid for uid, read in _read(client, uids).items() if not read)

    def after(
        self, client: IMAPClient, folder: str, uidvalidity: int, unread: frozenset[int]
    ) -> tuple[str, ...]:
        """Compare with the flags now; return what is to be told, once.

        Raises only when the connection is lost.
        """
        if not unread:
            return ()
        now = _read(client, sorted(unread))
        turned = [uid for uid, read in now.items() if read]
        self._sound = len(turned) < len(now) and not self._said
        if self._sound or not turned:
            return ()
        self._turned += len(turned)
        return self._act(folder, uidvalidity, turned) if self._turned >= PROOF else ()

    def _act(self, folder: str, uidvalidity: int, turned: Sequence[int]) -> tuple[str, ...]:
        told = () if self._said else (self._sentence(),)
        if told:
            log.warning("server_marks_read", extra={"account": self._account, "folder": folder})
        self._said = True
        if self._unsee is None:
            return told
        try:
            self._unsee(folder, uidvalidity, turned)
        except SourceError as error:
            return (*told, f"mail could not be marked as unread again: {error}")
        return told

    def _sentence(self) -> str:
        mend = (
            "they are marked as unread again"
            if self._unsee
            else "set `after_work.restore_unseen` to mark them as unread again"
        )
        return f"the server marks mails as read when they are fetched, although it is asked not to; {mend}."


def _read(client: IMAPClient, uids: Sequence[int]) -> dict[int, bool]:
    """Return which mails are read; those that are gone, or of which the server says nothing, are left out."""
    try:
        flags = client.get_flags(list(uids))
    except imaplib.IMAP4.abort:
        raise
    except IMAPClientError:
        return {}
    return {uid: b"\\Seen" in flags[uid] for uid in uids if uid in flags}
