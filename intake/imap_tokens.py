"""Takes one untagged answer of an IMAP server apart: atoms, strings, literals and lists."""

import re
from collections.abc import Iterable, Iterator, Sequence

Piece = bytes | tuple[bytes, bytes]
"""What imaplib hands over: a line, or a line that ends in a literal and that literal."""

_DEEPEST = 40
_TOKEN = re.compile(
    rb"""(?P<space>\s+) | (?P<open>\() | (?P<close>\)) | "(?P<quoted>(?:[^"\\]|\\.)*)"
    | (?P<atom>[^\s()"\[\]]+(?:\[[^\]]*\][^\s()"\[\]]*)? | \[[^\]]*\])""",
    re.X | re.S,
)
_ESCAPED = re.compile(rb"\\(.)", re.S)
_LITERAL = re.compile(rb"~?\{\d+\+?\}\Z")


class Atom(bytes):
    """A word without quotes, as it was sent."""


Token = bytes | None | list["Token"]
"""An `Atom`, a string, None for NIL, or a list."""


def answers(lines: Iterable[object]) -> Iterator[list[Piece]]:
    """Group what imaplib collected for one command into single answers."""
    group: list[Piece] = []
    for line in lines:
        if isinstance(line, tuple):
            group.append(line)
        elif isinstance(line, bytes):
            yield [*group, line]
            group = []
    if group:
        yield group


def tokens(pieces: Sequence[Piece]) -> list[Token]:
    """Return the tokens of one answer. Raises ValueError for one that no server should send."""
    stack: list[list[Token]] = [[]]
    for piece in pieces:
        text, literal = (piece, None) if isinstance(piece, bytes) else piece
        if literal is not None:
            text = _LITERAL.sub(b"", text)
        _read(text, stack)
        if literal is not None:
            stack[-1].append(literal)
    if len(stack) != 1:
        raise ValueError("an answer of the server ends within a list")
    return stack[0]


def _read(text: bytes, stack: list[list[Token]]) -> None:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise ValueError("an answer of the server cannot be read")
        at = found.end()
        match found.lastgroup:
            case "open":
                _open(stack)
            case "close":
                _close(stack)
            case "quoted":
                stack[-1].append(_ESCAPED.sub(rb"\1", found["quoted"]))
            case "atom":
                atom = found["atom"]
                stack[-1].append(None if atom.upper() == b"NIL" else Atom(atom))


def _open(stack: list[list[Token]]) -> None:
    if len(stack) > _DEEPEST:
        raise ValueError("an answer of the server has too many lists within lists")
    fresh: list[Token] = []
    stack[-1].append(fresh)
    stack.append(fresh)


def _close(stack: list[list[Token]]) -> None:
    if len(stack) == 1:
        raise ValueError("an answer of the server ends a list that never began")
    stack.pop()
