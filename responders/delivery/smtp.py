"""Hands an answer to an SMTP server in two phases, and says exactly what is known when it fails."""

import contextlib
import re
import smtplib
import ssl
from collections.abc import Callable
from ipaddress import ip_address
from typing import NoReturn, TypeVar

from domain.errors import ConfigurationError, DeliveryError, SourceError
from domain.policy import Outgoing
from domain.sign_in import AccessTokens, Credential
from responders.addresses import is_plain_address
from responders.delivery.faults import FAULTS, connection_sentence, is_refused, reason_of, reply_words

T = TypeVar("T")

_BARE_END = re.compile(rb"(?<!\r)\n|\r(?!\n)")
_LINE_DOT = re.compile(rb"(?m)^\.")
_GOODBYE_SECONDS = 5


class SmtpSubmission:
    """One connection for one message: `open` agrees on the envelope, `data` sends the bytes."""

    def __init__(self, outgoing: Outgoing, credential: Credential = None) -> None:
        """Raises ConfigurationError for an unencrypted way to another machine, or unreadable certificates."""
        if outgoing.security == "none" and not _is_loopback(outgoing.host):
            raise ConfigurationError(
                f"outgoing.security is none for {outgoing.host}; use tls or starttls: "
                "an unencrypted connection is allowed to this machine only."
            )
        self._outgoing = outgoing
        self._context = _verified(outgoing)
        self._credential = credential
        self._server: smtplib.SMTP | None = None

    def open(self, sender: str, recipient: str) -> None:
        """Connect, secure the connection, sign in, name sender and recipient; nothing has left yet.

        Raises DeliveryError, permanent only where the server refuses this sender or recipient for good:
        a wrong password or certificate is mended for all answers at once, so they wait.
        """
        if not (is_plain_address(sender) and is_plain_address(recipient)):
            raise DeliveryError("sender or recipient is no plain address.", permanent=True)
        self._connect(sender.rpartition("@")[2])
        self._expect(250, "the sender", lambda server: server.mail(sender))
        self._expect(250, "the recipient", lambda server: server.rcpt(recipient))

    def data(self, message: bytes) -> str:
        """Send exactly these bytes and return the server's answer to the final dot.

        Raises DeliveryError; `uncertain` once the final dot may have gone out without a clear answer.
        """
        if _BARE_END.search(message):
            raise DeliveryError("the message has a bare CR or LF and is not sent.", permanent=True)
        self._expect(354, "the message", lambda server: server.docmd("DATA"))
        body = _LINE_DOT.sub(b"..", message)
        self._do("sending the message", lambda server: server.send(body))
        ending = b".\r\n" if body.endswith(b"\r\n") or not body else b"\r\n.\r\n"
        return self._end(ending)

    def close(self) -> None:
        """End the connection, whatever its state."""
        server = self._server
        if server is not None and server.sock is not None:
            server.sock.settimeout(_GOODBYE_SECONDS)
            with contextlib.suppress(*FAULTS):
                server.quit()
        self._drop()

    def check(self) -> tuple[str, ...]:
        """Try to connect and sign in; return what is wrong and how to mend it, () when all works."""
        try:
            self._connect("localhost")
        except DeliveryError as error:
            return (str(error),)
        finally:
            self.close()
        return ()

    def _connect(self, own_name: str) -> None:
        if self._credential is None or isinstance(self._credential, str):
            password = self._credential or ""
            self._connect_once(own_name, lambda server: server.login(self._outgoing.user, password))
        else:
            self._connect_by_token(own_name, self._credential)

    def _connect_by_token(self, own_name: str, tokens: AccessTokens) -> None:
        """Sign in by token; one that the server refuses is replaced once."""
        try:
            token = tokens.current()
            try:
                self._connect_once(own_name, self._by_token(token))
                return
            except DeliveryError as error:
                if not is_refused(error.__cause__):
                    raise
            self._connect_once(own_name, self._by_token(tokens.renewed(token)))
        except SourceError as error:
            raise DeliveryError(str(error)) from error

    def _connect_once(self, own_name: str, sign_in: Callable[[smtplib.SMTP], object]) -> None:
        try:
            self._server = self._connection(own_name)
            self._secure(self._server)
            if self._outgoing.user:
                sign_in(self._server)
        except FAULTS as error:
            by_token = not (self._credential is None or isinstance(self._credential, str))
            sentence = connection_sentence(error, self._place, self._outgoing.user, by_token=by_token)
            self._broken(sentence, error)

    def _by_token(self, token: str) -> Callable[[smtplib.SMTP], object]:
        """Return what does AUTH XOAUTH2; to the challenge that explains a refusal the answer is empty."""
        words = f"user={self._outgoing.user}\1auth=Bearer {token}\1\1"

        def sign_in(server: smtplib.SMTP) -> None:
            if not words.isascii():
                raise smtplib.SMTPNotSupportedError("user or token is not ASCII")
            if "XOAUTH2" not in server.esmtp_features.get("auth", "").upper().split():
                raise smtplib.SMTPNotSupportedError("no AUTH XOAUTH2")
            server.auth("XOAUTH2", lambda challenge=None: words if challenge is None else "")

        return sign_in

    def _connection(self, own_name: str) -> smtplib.SMTP:
        settings = self._outgoing
        timeout = settings.timeout_seconds
        if settings.security == "tls":
            return smtplib.SMTP_SSL(
                settings.host, settings.port, own_name, timeout=timeout, context=self._context
            )
        return smtplib.SMTP(settings.host, settings.port, own_name, timeout=timeout)

    def _secure(self, server: smtplib.SMTP) -> None:
        """Greet, and switch to TLS where that is set (never on without it)."""
        server.ehlo_or_helo_if_needed()
        if self._outgoing.security == "starttls":
            server.starttls(context=self._context)
            server.ehlo_or_helo_if_needed()

    def _expect(self, code: int, what: str, command: Callable[[smtplib.SMTP], tuple[int, bytes]]) -> None:
        answered, text = self._do(f"naming {what}", command)
        if answered == code or (code == 250 and answered == 251):
            return
        self._broken(
            f"{self._place} refuses {what}: {reply_words(answered, text)}",
            None,
            permanent=500 <= answered < 600,
        )

    def _do(self, what: str, command: Callable[[smtplib.SMTP], T]) -> T:
        """Run one command before the final dot: whatever is lost here, nothing has left."""
        if self._server is None:
            raise DeliveryError("the connection is not open.")
        try:
            return command(self._server)
        except FAULTS as error:
            self._broken(
                f"the connection to {self._place} was lost while {what} ({reason_of(error)}).", error
            )

    def _end(self, ending: bytes) -> str:
        """Send the final dot and wait; only a clear refusal proves that nothing was taken."""
        server = self._server
        if server is None or server.sock is None:
            raise DeliveryError("the connection is not open.")
        server.sock.settimeout(self._outgoing.data_timeout_seconds)
        try:
            server.send(ending)
            code, text = server.getreply()
        except FAULTS as error:
            self._broken(
                f"the connection to {self._place} was lost after the final dot ({reason_of(error)}); "
                "the answer may have left.",
                error,
                uncertain=True,
            )
        if 200 <= code < 300:
            return reply_words(code, text)
        self._broken(
            f"{self._place} refuses the message: {reply_words(code, text)}",
            None,
            permanent=500 <= code < 600,
            uncertain=not 400 <= code < 600,
        )

    def _broken(
        self, sentence: str, cause: BaseException | None, *, permanent: bool = False, uncertain: bool = False
    ) -> NoReturn:
        """Raise; a broken connection is dropped without a word: words could become part of the mail."""
        if cause is not None:
            self._drop()
        self.close()
        raise DeliveryError(sentence, permanent=permanent, uncertain=uncertain) from cause

    def _drop(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.close()

    @property
    def _place(self) -> str:
        return f"{self._outgoing.host}:{self._outgoing.port}"


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _verified(outgoing: Outgoing) -> ssl.SSLContext | None:
    """Return a context that verifies certificate and name; None where the connection is not encrypted."""
    if outgoing.security == "none":
        return None
    try:
        return ssl.create_default_context(cafile=str(outgoing.ca_file) if outgoing.ca_file else None)
    except OSError as error:
        raise ConfigurationError(
            f"outgoing.ca_file {outgoing.ca_file} cannot be read as certificates; name a PEM file."
        ) from error
