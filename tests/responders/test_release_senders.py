"""Who may receive: a pass of the trusted server authenticates, a contact or domain entitles, nothing less."""

from dataclasses import replace

import pytest

from domain.mail import Address, AuthenticationResults, AuthMethod
from domain.policy import Authentication
from responders.answering import answer
from tests.responders.answering_cases import LEDGER, SERVER, Asked, mail_from, request_for, stamp
from tests.responders.release_verdicts import blocked, policy


def test_two_from_addresses_are_nobodys_word_and_nobody_is_answered() -> None:
    reply = answer(
        request_for(mail=mail_from(senders=(Address("ap@acme.example"), Address("x@evil.example"))))
    )
    assert reply is not None
    assert reply.to == ()
    assert {"several_from", "sender_not_authenticated", "sender_unknown"} <= set(reply.blocked_by)
    assert "several_from" in blocked(mail=mail_from(from_fields=2))
    assert "several_from" in blocked(mail=mail_from(senders=()))


def dkim(result: str = "pass", **properties: str) -> AuthMethod:
    return AuthMethod("dkim", result, tuple((f"header.{name}", value) for name, value in properties.items()))


def dmarc(result: str, of: str = "acme.example") -> AuthMethod:
    return AuthMethod("dmarc", result, (("header.from", of),))


GENUINE: tuple[tuple[AuthenticationResults, ...], ...] = (
    (stamp("acme.example", AuthMethod("dmarc", "pass")),),
    (stamp("acme.example", dkim(d="acme.example")),),
    (stamp("acme.example", dkim(d="mail.acme.example")),),
    (stamp("acme.example", dkim(i="@acme.example")),),
    (stamp("acme.example", dkim("fail", d="list.example"), dkim(d="acme.example")),),
    (stamp("acme.example", dmarc("none"), dkim(d="acme.example")),),
    (AuthenticationResults("relay.other.example", 0, (dmarc("fail"),)), stamp()),
    (stamp(), stamp("acme.example", dmarc("fail"), above=1)),
    (stamp("acme.example", dkim(d="acme.example")), stamp("acme.example", dmarc("pass"))),
)


FORGED: tuple[tuple[AuthenticationResults, ...], ...] = (
    (),
    (AuthenticationResults("mx.seller.example.evil.example", 0, (dmarc("pass"),)),),
    (AuthenticationResults("mx.seller", 0, (dmarc("pass"),)),),
    (AuthenticationResults("", 0, (dmarc("pass"),)),),
    (stamp("acme.example", above=1),),
    (stamp("acme.example", dmarc("fail")), stamp()),
    (stamp("acme.example", dkim(d="acme.example")), stamp("acme.example", dmarc("fail"))),
    (stamp("acme.example", above=3), stamp()),
    (stamp("acme.example", dmarc("pass", "evil.example")),),
    (stamp("acme.example", dmarc("pass"), dmarc("fail")),),
    (stamp("acme.example", dmarc("fail"), dkim(d="acme.example")),),
    (stamp("acme.example", dkim(d="evil.example")),),
    (stamp("acme.example", dkim(d="example")),),
    (stamp("acme.example", dkim(d="notacme.example")),),
    (stamp("acme.example", dkim(d="acme.example.evil.example")),),
    (stamp("acme.example", dkim("fail", d="acme.example")),),
    (stamp("acme.example", dkim("none")),),
    (stamp("acme.example", dkim()),),
    (
        stamp(
            "acme.example",
            AuthMethod("dkim", "pass", (("header.d", "acme.example"), ("header.d", "evil.example"))),
        ),
    ),
    (stamp("acme.example", AuthMethod("spf", "pass", (("smtp.mailfrom", "ap@acme.example"),))),),
    (stamp("acme.example", AuthMethod("x-dmarc", "pass")),),
)


@pytest.mark.parametrize("results", GENUINE)
def test_a_pass_of_the_trusted_server_authenticates(results: tuple[AuthenticationResults, ...]) -> None:
    assert blocked(mail=mail_from(authentication=results)) == ()


@pytest.mark.parametrize("results", FORGED)
def test_anything_less_than_a_pass_of_the_trusted_server_does_not(
    results: tuple[AuthenticationResults, ...],
) -> None:
    assert blocked(mail=mail_from(authentication=results)) == ("sender_not_authenticated",)


def test_our_own_servers_may_add_as_many_received_fields_as_configured() -> None:
    trusting = policy(authentication=Authentication(trusted_authserv_id=SERVER.upper(), own_received_above=1))
    assert blocked(answering=trusting, mail=mail_from(authentication=(stamp(above=1),))) == ()
    assert blocked(answering=trusting, mail=mail_from(authentication=(stamp(above=2),))) != ()


def test_a_customers_own_domain_counts_only_where_the_policy_says_so() -> None:
    stranger = mail_from("new@acme.example")
    assert blocked(mail=stranger) == ("sender_unknown",)
    assert blocked(mail=stranger, answering=policy(domain_may_receive=True)) == ()


def test_a_domain_that_a_person_added_entitles_nobody() -> None:
    stranger, permitted = mail_from("new@acme.example"), policy(domain_may_receive=True)
    added = replace(LEDGER, added_domains=frozenset({"acme.example"}))
    assert blocked(mail=stranger, answering=permitted, ledger=added) == ("sender_unknown",)


def test_a_free_mail_domain_proves_nothing_even_when_a_customer_lists_it() -> None:
    stranger = mail_from("acme.accounts@gmail.com", authentication=(stamp("gmail.com"),))
    assert blocked(mail=stranger, answering=policy(domain_may_receive=True)) == ("sender_unknown",)
    at_work = mail_from("new@acme.example")
    permitted = policy(domain_may_receive=True)
    assert blocked(mail=at_work, answering=permitted, free_mail_domains=("acme.example",)) == (
        "sender_unknown",
    )


def test_a_domain_does_not_overrule_a_contact_that_may_not_receive() -> None:
    permitted = policy(domain_may_receive=True)
    assert blocked(mail=mail_from("intern@acme.example"), answering=permitted) == ("contact_may_not_receive",)


def test_a_mail_that_points_to_another_customer_than_its_sender_proves_neither() -> None:
    reply = answer(request_for(Asked(customer_id="C002", numbers=("INV-2001",))))
    assert reply is not None
    assert set(reply.blocked_by) == {"customer_unclear", "not_owned"}
    assert reply.attachments == ()


def test_numbers_of_others_are_counted_against_an_authenticated_sender_alone() -> None:
    asked = Asked(numbers=("INV-1001", "INV-2001", "INV-9999"))
    believed, forged = (
        answer(request_for(asked)),
        answer(request_for(asked, mail=mail_from(authentication=()))),
    )
    assert believed is not None
    assert forged is not None
    assert (believed.misses, forged.misses) == (2, 0)
