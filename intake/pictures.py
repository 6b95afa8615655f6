"""Tells a scan that somebody attached from the logo under his name."""

from domain import content_type

_TINY_SIDE = 64
_TINY_AREA = 40_000
_SCAN_AREA = 500_000
_SCAN_SIDE = 400
_TINY_BYTES = 4_000
_SCAN_BYTES = 60_000


def is_decoration(content: bytes, kind: str, *, embedded: bool) -> bool:
    """True for a logo, an icon or a tracking pixel.

    `embedded`: the HTML body shows the picture in its text (cid:). Such a picture is a document only
    when it is as large as a page or a screen, for people paste screenshots of their payment runs.
    """
    size = pixels(content, kind)
    if size is None:
        return len(content) < (_SCAN_BYTES if embedded else _TINY_BYTES)
    width, height = size
    if min(width, height) < _TINY_SIDE or width * height < _TINY_AREA:
        return True
    return embedded and (width * height < _SCAN_AREA or min(width, height) < _SCAN_SIDE)


def pixels(content: bytes, kind: str) -> tuple[int, int] | None:
    """Return (width, height) from the file's header, None where it cannot be told."""
    if kind == content_type.PNG and len(content) >= 24:
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    if kind == content_type.GIF and len(content) >= 10:
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    if kind == content_type.BMP and len(content) >= 26:
        return _absolute(content[18:22]), _absolute(content[22:26])
    if kind == content_type.JPEG:
        return _jpeg(content)
    return None


def _absolute(four: bytes) -> int:
    return abs(int.from_bytes(four, "little", signed=True))


def _jpeg(content: bytes) -> tuple[int, int] | None:
    """Walk the JPEG's segments to its frame header."""
    at = 2
    for _ in range(200):
        if at + 9 > len(content) or content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        at += 2 + int.from_bytes(content[at + 2 : at + 4]) if marker != 0xFF else 1
    return None
