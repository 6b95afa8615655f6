"""What lay in a mail folder when it was first connected, remembered in little room."""

import base64
import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

MOST_PRINTS = 500_000
"""Beyond so many mails only the newest keep a print: 4 MB, 5.3 MB as text."""
_PRINT_BYTES = 8
NUMBERING = 2**32
"""Above every UIDVALIDITY. Where a server comes back to one of old, or gives its numbers to other mails,
we begin another numbering of our own: UIDVALIDITY + n * NUMBERING."""


class Placed(NamedTuple):
    """One mail as the server lists it; `size` in bytes."""

    uid: int
    size: int
    internal_date: datetime | None


@dataclass(frozen=True, slots=True)
class FolderHistory:
    """The uids and prints of the mails that are not to be worked; see `holds` and `looks_like`."""

    uids: str = ""
    """Ranges as in IMAP, "1:4000,4003"; they count under one UIDVALIDITY."""
    prints: str = ""
    """Hashes of size and INTERNALDATE, which survive a renumbering; packed and in base64."""
    older_than: datetime | None = None
    """Prints were kept of mails from this moment on; every older mail counts as history."""


def stated(uidvalidity: int) -> int:
    """Return what the server says for one of our numberings."""
    return uidvalidity % NUMBERING


def history_of(mails: Sequence[Placed]) -> FolderHistory:
    """Return the history that those mails make."""
    dated = sorted((mail for mail in mails if mail.internal_date is not None), key=_arrival)
    kept = dated[-MOST_PRINTS:]
    oldest = _arrival(kept[0]) if len(kept) < len(dated) else None
    return FolderHistory(to_ranges(mail.uid for mail in mails), _packed(kept), oldest)


class UidRanges:
    """Answers whether a uid is in a text of ranges."""

    def __init__(self, text: str) -> None:
        pairs = from_ranges(text)
        self._starts = [start for start, _ in pairs]
        self._ends = [end for _, end in pairs]

    def __contains__(self, uid: int) -> bool:
        """Tell whether the uid is in one of them."""
        at = bisect_right(self._starts, uid) - 1
        return at >= 0 and uid <= self._ends[at]


class Prints:
    """Answers whether the history held a mail of a given size and arrival."""

    def __init__(self, history: FolderHistory) -> None:
        whole = base64.b64decode(history.prints)
        self._prints = {whole[at : at + _PRINT_BYTES] for at in range(0, len(whole), _PRINT_BYTES)}
        self._older_than = history.older_than

    def looks_like(self, size: int, internal_date: datetime) -> bool:
        """Tell whether a mail of that size and second was part of the history."""
        if self._older_than is not None and internal_date < self._older_than:
            return True
        return _print(size, internal_date) in self._prints


def to_ranges(uids: Iterable[int]) -> str:
    """Return the uids as ranges, "1:3,7"."""
    return joined_ranges("", uids)


def from_ranges(text: str) -> list[tuple[int, int]]:
    """Return (first, last) of each range, in order."""
    pairs = []
    for part in filter(None, text.split(",")):
        first, _, last = part.partition(":")
        pairs.append((int(first), int(last or first)))
    return sorted(pairs)


def joined_ranges(text: str, uids: Iterable[int]) -> str:
    """Return the ranges with further uids among them."""
    pairs = sorted([*from_ranges(text), *((uid, uid) for uid in uids)])
    merged: list[list[int]] = []
    for first, last in pairs:
        if merged and first <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    return ",".join(_range(first, last) for first, last in merged)


def _range(start: int, end: int) -> str:
    return str(start) if start == end else f"{start}:{end}"


def _arrival(mail: Placed) -> datetime:
    if mail.internal_date is None:
        raise ValueError(f"uid {mail.uid} has no arrival")
    return mail.internal_date


def _packed(mails: Sequence[Placed]) -> str:
    whole = b"".join(sorted(_print(mail.size, _arrival(mail)) for mail in mails))
    return base64.b64encode(whole).decode("ascii")


def _print(size: int, internal_date: datetime) -> bytes:
    text = f"{size} {int(internal_date.timestamp())}".encode()
    return hashlib.blake2b(text, digest_size=_PRINT_BYTES).digest()
