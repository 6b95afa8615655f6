"""What Microsoft and Google ask for and refuse, by their real libraries, and sending by token."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from domain.clock import SetClock
from domain.errors import ConfigurationError, DeliveryError, SignInError, SourceError
from domain.mailbox_policy import Mailbox
from domain.policy import Outgoing
from intake.sign_in.microsoft import open_microsoft
from responders.delivery import SmtpSubmission
from store.engine import Store
from tests.intake.token_accounts import SECRETS, USER, google, microsoft, secret_of, tokens_of
from tests.servers.token_server import CLIENT_ID, Reply, TokenServer, refused
from tests.servers.token_smtp import TokenSmtp


@pytest.fixture
def server() -> Iterator[TokenServer]:
    with TokenServer() as running:
        yield running


@pytest.fixture(scope="module")
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _pem(key: Any, password: bytes | None = None) -> bytes:
    lock = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)


def _certificate(key: Any) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ardoise")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM)


def _claims(token: str) -> dict[str, Any]:
    part = token.split(".")[1]
    claims: dict[str, Any] = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return claims


def test_an_application_proves_itself_by_certificate(
    server: TokenServer, store: Store, clock: SetClock, rsa_key: rsa.RSAPrivateKey, tmp_path: Path
) -> None:
    path = tmp_path / "app.pem"
    path.write_bytes(_certificate(rsa_key) + _pem(rsa_key, SECRETS["SEED"].encode()))
    box = microsoft(server, certificate=path, certificate_password={"env": "SEED"}, client_secret={})
    tokens_of(box, store, clock).current()
    (asked,) = server.asked
    claims = _claims(asked["client_assertion"])
    assert (claims["iss"], claims["aud"]) == (CLIENT_ID, server.token_uri)
    assert "client_secret" not in asked


def test_certificates_that_cannot_work_are_named(
    server: TokenServer, rsa_key: rsa.RSAPrivateKey, tmp_path: Path
) -> None:
    path = tmp_path / "app.pem"
    other = ec.generate_private_key(ec.SECP256R1())
    for content, said in (
        (b"", "must hold the private key and the certificate"),
        (_pem(rsa_key), "must hold the private key and the certificate"),
        (_pem(other) + _certificate(other), "it must be an RSA key"),
        (_pem(rsa_key) + _certificate(other), "it must be an RSA key"),
        (_pem(rsa_key, b"unknown") + _certificate(rsa_key), "cannot be opened"),
    ):
        path.write_bytes(content)
        with pytest.raises(ConfigurationError, match=said):
            open_microsoft(microsoft(server, certificate=path), secret_of)


def test_settings_that_cannot_work_are_named_before_anything_is_asked(server: TokenServer) -> None:
    for changes, said in (
        ({"tenant": ""}, "microsoft.tenant is empty"),
        ({"client_id": ""}, "microsoft.client_id is empty"),
        ({"client_secret": {}}, "set microsoft.client_secret or certificate"),
        ({"tenant": "common"}, "belongs to one directory"),
        ({"authority": "http://login.example"}, "must begin with https://"),
    ):
        with pytest.raises(ConfigurationError, match=said):
            open_microsoft(microsoft(server, **changes), secret_of)


@pytest.mark.parametrize(
    ("description", "why", "mend"),
    [
        ("AADSTS7000215: Invalid client secret.", "the client secret is wrong", "not its id"),
        ("AADSTS7000222: keys are expired.", "the client secret has expired", "make a new one"),
        ("AADSTS700016: not found in the directory.", "not known in this directory", "microsoft.client_id"),
        ("AADSTS65001: has not consented.", "nobody has consented", "grant consent"),
        ("AADSTS50076: you must use multi-factor.", "a second factor", "ardoise sign-in ar"),
        ("AADSTS53003: blocked by Conditional Access.", "conditional access", "exempt"),
        ("AADSTS1234567: something new.", "something new", "check the application"),
    ],
)
def test_what_microsoft_refuses_is_said_with_its_mend(
    server: TokenServer, store: Store, clock: SetClock, description: str, why: str, mend: str
) -> None:
    server.script.append(refused("odd", description))
    with pytest.raises(SignInError) as caught:
        tokens_of(microsoft(server), store, clock).current()
    assert str(caught.value).startswith("account 'ar' gets no token from Microsoft: ")
    assert why in str(caught.value) and mend in str(caught.value)


def test_a_wrong_tenant_is_named(server: TokenServer, store: Store, clock: SetClock) -> None:
    with pytest.raises(SignInError, match=r"knows no directory 'wrong\.example'; correct microsoft\.tenant"):
        tokens_of(microsoft(server, tenant="wrong.example"), store, clock).current()


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"access_token": 7}', b"\xff\xfe", b"{" * 100_000, b'"a"'])
def test_nonsense_of_a_token_service_is_one_sentence(
    server: TokenServer, store: Store, clock: SetClock, body: bytes
) -> None:
    for box in (microsoft(server), google(server)):
        server.script.append(Reply(200, body))
        with pytest.raises(SourceError) as caught:
            tokens_of(box, store, clock).current()
        assert len(str(caught.value)) < 400


def test_a_service_that_cannot_be_trusted_or_reached_is_named(
    server: TokenServer, store: Store, clock: SetClock
) -> None:
    with pytest.raises(SourceError, match="shows a certificate that is not trusted"):
        tokens_of(microsoft(server, ca_file=None), store, clock).current()
    with pytest.raises(SourceError, match=r"127\.0\.0\.1:1, which hands out the tokens of account 'ar'"):
        tokens_of(microsoft(server, authority="https://127.0.0.1:1"), store, clock).current()


def _service_account(server: TokenServer, rsa_key: rsa.RSAPrivateKey, folder: Path) -> Mailbox:
    key = {
        "type": "service_account",
        "client_email": "robot@project.example",
        "private_key": _pem(rsa_key).decode(),
        "token_uri": "https://wrong.example/token",
    }
    (folder / "key.json").write_text(json.dumps(key))
    return google(server, service_account=folder / "key.json", refresh_token={})


def test_a_service_account_opens_the_mailbox_of_its_subject(
    server: TokenServer, store: Store, clock: SetClock, rsa_key: rsa.RSAPrivateKey, tmp_path: Path
) -> None:
    box = _service_account(server, rsa_key, tmp_path)
    assert tokens_of(box, store, clock).current() == server.issued[0]
    claims = _claims(server.asked[0]["assertion"])
    assert (claims["sub"], claims["iss"]) == (USER, "robot@project.example")
    assert claims["scope"] == "https://mail.google.com/"


@pytest.mark.parametrize(
    ("error", "description", "said"),
    [
        ("unauthorized_client", "Client is unauthorized", "no domain-wide delegation"),
        ("invalid_grant", "Invalid JWT Signature.", "make a new JSON key"),
        ("invalid_grant", "Invalid email or User ID", "set google.subject"),
        (
            "invalid_grant",
            "Invalid JWT: Token must be a short-lived token and in a reasonable timeframe",
            "clock",
        ),
        ("invalid_grant", "Token has been expired or revoked.", "ardoise sign-in ar"),
        ("invalid_grant", "reauth related error (invalid_rapt)", "session control"),
        ("admin_policy_enforced", "", "let an administrator trust it"),
        ("temporarily_unavailable", "", "asked again by itself"),
        ("quite_new", "A thing that nobody knows", "A thing that nobody knows (quite_new)"),
    ],
)
def test_what_google_refuses_is_said_with_its_mend(
    server: TokenServer, store: Store, clock: SetClock, error: str, description: str, said: str
) -> None:
    server.script.append(refused(error, description))
    with pytest.raises(SourceError) as caught:
        tokens_of(google(server), store, clock).current()
    assert said in str(caught.value)
    assert len(server.asked) == 1


def test_a_person_signs_in_by_a_code(server: TokenServer) -> None:
    server.pending = 1
    message, ask, every = open_microsoft(microsoft(server, act_as="user"), secret_of).begin_device_flow()
    assert (message, every) == ("open the page and enter AB12", 1)
    assert ask() is None
    granted = ask()
    assert granted is not None and granted.refresh_token in server.refresh_tokens
    assert granted.refresh_token not in repr(granted)


def _sending(server: TokenServer, smtp: TokenSmtp, store: Store, clock: SetClock) -> SmtpSubmission:
    outgoing = Outgoing(kind="smtp", host=smtp.host, port=smtp.port, security="none", user=USER)
    return SmtpSubmission(outgoing, tokens_of(microsoft(server), store, clock))


def test_answers_are_sent_by_token_and_a_refused_one_is_renewed_once(
    server: TokenServer, store: Store, clock: SetClock
) -> None:
    server.revoked.add(tokens_of(microsoft(server), store, clock).current())
    with TokenSmtp(lambda user, token: user == USER and server.works(token)) as smtp:
        submission = _sending(server, smtp, store, clock)
        submission.open(USER, "b@acme.example")
        submission.data(b"Subject: x\r\n\r\nhello\r\n")
        submission.close()
    assert len(server.issued) == 2 and len(smtp.received) == len(smtp.said) == 1


def test_sending_that_is_refused_or_has_no_token_waits_and_says_why(
    server: TokenServer, store: Store, clock: SetClock
) -> None:
    with TokenSmtp(lambda *_: False) as smtp:
        submission = _sending(server, smtp, store, clock)
        with pytest.raises(DeliveryError, match="allow authenticated SMTP") as caught:
            submission.open(USER, "b@acme.example")
        assert not caught.value.permanent and not caught.value.uncertain and len(smtp.said) == 2
        assert smtp.said[0] == "b''"
        clock.sleep(7200)
        server.script.append(Reply(503))
        with pytest.raises(DeliveryError, match="cannot do so now") as caught:
            submission.open(USER, "b@acme.example")
        assert not caught.value.permanent
    assert not any(token in str(caught.value) for token in server.issued)
