"""Two hundred headers: a document leaves for those that prove their sender, and for no other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.decisions import Reply
from intake.mime import parse_mail
from responders.answering import answer
from tests.responders.answering_cases import request_for
from tests.responders.header_cases import (
    BORDER,
    FROM,
    NO_PROOFS,
    PASS,
    SENDER,
    SERVER,
    HeaderCase,
    header_cases,
)

CASES = header_cases()
REST = (
    "To: ar@seller.example\r\nSubject: Copy of invoice\r\nMessage-ID: <m1@acme.example>\r\n"
    "Date: Mon, 4 May 2026 09:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    "Please send us a copy of INV-1001.\r\n"
)


def judged(head: str) -> Reply | None:
    return answer(request_for(mail=parse_mail((head + REST).encode("utf-8"))))


def test_there_are_two_hundred() -> None:
    assert len(CASES) >= 200


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_document_leaves_only_for_a_proved_sender(case: HeaderCase) -> None:
    reply = judged(case.head)
    assert reply is not None
    assert reply.auto_send is case.proves
    assert not case.proves or reply.to == (SENDER,)


pieces = st.sampled_from(
    [
        SERVER,
        "evil.example",
        "; ",
        "dmarc=pass",
        "dmarc=fail",
        " header.from=acme.example",
        " ",
        "(",
        ")",
        '"',
        "\\",
        "dkim=pass",
        " header.d=acme.example",
        " header.d=evil.example",
        "none",
        "=",
        ".",
        "1",
        "\t",
        ",",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(pieces, max_size=9).map("".join), st.sampled_from(["", BORDER]))
def test_whatever_stands_in_the_field_a_stranger_gets_nothing(field: str, border: str) -> None:
    reply = judged(f"{border}Authentication-Results: {field}\r\nFrom: x@evil.example\r\n")
    assert reply is None or not reply.auto_send


@settings(max_examples=150, deadline=None)
@given(st.lists(pieces, max_size=9).map("".join), st.sampled_from(sorted(NO_PROOFS)))
def test_nothing_below_the_border_proves_a_sender(field: str, above: str) -> None:
    head = f"{NO_PROOFS[above]}{BORDER}Authentication-Results: {field}\r\n{PASS}{FROM}"
    reply = judged(head)
    assert reply is None or not reply.auto_send


@pytest.mark.long
@settings(max_examples=10_000, deadline=None)
@given(st.text(alphabet=st.characters(max_codepoint=0x250), max_size=120))
def test_no_text_at_all_in_the_field_proves_a_stranger(field: str) -> None:
    reply = judged(f"Authentication-Results: {field}\r\nFrom: x@evil.example\r\n")
    assert reply is None or not reply.auto_send
