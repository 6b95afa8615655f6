"""Which domains belong together, and which anybody can get an address at."""

import pytest

from domain.free_mail import is_free_mail
from domain.organisation import is_domain, same_organisation


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("acme.com", "acme.com"),
        ("acme.com", "mail.acme.com"),
        ("a.acme.com", "b.acme.com"),
        ("acme.co.uk", "mail.acme.co.uk"),
        ("a.acme.co.uk", "b.acme.co.uk"),
        ("acme.it", "mail.acme.it"),
        ("x.y.acme.example", "acme.example"),
        ("acme.fr", "news.acme.fr"),
    ],
)
def test_one_organisations_domains_are_aligned(one: str, other: str) -> None:
    assert same_organisation(one, other)
    assert same_organisation(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("acme.com", "bolt.com"),
        ("acme.com", "notacme.com"),
        ("acme.com", "acme.com.evil.com"),
        ("acme.co.uk", "bolt.co.uk"),
        ("acme.co.uk", "co.uk"),
        ("acme.com.br", "com.br"),
        ("a.github.io", "b.github.io"),
        ("github.io", "b.github.io"),
        ("acme.milano.it", "bolt.milano.it"),
        ("acme.k12.tx.us", "bolt.k12.tx.us"),
        ("acme.gov.xx", "gov.xx"),
        ("acme.com", "com"),
        ("", ""),
        ("acme", "acme"),
        ("ACME.com", "acme.com"),
        ("acme.com.", "acme.com"),
        ("*.acme.com", "acme.com"),
        ("a.onmicrosoft.com", "b.onmicrosoft.com"),
        ("acme.eu.com", "bolt.eu.com"),
        ("a.b.city.kawasaki.jp", "c.kawasaki.jp"),
        ("acme.com.au", "bolt.com.au"),
        ("acme.asso.fr", "bolt.asso.fr"),
        ("acme.ltd.uk", "bolt.ltd.uk"),
    ],
)
def test_strangers_under_one_ending_are_not_aligned(one: str, other: str) -> None:
    assert not same_organisation(one, other)
    assert not same_organisation(other, one)


@pytest.mark.parametrize(
    "text", ["", "a", ".a.b", "a..b", "-a.b", "a-.b", "a_b.c", "é.fr", "a b.c", "A.b", "x" * 64 + ".fr"]
)
def test_what_is_no_host_name_is_no_domain(text: str) -> None:
    assert not is_domain(text)


@pytest.mark.parametrize(
    "domain", ["gmail.com", "GMAIL.com.", "yahoo.co.uk", "hotmail.fr", "outlook.com", "laposte.net", "gmx.de"]
)
def test_free_mail_is_known(domain: str) -> None:
    assert is_free_mail(domain)


@pytest.mark.parametrize(
    "domain", ["acme.example", "mail.acme.com", "live.acme.example", "notgmail.com", "gmail.com.evil.com", ""]
)
def test_a_firms_domain_is_not_free_mail(domain: str) -> None:
    assert not is_free_mail(domain)


def test_the_configuration_adds_domains() -> None:
    assert is_free_mail("coworking.example", ("Coworking.example",))
