"""Says in one sentence what went wrong with an SMTP connection, and how to mend it."""

import smtplib
import ssl

FAULTS = (OSError, smtplib.SMTPException)
"""What a connection can raise; TLS errors and time-outs are OSErrors."""


def is_refused(error: BaseException | None) -> bool:
    """True when it was the password or token that the server refused for good."""
    return isinstance(error, smtplib.SMTPAuthenticationError) and error.smtp_code >= 500


def connection_sentence(error: BaseException, place: str, user: str, *, by_token: bool = False) -> str:
    """Return why the server at `place` ("host:port") could not be used, and what to do."""
    match error:
        case ssl.SSLCertVerificationError():
            return (
                f"{place} shows a certificate that is not trusted ({error.verify_message}); "
                "correct outgoing.host, or name its authority in outgoing.ca_file."
            )
        case ssl.SSLError():
            return (
                f"{place} does not speak TLS as set ({error.reason or 'handshake failed'}); "
                "outgoing.security is tls for port 465, starttls for port 587."
            )
        case smtplib.SMTPNotSupportedError() if "STARTTLS" in str(error):
            return (
                f"{place} does not offer STARTTLS and nothing is sent without it; "
                "set outgoing.security to tls with its port, or ask the server's operator."
            )
        case smtplib.SMTPNotSupportedError() if by_token:
            return f"{place} takes no token; use the provider's submission server, or a password."
        case smtplib.SMTPAuthenticationError() if by_token and is_refused(error):
            return (
                f"{place} does not let {user!r} send by token "
                f"({reply_words(error.smtp_code, error.smtp_error)}); let the account's application send "
                "(SMTP.SendAsApp, SMTP.Send or https://mail.google.com/), and allow authenticated SMTP for "
                "that mailbox."
            )
        case smtplib.SMTPNotSupportedError():
            return f"{place} offers no way to sign in; leave outgoing.user empty or use its submission port."
        case smtplib.SMTPAuthenticationError():
            return (
                f"{place} refuses user {user!r} or the password ({error.smtp_code}); "
                "correct outgoing.user and outgoing.password."
            )
        case smtplib.SMTPResponseException():
            return f"{place} does not take connections now: {reply_words(error.smtp_code, error.smtp_error)}."
        case _:
            return (
                f"{place} cannot be reached ({reason_of(error)}); "
                "check outgoing.host and outgoing.port, and the network."
            )


def reply_words(code: int, text: bytes | str) -> str:
    """Return a server's reply on one line, cut to what a person reads."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(words.split())[:300]}".strip()


def reason_of(error: BaseException) -> str:
    """Return the reason alone."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
