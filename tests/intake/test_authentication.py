"""Authentication-Results by its grammar; whatever is unsound counts as absent."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.mail import AuthMethod
from intake.authentication import authentication_results, parse_field
from intake.mime import parse_mail

SOUND = {
    "example.org 1; none": ("example.org", []),
    "Example.COM;\r\n spf=Pass smtp.mailfrom=Example.net".replace("\r\n", ""): (
        "example.com",
        [("spf", "pass", [("smtp.mailfrom", "example.net")])],
    ),
    "mx.us.example; dmarc=pass (p=reject dis=none) header.from=acme.example": (
        "mx.us.example",
        [("dmarc", "pass", [("header.from", "acme.example")])],
    ),
    'x.example; auth=pass (cram-md5) smtp.auth=a@b.example; dkim=fail reason="bad signature; dmarc=pass" '
    "header.i=@b.example header.b=aB/+=d": (
        "x.example",
        [
            ("auth", "pass", [("smtp.auth", "a@b.example")]),
            ("dkim", "fail", [("header.i", "@b.example"), ("header.b", "ab/+=d")]),
        ],
    ),
    '(c (nested) ) "quoted.example" (v) 1 (x) ; (y) dkim / 1 = pass (z) header . d = a.example (w)': (
        "quoted.example",
        [("dkim", "pass", [("header.d", "a.example")])],
    ),
    "x; dkim=pass header.d=a.example; dkim=fail header.d=b.example": (
        "x",
        [("dkim", "pass", [("header.d", "a.example")]), ("dkim", "fail", [("header.d", "b.example")])],
    ),
    'x; spf=pass smtp.mailfrom="a b"@c.example': (
        "x",
        [("spf", "pass", [("smtp.mailfrom", "a b@c.example")])],
    ),
    "x; dmarc=none (dmarc=pass)": ("x", [("dmarc", "none", [])]),
    'x; spf=fail policy.text="; dmarc=pass header.from=a.example"': (
        "x",
        [("spf", "fail", [("policy.text", "; dmarc=pass header.from=a.example")])],
    ),
}
UNSOUND = [
    "",
    ";",
    "x",
    "x;",
    "x; none; dmarc=pass",
    "x; dmarc=pass; none",
    "x; dmarc=pass;",
    "x; dmarc",
    "x; dmarc=",
    "x; =pass",
    "x dmarc=pass",
    "x 1 2; none",
    "x; dmarc=pass (unclosed",
    'x; dmarc=pass reason="unclosed',
    "x; dmarc=pass header.from",
    "x; dmarc=pass header.from=",
    "x; dmarc=pass header.from=a.example, dmarc=pass",
    "x; dmarc=pass action=none header.from=a.example",
    "spf=pass smtp.mailfrom=a.example; dmarc=pass action=none header.from=a.example",
    "x; dmarc=pass header.from=a.example dmarc=pass",
    "x; dmarc=pass\x00 header.from=a.example",
    "x; dmarc=pass\nheader.from=a.example",
    "x; dmarc=fail header.from=a.example; dmarc=pass header.from=a.example",
    "x; dmarc=pass(p=none)header.from=a.example)",
    "x; dmärc=pass",
    "x y; dmarc=pass",
    "<x>; dmarc=pass",
    "x; dmarc=pass header.from=<a.example>",
    "x; " + "(" * 500 + ")" * 500 + "dmarc=pass",
    "x; dmarc=pass " + "a" * 30_000,
]


@pytest.mark.parametrize("value", SOUND)
def test_a_sound_field_is_read_whole(value: str) -> None:
    server, methods = SOUND[value]
    assert parse_field(value) == (
        server,
        tuple(AuthMethod(method, result, tuple(properties)) for method, result, properties in methods),
    )


@pytest.mark.parametrize("value", UNSOUND, ids=range(len(UNSOUND)))
def test_an_unsound_field_counts_as_absent(value: str) -> None:
    assert parse_field(value) is None


def test_the_server_is_compared_whole_by_whoever_reads_it() -> None:
    for value in (
        "mx.us.example.evil.example; dmarc=pass",
        '"mx.us.example evil"; dmarc=pass',
        "evil (mx.us.example); none",
    ):
        parsed = parse_field(value)
        assert parsed is None or parsed[0] != "mx.us.example"


def test_received_fields_above_are_counted() -> None:
    fields = [
        ("Received", "a"),
        ("Authentication-Results", "one; none"),
        ("received", "b"),
        ("AUTHENTICATION-RESULTS", "two; dmarc=pass"),
        ("Authentication-Results", "broken"),
        ("ARC-Authentication-Results", "i=1; three; none"),
        ("X-Authentication-Results", "four; none"),
    ]
    found = authentication_results(fields)
    assert [(one.authserv_id, one.received_above) for one in found] == [("one", 1), ("two", 2)]


def test_folded_fields_of_a_whole_mail_are_read_in_order() -> None:
    mail = parse_mail(
        b"Received: from x by y; Tue, 31 Mar 2026 10:12:05 +0200\r\n"
        b"Authentication-Results: mx.us.example;\r\n"
        b"\tdkim=pass (2048-bit key)\r\n\t header.d=acme.example;\r\n"
        b" dmarc=pass\r\n (p=none dis=none) header.from=acme.example\r\n"
        b"Subject: =?utf-8?q?=0AAuthentication-Results:_mx.us.example;_dmarc=3Dpass?=\r\n"
        b"From: a@acme.example\r\n\r\nhi"
    )
    (one,) = mail.authentication
    assert (one.authserv_id, one.received_above) == ("mx.us.example", 1)
    assert [(method.method, method.result) for method in one.methods] == [("dkim", "pass"), ("dmarc", "pass")]
    assert one.methods[1].property("header.from") == "acme.example"


def test_a_header_that_was_cut_proves_nothing() -> None:
    raw = b"Authentication-Results: x; dmarc=pass\r\n" + b"X: y\r\n" * 5000 + b"From: a@b.example\r\n\r\nhi"
    assert parse_mail(raw).authentication == ()


def test_a_header_that_ends_early_proves_nothing() -> None:
    raw = (
        b"Authentication-Results: mx.us.example; dmarc=pass\r\nFrom: a@acme.example\r\n"
        b"no field at all\r\nFrom: b@evil.example\r\n\r\nhi"
    )
    mail = parse_mail(raw)
    assert mail.authentication == ()
    assert mail.defects


@pytest.mark.parametrize(
    "value",
    [b"<a@acme.example> <b@evil.example>", b"A <a@acme.example> B <b@evil.example>"],
)
def test_two_addresses_without_a_comma_are_not_one_sender(value: bytes) -> None:
    assert len(parse_mail(b"From: " + value + b"\r\n\r\nhi").senders) == 2


def test_a_letter_that_looks_like_an_ascii_one_is_another_letter() -> None:
    (sender,) = parse_mail("From: ap@\u212awik.example\r\n\r\nhi".encode()).senders
    assert sender.email != "ap@kwik.example"


def test_encoded_words_and_nul_do_not_make_a_verdict() -> None:
    for value in (b"=?utf-8?q?x;_dmarc=3Dpass?=", b"x; dmarc=pa\x00ss", b"x; =?utf-8?q?dmarc?==pass"):
        mail = parse_mail(b"Authentication-Results: " + value + b"\r\nFrom: a@b.example\r\n\r\nhi")
        assert mail.authentication == ()


PIECES = st.lists(
    st.sampled_from(
        [
            "mx.us.example",
            ";",
            "dmarc",
            "=",
            "pass",
            " ",
            "(",
            ")",
            '"',
            "\\",
            "header",
            ".",
            "from",
            "a.example",
            "1",
            "none",
            "reason",
            "@",
            "/",
            "\t",
            "ü",
            "é=",
            "spf",
        ]
    ),
    max_size=30,
).map("".join)


@given(PIECES | st.text(max_size=200))
@settings(max_examples=400, deadline=None)
def test_no_text_makes_the_parser_fail(value: str) -> None:
    parse_field(value)


TOKEN = st.from_regex(r"[a-z0-9](?:[a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
ANY = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60)


@given(TOKEN, ANY, ANY, TOKEN)
@settings(max_examples=200, deadline=None)
def test_comments_and_quoted_values_never_add_a_verdict(
    server: str, comment: str, quoted: str, domain: str
) -> None:
    def escaped(text: str, marks: str) -> str:
        return "".join("\\" + char if char in marks else char for char in text)

    value = (
        f"{server}; spf=fail ({escaped(comment, '()' + chr(92))}) "
        f'reason="{escaped(quoted, chr(34) + chr(92))}" '
        f"smtp.mailfrom={domain}"
    )
    assert parse_field(value) == (server, (AuthMethod("spf", "fail", (("smtp.mailfrom", domain),)),))
