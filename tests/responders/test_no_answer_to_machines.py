"""Automatic mail is never answered, whatever form it takes."""

from dataclasses import replace
from typing import Any

import pytest

from domain.words import Intent, Mode
from responders.addresses import is_plain_address, is_unread_address
from responders.answering import answer
from tests.responders.answering_cases import Asked, mail_from, request_for

MACHINES: tuple[dict[str, Any], ...] = (
    {"headers": (("Auto-Submitted", "auto-replied"),)},
    {"headers": (("auto-submitted", "auto-generated; owner=x"),)},
    {"headers": (("Auto-Submitted", "no"), ("Auto-Submitted", "auto-notified"))},
    {"headers": (("Auto-Submitted", ""),)},
    {"headers": (("Precedence", "BULK"),)},
    {"headers": (("Precedence", "auto_reply"),)},
    {"headers": (("Precedence", "auto-reply"),)},
    {"headers": (("Precedence", "list (members only)"),)},
    {"headers": (("Precedence", "Bulk; x=y"),)},
    {"return_path": "mailer-daemon"},
    {"return_path": "mailer-daemon@mail.acme.example"},
    {"headers": (("List-Unsubscribe", "<mailto:x@y.example>"),)},
    {"headers": (("X-Autoreply", "yes"),)},
    {"return_path": ""},
    {"content_type": "multipart/report"},
    {"sender": "AR@seller.example"},
)


PROGRAMS = (
    ("Delivered-To", "Autoresponder"),
    ("X-POST-MessageClass", "9; Autoresponder"),
    ("X-FC-MachineGenerated", "true"),
    ("X-MS-Exchange-Generated-Message-Source", "Mailbox Rules Agent"),
    ("X-Cron-Env", "<SHELL=/bin/sh>"),
    ("X-Mailer", "vacation 1.2"),
)


@pytest.mark.parametrize("field", PROGRAMS)
def test_what_a_program_may_have_written_goes_to_a_person(field: tuple[str, str]) -> None:
    reply = answer(request_for(mail=mail_from(headers=(field,)), mode_override=Mode.AUTOMATIC))
    assert reply is not None
    assert reply.blocked_by == ("automatic_mail",)


@pytest.mark.parametrize("form", MACHINES)
def test_a_machines_mail_gets_no_answer(form: dict[str, Any]) -> None:
    assert answer(request_for(mail=mail_from(**form), mode_override=Mode.AUTOMATIC)) is None


@pytest.mark.parametrize("intent", [Intent.AUTOMATIC_REPLY, Intent.BOUNCE, Intent.MARKETING])
def test_what_the_router_calls_automatic_gets_no_answer(intent: Intent) -> None:
    assert answer(request_for(Asked(intent), mode_override=Mode.AUTOMATIC)) is None
    understood = Asked().understanding()
    marked = replace(understood, route=replace(understood.route, automatic_mail="null return path"))
    assert answer(request_for(understanding=marked)) is None


@pytest.mark.parametrize("value", ["no", "No (a person)", "no; x=y"])
def test_a_person_who_says_so_is_answered(value: str) -> None:
    reply = answer(request_for(mail=mail_from(headers=(("Auto-Submitted", value),))))
    assert reply is not None
    assert reply.auto_send


@pytest.mark.parametrize("intent", [Intent.GENERAL, Intent.PROMISE_TO_PAY, Intent.NEW_ORDER])
def test_where_there_is_nothing_to_say_nothing_is_said(intent: Intent) -> None:
    assert answer(request_for(Asked(intent), mode_override=Mode.AUTOMATIC)) is None


@pytest.mark.parametrize(
    "local",
    ["no-reply", "noreply", "do_not_reply", "ne-pas-repondre", "MAILER-DAEMON", "bounces+x", "NoReply2"],
)
def test_addresses_that_nobody_reads_are_known(local: str) -> None:
    assert is_unread_address(f"{local}@acme.example")
    reply = answer(request_for(mail=mail_from(f"{local}@acme.example")))
    assert reply is not None
    assert "automatic_mail" in reply.blocked_by


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "@b.example",
        "a@b",
        "a@@b.example",
        "a b@c.example",
        '"a"@b.example',
        "a@b..example",
        "a.@b.example",
        "a@-b.example",
        "é@b.example",
        "a@bücher.example",
        "a@[127.0.0.1]",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example,c@d.example",
        "<a@b.example>",
        "x" * 65 + "@b.example",
        "a@" + "b" * 64 + ".example",
    ],
)
def test_an_address_outside_the_grammar_is_refused(address: str) -> None:
    assert not is_plain_address(address)


@pytest.mark.parametrize("address", ["a@b.example", "o'neil+ap@x-y.b.example", "A.B_c@b.xn--p1ai"])
def test_plain_addresses_are_taken(address: str) -> None:
    assert is_plain_address(address)


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Copy of invoice",
        "Abwesenheitsnotiz: Rechnung",
        "Réponse automatique : facture",
        "Respuesta automática: factura",
        "Risposta automatica: fattura",
        "Automatisch antwoord: factuur",
        "Resposta automática: fatura",
        "Autosvar: faktura",
        "Automaattinen vastaus: lasku",
        "Odpowiedź: automatyczna odpowiedź",
        "Undeliverable: invoice",
    ],
)
def test_a_machines_subject_without_any_field_goes_to_a_person(subject: str) -> None:
    reply = answer(request_for(mail=mail_from(subject=subject), mode_override=Mode.AUTOMATIC))
    assert reply is not None
    assert reply.blocked_by == ("automatic_mail",)


def test_a_mail_that_goes_in_a_circle_goes_to_a_person() -> None:
    hops = tuple(("Received", f"from a{number}.example") for number in range(26))
    reply = answer(request_for(mail=mail_from(headers=hops)))
    assert reply is not None
    assert reply.blocked_by == ("automatic_mail",)


@pytest.mark.parametrize("subject", ["Copy of INV-1", "Post office box changed", "Delivery note missing"])
def test_a_persons_subject_is_answered(subject: str) -> None:
    reply = answer(request_for(mail=mail_from(subject=subject)))
    assert reply is not None
    assert reply.auto_send
