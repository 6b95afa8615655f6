"""The quick reading of FETCH answers agrees with the full parser, or leaves the answer to it."""

from datetime import UTC, datetime

import pytest
from imapclient.exceptions import IMAPClientError
from imapclient.response_parser import parse_fetch_response

from intake.imap_answers import ask_bodies, ask_listing


class Connection:
    """Answers every command with the same lines."""

    def __init__(self, kind: str, lines: list[object]) -> None:
        self._imap = self
        self._answer = (kind, lines)

    def uid(self, *_command: str) -> tuple[str, list[object]]:
        return self._answer


LISTINGS: list[list[object]] = [
    [b'1 (UID 5 RFC822.SIZE 100 INTERNALDATE "31-Mar-2026 10:12:00 +0200")'],
    [b'1 (INTERNALDATE " 1-Apr-2026 23:59:59 -0330" RFC822.SIZE 7 UID 9)'],
    [b'1 (UID 5 FLAGS (\\Seen) RFC822.SIZE 100 INTERNALDATE "31-Mar-2026 10:12:00 +0000")', b"2 (FLAGS ())"],
    [b"1 (UID 5 RFC822.SIZE 100)"],
    [b"1 (UID 5 RFC822.SIZE 100 INTERNALDATE NIL)"],
    [(b"1 (UID 5 RFC822.SIZE 3 INTERNALDATE {26}", b"31-Mar-2026 10:12:00 +0200"), b")"],
]
BODIES: list[list[object]] = [
    [(b"1 (UID 5 BODY[] {2}", b"ab"), b")", (b"2 (UID 6 BODY[] {1}", b"c"), b")"],
    [(b"1 (BODY[] {2}", b"ab"), b" UID 5)"],
    [b"3 (FLAGS (\\Seen))", (b"1 (UID 5 BODY[] {2}", b"ab"), b" FLAGS (\\Seen))", b"4 (UID 8 FLAGS ())"],
    [(b"1 (FLAGS () UID 5 BODY[] {2}", b"ab"), b")"],
    [b'1 (UID 5 BODY[] "short")'],
    [b"1 (UID 5 BODY[] NIL)"],
    [(b"1 (UID 5 BODY[] {9}", b"x (UID 7)"), b")"],
]


@pytest.mark.parametrize("lines", LISTINGS, ids=range(len(LISTINGS)))
def test_listings_read_as_the_full_parser_reads_them(lines: list[object]) -> None:
    whole = parse_fetch_response(lines, normalise_times=False)
    found = ask_listing(Connection("OK", lines), [1])  # type: ignore[arg-type]
    for uid, said in whole.items():
        for key in (b"RFC822.SIZE", b"INTERNALDATE"):
            assert found.get(uid, {}).get(key) == said.get(key)


@pytest.mark.parametrize("lines", BODIES, ids=range(len(BODIES)))
def test_bodies_read_as_the_full_parser_reads_them(lines: list[object]) -> None:
    whole = parse_fetch_response(lines, normalise_times=False)
    found = ask_bodies(Connection("OK", lines), [1])  # type: ignore[arg-type]
    bodies = {uid: said[b"BODY[]"] for uid, said in whole.items() if b"BODY[]" in said}
    assert {uid: said[b"BODY[]"] for uid, said in found.items() if b"BODY[]" in said} == bodies


def test_a_date_that_cannot_be_is_none_and_zones_are_counted() -> None:
    lines: list[object] = [
        b'1 (UID 5 RFC822.SIZE 1 INTERNALDATE "31-Mar-2026 10:12:00 +0200")',
        b'2 (UID 6 RFC822.SIZE 1 INTERNALDATE "31-Feb-2026 10:12:00 +0200")',
        b'3 (UID 7 RFC822.SIZE 1 INTERNALDATE "31-Xxx-2026 10:12:00 +0200")',
    ]
    found = ask_listing(Connection("OK", lines), [1])  # type: ignore[arg-type]
    assert found[5][b"INTERNALDATE"] == datetime(2026, 3, 31, 8, 12, tzinfo=UTC)
    assert found[6][b"INTERNALDATE"] is None
    assert found[7][b"INTERNALDATE"] is None


def test_nothing_and_a_refusal() -> None:
    assert ask_bodies(Connection("OK", [None]), [1]) == {}  # type: ignore[arg-type]
    with pytest.raises(IMAPClientError, match="fetch failed"):
        ask_bodies(Connection("NO", [b"no such mail"]), [1])  # type: ignore[arg-type]
