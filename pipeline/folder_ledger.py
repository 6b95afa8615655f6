"""What the store knows of one mail folder, answered to a source while it lists what lies there."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property

from domain.folder_history import NUMBERING, FolderHistory, Placed, Prints, UidRanges
from domain.mail_ports import Recount
from store.engine import Store
from store.repositories import deliveries, recounts
from store.repositories.refused import refused_uids

_CLOCKS_DIFFER = timedelta(days=1)
_SAME_ARRIVAL = 2.0
_QUARTER = 900.0
"""Seconds; zones differ by multiples of this."""
_Look = tuple[int, int]
"""(size, seconds since the epoch): what a server tells of a mail in its list."""


class StoredFolderLedger:
    """The `FolderLedger` of one visit; what is asked for once is kept."""

    def __init__(self, store: Store, account: str, folder: str) -> None:
        self._store = store
        self._account = account
        self._folder = folder
        self._given: Counter[int] = Counter()

    def recount(self) -> Recount:
        """Return how far the folder was renumbered."""
        with self._store.read() as session:
            state = deliveries.folder_state(session, self._account, self._folder)
        return Recount(0, None) if state is None else Recount(state.recount_uid, state.fresh_from)

    def missing(self, uidvalidity: int, uids: Sequence[int]) -> frozenset[int]:
        """Return those uids that were not delivered, or refused so far, and did not lay there at first."""
        if not uids:
            return frozenset()
        with self._store.read() as session:
            texts = [str(uid) for uid in uids]
            known = deliveries.known_uids(session, self._account, self._folder, uidvalidity, texts)
            row = recounts.history_row(session, self._account, self._folder)
            refused = refused_uids(session, self._account, self._folder, uidvalidity)
        history = UidRanges(row.uids if row is not None and row.uidvalidity == uidvalidity else "")
        taken = {int(uid) for uid in known} - refused
        return frozenset(uid for uid in uids if uid not in taken and uid not in history)

    def lay_there(self, size: int, internal_date: datetime) -> bool:
        """Tell whether a mail of that size and arrival lay there at the first connection."""
        if internal_date > self._first_seen_at + _CLOCKS_DIFFER:
            return False
        return self._prints.looks_like(size, internal_date)

    def candidate(self, size: int, internal_date: datetime) -> bool:
        """Tell whether a mail of that size and arrival was delivered before."""
        return _look(size, internal_date) in self._known

    def next_numbering(self, uidvalidity: int) -> int:
        """Return under which number a folder with that UIDVALIDITY is counted anew, never one used before."""
        with self._store.read() as session:
            used = recounts.newest_numbering(session, self._account, self._folder, uidvalidity)
        return uidvalidity if used is None else used + NUMBERING

    def contradicts(self, uidvalidity: int, listed: Sequence[Placed]) -> bool:
        """Tell whether a number of a delivered mail now stands for another mail."""
        with self._store.read() as session:
            known = recounts.looks_of(
                session, self._account, self._folder, uidvalidity, [mail.uid for mail in listed]
            )
        return any(mail.uid in known and _is_another(mail, *known[mail.uid]) for mail in listed)

    def same_mail(
        self, uidvalidity: int, size: int, internal_date: datetime, message_id: str | None
    ) -> int | None:
        """Return the delivery that this mail is; each stands for one mail under each UIDVALIDITY."""
        alike = [
            one for one in self._known.get(_look(size, internal_date), ()) if one.message_id == message_id
        ]
        here = sum(one.uidvalidity == uidvalidity for one in alike)
        others = [one for one in alike if one.uidvalidity != uidvalidity]
        newest = max((one.uidvalidity for one in others), default=0)
        before = [one for one in others if one.uidvalidity == newest]
        at = here + self._given[before[0].id] if before else 0
        if at >= len(before):
            return None
        self._given[before[0].id] += 1
        return before[at].id

    @cached_property
    def _first_seen_at(self) -> datetime:
        with self._store.read() as session:
            state = deliveries.folder_state(session, self._account, self._folder)
        return datetime.max.replace(tzinfo=UTC) - _CLOCKS_DIFFER if state is None else state.first_seen_at

    @cached_property
    def _prints(self) -> Prints:
        with self._store.read() as session:
            row = recounts.history_row(session, self._account, self._folder)
        return Prints(FolderHistory("", row.prints, row.older_than) if row is not None else FolderHistory())

    @cached_property
    def _known(self) -> dict[_Look, list[recounts.KnownDelivery]]:
        found: defaultdict[_Look, list[recounts.KnownDelivery]] = defaultdict(list)
        with self._store.read() as session:
            for one in recounts.known_deliveries(session, self._account, self._folder):
                found[_look(one.size, one.internal_date)].append(one)
        return dict(found)


def _look(size: int, internal_date: datetime) -> _Look:
    return size, int(internal_date.timestamp())


def _is_another(mail: Placed, size: int, internal_date: datetime) -> bool:
    """Some servers shift every arrival when the clocks change; that alone makes no other mail."""
    if mail.internal_date is None:
        return False
    apart = abs((mail.internal_date - internal_date).total_seconds())
    shifted = min(apart % _QUARTER, -apart % _QUARTER) <= _SAME_ARRIVAL
    return apart > _SAME_ARRIVAL and (mail.size != size or not shifted)
