"""One connection to an IMAP server: opened safely, every failure named with account, host and mend."""

import imaplib
import ipaddress
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError

from domain.errors import ConfigurationError, SessionExpired, SignInError, SourceError, Throttled
from domain.mailbox_policy import Mailbox
from domain.sign_in import AccessTokens, Credential
from intake.charsets import printable
from intake.sign_in.redaction import without_secrets
from intake.throttling import asks_for_patience, says_token_ended, stated_seconds

CONNECT_SECONDS = 30.0
_BROKEN = (imaplib.IMAP4.abort, OSError, EOFError)
"""The connection is gone: OSError covers time-outs, resets and TLS alerts."""


def connect(mailbox: Mailbox, credential: Credential) -> IMAPClient:
    """Return a connection that is signed in; nothing is selected.

    TLS certificates are verified, STARTTLS is never left out when asked for, and a connection
    without TLS is only made to this machine itself. A token that the server refuses is replaced once.
    Raises SourceError (SignInError, Throttled), or ConfigurationError when the mailbox can never work as
    it is configured.
    """
    refuse_unsafe(mailbox)
    if credential is None:
        raise SignInError(
            f"account {mailbox.name!r} has no password; set `password.env` or `password.file` for it."
        )
    if isinstance(credential, str):
        password = credential
        return _connected(mailbox, lambda client: _sign_in(client, mailbox, password))
    return _connect_by_token(mailbox, credential)


def refuse_unsafe(mailbox: Mailbox) -> None:
    """Raise ConfigurationError for a mailbox without host, or without TLS to another machine."""
    if not mailbox.host:
        raise ConfigurationError(
            f"account {mailbox.name!r} has no host; set `host` to the name of its IMAP server."
        )
    if mailbox.security == "none" and not _is_loopback(mailbox.host):
        raise ConfigurationError(
            f"account {mailbox.name!r} would send its password to {mailbox.host} in the clear; "
            "set `security: tls` or `starttls`."
        )


def sign_out(client: IMAPClient) -> None:
    """Say goodbye and close the connection, whatever its state."""
    with suppress(IMAPClientError, OSError, EOFError, ValueError):
        client.logout()
    drop(client)


def drop(client: IMAPClient) -> None:
    """Close the connection, whatever its state."""
    with suppress(IMAPClientError, imaplib.IMAP4.error, OSError, EOFError, ValueError, AttributeError):
        client.shutdown()


@contextmanager
def named_errors(mailbox: Mailbox, doing: str) -> Iterator[None]:
    """Turn the errors of a command into a SourceError that says what was being done."""
    try:
        yield
    except _BROKEN as error:
        _refuse_patience(mailbox, error)
        kind = SessionExpired if says_token_ended(str(error)) else SourceError
        raise kind(
            f"the connection of account {mailbox.name!r} to {_server(mailbox)} was lost while {doing} "
            f"({_reason(error)}); it is tried again at the next poll."
        ) from error
    except (IMAPClientError, ValueError) as error:
        _refuse_patience(mailbox, error)
        raise SourceError(
            f"the server {_server(mailbox)} of account {mailbox.name!r} refused {doing} ({_reason(error)})."
        ) from error


def is_broken(error: BaseException | None) -> bool:
    """True when the connection itself is gone, so that only a new one can help."""
    return isinstance(error, _BROKEN)


def _connected(mailbox: Mailbox, sign_in: Callable[[IMAPClient], None]) -> IMAPClient:
    with _named_connection_errors(mailbox):
        client = _open(mailbox)
    try:
        with _named_connection_errors(mailbox):
            sign_in(client)
    except BaseException:
        drop(client)
        raise
    client.normalise_times = False
    return client


def _connect_by_token(mailbox: Mailbox, tokens: AccessTokens) -> IMAPClient:
    token = tokens.current()
    try:
        return _connected(mailbox, lambda client: _sign_in_by_token(client, mailbox, token))
    except SignInError:
        fresh = tokens.renewed(token)
    try:
        return _connected(mailbox, lambda client: _sign_in_by_token(client, mailbox, fresh))
    except SignInError as error:
        why = tokens.explain(fresh)
        raise SignInError(f"{str(error).rstrip('.')}; {why}." if why else str(error)) from None


def _open(mailbox: Mailbox) -> IMAPClient:
    timeout = SocketTimeout(min(CONNECT_SECONDS, mailbox.timeout_seconds), mailbox.timeout_seconds)
    secure = mailbox.security == "tls"
    context = None if mailbox.security == "none" else _tls(mailbox)
    client = IMAPClient(
        mailbox.host, mailbox.port, ssl=secure, ssl_context=context if secure else None, timeout=timeout
    )
    client._imap.debug = 0  # else imaplib writes the repr of every body for a log that nobody reads
    if mailbox.security == "starttls":
        try:
            _upgrade(client, mailbox, context)
        except BaseException:
            drop(client)
            raise
    return client


def _upgrade(client: IMAPClient, mailbox: Mailbox, context: ssl.SSLContext | None) -> None:
    if client._imap.state != "NONAUTH" or not client.has_capability("STARTTLS"):
        raise SourceError(
            f"{_server(mailbox)} (account {mailbox.name!r}) offers no STARTTLS; nothing was sent. "
            "Use `security: tls` with its TLS port (usually 993), or find out who strips STARTTLS."
        )
    client.starttls(context)
    client._cached_capabilities = None


def _sign_in(client: IMAPClient, mailbox: Mailbox, password: str) -> None:
    try:
        if password.isascii() and mailbox.user.isascii():
            client.login(mailbox.user, password)
        else:
            client.plain_login(mailbox.user, password)
    except imaplib.IMAP4.abort:
        raise
    except (IMAPClientError, imaplib.IMAP4.error) as error:
        _refuse_patience(mailbox, error)
        raise _wrong_credentials(mailbox, error) from error


def _sign_in_by_token(client: IMAPClient, mailbox: Mailbox, token: str) -> None:
    """AUTHENTICATE XOAUTH2. To the challenge that explains a refusal the answer must be empty."""
    answers = iter((f"user={mailbox.user}\1auth=Bearer {token}\1\1".encode(),))
    try:
        client.sasl_login("XOAUTH2", lambda challenge: next(answers, b""))
    except imaplib.IMAP4.abort as error:
        # Some servers hang up on a refused token; their words still say that it was one.
        if says_token_ended(str(error)):
            raise _refused_token(mailbox, error) from None
        raise
    except (IMAPClientError, imaplib.IMAP4.error) as error:
        _refuse_patience(mailbox, error)
        raise _refused_token(mailbox, error) from None


def _refused_token(mailbox: Mailbox, error: Exception) -> SignInError:
    return SignInError(
        f"{_server(mailbox)} does not let account {mailbox.name!r} in as {mailbox.user!r} by token "
        f"({without_secrets(_reason(error))})."
    )


def _refuse_patience(mailbox: Mailbox, error: Exception) -> None:
    """Raise Throttled for an error in which the server asks for patience.

    It has no cause, so that nobody takes the connection for broken and tries again at once.
    """
    if asks_for_patience(str(error)):
        raise Throttled(
            f"the server {_server(mailbox)} of account {mailbox.name!r} asks for patience "
            f"({_reason(error)}); it is asked again later by itself.",
            stated_seconds(str(error)),
        ) from None


def _wrong_credentials(mailbox: Mailbox, error: Exception) -> SignInError:
    return SignInError(
        f"account {mailbox.name!r} cannot sign in to {_server(mailbox)} as {mailbox.user!r} "
        f"({_reason(error)}); check `user` and `password`."
    )


def _tls(mailbox: Mailbox) -> ssl.SSLContext:
    if mailbox.ca_file is not None and not mailbox.ca_file.is_file():
        raise ConfigurationError(f"account {mailbox.name!r}: the `ca_file` {mailbox.ca_file} is not there.")
    try:
        return ssl.create_default_context(cafile=str(mailbox.ca_file) if mailbox.ca_file else None)
    except ssl.SSLError as error:
        raise ConfigurationError(
            f"account {mailbox.name!r}: the `ca_file` {mailbox.ca_file} holds no certificate in PEM form."
        ) from error


@contextmanager
def _named_connection_errors(mailbox: Mailbox) -> Iterator[None]:
    server = f"account {mailbox.name!r} cannot connect to {_server(mailbox)}"
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise SourceError(
            f"{server}: its certificate is not trusted ({printable(error.verify_message, 120)}); "
            "set `ca_file` to the authority that issued it, or correct `host`."
        ) from error
    except ssl.SSLError as error:
        raise SourceError(
            f"{server}: it does not speak TLS there ({_reason(error)}); check `port` and `security`."
        ) from error
    except socket.gaierror as error:
        raise SourceError(f"{server}: no such host; check `host`.") from error
    except TimeoutError as error:
        raise SourceError(f"{server}: it does not answer; check `host`, `port` and the firewall.") from error
    except ConnectionRefusedError as error:
        raise SourceError(f"{server}: nothing listens there; check `host` and `port`.") from error
    except (OSError, EOFError, imaplib.IMAP4.error) as error:
        _refuse_patience(mailbox, error)
        raise SourceError(f"{server} ({_reason(error)}); it is tried again at the next poll.") from error


def _server(mailbox: Mailbox) -> str:
    return f"{mailbox.host}:{mailbox.port}"


def _reason(error: BaseException) -> str:
    text = re.sub(r"^b'(.*)'$", r"\1", str(error)) or type(error).__name__
    return printable(text, 200)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
