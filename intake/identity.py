"""By which two deliveries are known to be one mail."""

import hashlib
from collections.abc import Iterable, Sequence


def identity(facts: Sequence[str], parts: Iterable[tuple[str, bytes]]) -> str:
    """Return the SHA-256 over the header facts and the decoded parts, (type, content) each.

    Trace headers, transfer encodings and line ends differ between deliveries of one mail and are left out.
    Every piece is preceded by its length, so that no piece can pose as two.
    """
    whole = hashlib.sha256()
    for fact in facts:
        _feed(whole, " ".join(fact.split()).encode("utf-8", "replace"))
    for kind, content in parts:
        same = content.replace(b"\r\n", b"\n").rstrip() if kind.startswith(("text/", "message/")) else content
        _feed(whole, hashlib.sha256(same).digest())
    return whole.hexdigest()


def _feed(whole: "hashlib._Hash", piece: bytes) -> None:
    whole.update(len(piece).to_bytes(8))
    whole.update(piece)
