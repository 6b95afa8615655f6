"""One visit to one folder: what is new, what is missing of older mail, and what is known already."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from domain.clock import Clock
from domain.errors import SessionExpired, SourceError, Throttled
from domain.folder_history import Placed
from domain.mail import Delivered, DeliveryKey
from domain.mail_ports import Again, Batch, FolderLedger, Mark, Recount
from domain.mailbox_policy import Mailbox
from intake.imap_connection import Connection, Opened
from intake.imap_fetch import Fetched, Fetcher, Refusals
from intake.imap_listing import batches, list_from, list_uids, uids_since
from intake.imap_recount import counts_as_older, sort_out
from intake.imap_seen import SeenWatch
from intake.imap_session import is_broken
from intake.imap_spool import Spool

_SORTED_AT_ONCE = 500
_HEADER_MOST = 65_536
_BREAK = 0.5
"""A broken connection counts less than a refusal: most are nobody's fault."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What every visit to one account needs."""

    mailbox: Mailbox
    connection: Connection
    clock: Clock
    spool: Spool
    seen: SeenWatch


class NothingKnown:
    """The ledger of a folder of which nothing is known; see `domain.mail_ports.FolderLedger`."""

    def __init__(self, *, all_older: bool = False) -> None:
        self._all_older = all_older

    def recount(self) -> Recount:
        """Nothing was renumbered; with `all_older` every mail counts as older."""
        return Recount(2**63, datetime.max.replace(tzinfo=UTC)) if self._all_older else Recount(0, None)

    def missing(self, uidvalidity: int, uids: Sequence[int]) -> frozenset[int]:
        """Return them all."""
        return frozenset(uids)

    def lay_there(self, size: int, internal_date: datetime) -> bool:
        """Nothing did."""
        return False

    def candidate(self, size: int, internal_date: datetime) -> bool:
        """Nothing was delivered."""
        return False

    def next_numbering(self, uidvalidity: int) -> int:
        """Count under what the server says."""
        return uidvalidity

    def contradicts(self, uidvalidity: int, listed: Sequence[Placed]) -> bool:
        """Nothing was delivered."""
        return False

    def same_mail(
        self, uidvalidity: int, size: int, internal_date: datetime, message_id: str | None
    ) -> int | None:
        """Nothing was delivered."""
        return None


class Visit:
    """Lists and fetches in one folder under one UIDVALIDITY; `refusals` outlives the visit."""

    def __init__(
        self, tools: Tools, folder: str, uidvalidity: int, refusals: Refusals, ledger: FolderLedger
    ) -> None:
        self._tools = tools
        self._account = tools.mailbox.name
        self._folder = folder
        self._uidvalidity = uidvalidity
        self._refusals = refusals
        self._ledger = ledger
        self._recount = ledger.recount()

    def listed(self, mark: Mark, opened: Opened) -> list[Placed]:
        """Return what lies there behind the mark."""
        client = self._tools.connection.still_in(self._folder, self._uidvalidity)
        with self._tools.connection.command(f"listing the new mail of {self._folder!r}"):
            return list_from(client, mark.last_uid + 1, opened.uidnext, opened.exists)

    def new(self, mark: Mark, listed: Sequence[Placed]) -> Iterator[Batch]:
        """Yield the mails behind the mark; those that a renumbering counted are first compared."""
        counted = [mail for mail in listed if mail.uid <= self._recount.until]
        for at in range(0, len(counted), _SORTED_AT_ONCE):
            piece = counted[at : at + _SORTED_AT_ONCE]
            yield from self._compared(mark, piece, moving=True)
            mark = Mark(self._uidvalidity, piece[-1].uid)
            yield self._batch(mark)
        yield from self.fetched(mark, listed[len(counted) :], moving=True)

    def contradicted(self, since: date) -> bool:
        """Tell whether numbers of delivered mail now stand for other mail: an older copy was restored."""
        uids = self._lying_there(since)
        known = sorted(set(uids) - self._ledger.missing(self._uidvalidity, uids))
        client = self._tools.connection.still_in(self._folder, self._uidvalidity)
        with self._tools.connection.command(f"comparing {self._folder!r} with what was taken"):
            listed = list_uids(client, known)
        return self._ledger.contradicts(self._uidvalidity, listed)

    def missing(self, mark: Mark, since: date | None) -> Iterator[Batch]:
        """Yield what lies there up to the mark and was never taken; the mark stays where it is.

        Without a day only mail that was refused before is asked for; `date.min`: all mail is compared.
        """
        wanted = {uid for uid in self._lying_there(since) if uid <= mark.last_uid}
        missing = self._ledger.missing(self._uidvalidity, sorted(wanted)) if wanted else frozenset()
        for uid in set(self._refusals.owed()) & wanted - missing:
            self._refusals.settle(uid)
        if not missing:
            return
        client = self._tools.connection.still_in(self._folder, self._uidvalidity)
        with self._tools.connection.command(f"listing the missing mail of {self._folder!r}"):
            listed = list_uids(client, sorted(missing))
        for at in range(0, len(listed), _SORTED_AT_ONCE):
            yield from self._compared(mark, listed[at : at + _SORTED_AT_ONCE], moving=False)

    def fetched(self, mark: Mark, listed: Sequence[Placed], *, moving: bool) -> Iterator[Batch]:
        """Yield the mails in batches; with `moving` the mark goes along."""
        box = self._tools.mailbox
        alone = frozenset(self._refusals.owed())
        for group in batches(listed, box.batch_bytes, box.batch_messages, alone):
            mails, problems = self._take(group)
            mark = Mark(self._uidvalidity, group[-1].uid) if moving else mark
            yield Batch(self._account, self._folder, mails, mark, problems)

    def _lying_there(self, since: date | None) -> list[int]:
        owed = self._refusals.owed()
        if since is None:
            return owed
        client = self._tools.connection.still_in(self._folder, self._uidvalidity)
        with self._tools.connection.command(f"comparing {self._folder!r} with what was taken"):
            return [*owed, *uids_since(client, None if since == date.min else since)]

    def _compared(self, mark: Mark, piece: Sequence[Placed], *, moving: bool) -> Iterator[Batch]:
        """Yield one batch of what is known, then those that had to be fetched."""
        missing = self._ledger.missing(self._uidvalidity, [mail.uid for mail in piece])
        left = [mail for mail in piece if mail.uid in missing]
        counted = [mail for mail in left if mail.uid <= self._recount.until]
        if counted:
            client = self._tools.connection.still_in(self._folder, self._uidvalidity)
            with self._tools.connection.command(f"comparing {self._folder!r} with what is known"):
                found = sort_out(client, counted, self._uidvalidity, self._ledger, self._recount)
            again = tuple(self._again(mail, number) for mail, number in found.again)
            if again or found.history:
                yield self._batch(mark, again, found.history)
            left = [*found.unknown, *(mail for mail in left if mail.uid > self._recount.until)]
        yield from self.fetched(mark, left, moving=moving)

    def _batch(self, mark: Mark, again: tuple[Again, ...] = (), history: tuple[int, ...] = ()) -> Batch:
        return Batch(self._account, self._folder, (), mark, again=again, history=history)

    def _again(self, mail: Placed, delivery_id: int) -> Again:
        arrived = mail.internal_date or self._tools.clock.now()
        return Again(self._key(mail.uid), arrived, mail.size, delivery_id)

    def _key(self, uid: int) -> DeliveryKey:
        return DeliveryKey(self._account, self._folder, self._uidvalidity, str(uid))

    def _take(self, group: Sequence[Placed]) -> tuple[tuple[Delivered, ...], tuple[str, ...]]:
        tools = self._tools
        client = tools.connection.still_in(self._folder, self._uidvalidity)
        largest = tools.mailbox.largest_mail_bytes
        fetcher = Fetcher(client, largest, tools.clock.now(), self._refusals, tools.spool)
        try:
            with tools.connection.command(f"fetching mail of {self._folder!r}"):
                unread = tools.seen.before(client, [mail.uid for mail in group])
                fetched = fetcher.take(group)
                told = tools.seen.after(client, self._folder, self._uidvalidity, unread)
        except SourceError as error:
            if is_broken(error.__cause__) and not isinstance(error, SessionExpired | Throttled):
                self._suspect(group)
            raise
        where = f"account {self._account!r}, folder {self._folder!r}"
        return tuple(map(self._delivered, fetched)), tuple(
            f"{where}: {text}" for text in (*fetcher.problems, *told)
        )

    def _suspect(self, group: Sequence[Placed]) -> None:
        """Remember at which mails the connection ended: next time each is fetched alone."""
        for mail in group:
            if len(group) == 1 or not self._refusals.count(mail.uid):
                self._refusals.add(mail.uid, _BREAK)

    def _delivered(self, one: Fetched) -> Delivered:
        older = counts_as_older(one.uid, _beginning(one), one.internal_date, self._recount)
        size = len(one.raw) if one.spooled is None else one.spooled.size
        return Delivered(
            key=self._key(one.uid),
            raw=one.raw,
            internal_date=one.internal_date,
            backfill=older or self._ledger.lay_there(size, one.internal_date),
            incomplete=one.incomplete,
            spooled=one.spooled,
            refused=one.refused,
        )


def _beginning(one: Fetched) -> bytes:
    if one.spooled is None:
        return one.raw
    with one.spooled.path.open("rb") as file:
        return file.read(_HEADER_MOST)
