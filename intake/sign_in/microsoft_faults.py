"""Says in one sentence why Microsoft refused a token, and how to mend it."""

import re
from collections.abc import Mapping

from domain.errors import SignInError
from domain.mailbox_policy import Mailbox
from intake.charsets import printable
from intake.sign_in.redaction import without_secrets

_AGAIN = "sign in anew with `ardoise sign-in {account}`"
_MENDS: Mapping[int, tuple[str, str]] = {
    7000215: ("the client secret is wrong", "set microsoft.client_secret to the secret's value, not its id"),
    7000222: ("the client secret has expired", "make a new one under Certificates & secrets and set it"),
    7000218: (
        "the application must show a secret or certificate",
        "set microsoft.client_secret, or allow public client flows for the application",
    ),
    7000112: ("the application is disabled", "let an administrator enable it under Enterprise applications"),
    700016: (
        "the application is not known in this directory",
        "correct microsoft.client_id or microsoft.tenant, and let an administrator consent",
    ),
    700027: (
        "the certificate is not one of the application's",
        "upload it under Certificates & secrets, or correct microsoft.certificate",
    ),
    700024: ("the certificate's statement came at the wrong time", "set this machine's clock right"),
    90002: ("the directory does not exist", "correct microsoft.tenant"),
    900023: ("the directory does not exist", "correct microsoft.tenant"),
    65001: (
        "nobody has consented to what the application asks for",
        "let an administrator grant consent under API permissions",
    ),
    90094: (
        "an administrator must consent to what the application asks for",
        "let one grant consent under API permissions",
    ),
    70011: ("what is asked for does not exist", "correct microsoft.scopes or leave it empty"),
    500011: (
        "the service asked for is not in this directory",
        "correct microsoft.scopes or microsoft.tenant",
    ),
    50173: ("the password was changed or sessions were revoked", _AGAIN),
    700082: ("the refresh token was not used for too long and has expired", _AGAIN),
    700084: ("the refresh token has reached its end", _AGAIN),
    70008: ("the refresh token has expired", _AGAIN),
    70043: ("the refresh token ended by the directory's sign-in frequency", _AGAIN),
    50076: ("a second factor is asked for", _AGAIN),
    50079: ("a second factor must be set up", "let that person set it up, then " + _AGAIN),
    50078: ("the second factor has expired", _AGAIN),
    53003: (
        "conditional access forbids it",
        "let an administrator exempt the application or this machine's address",
    ),
    50034: ("the user does not exist in this directory", "correct microsoft.tenant, then " + _AGAIN),
    50020: ("the user belongs to another directory", "correct microsoft.tenant, then " + _AGAIN),
    50057: ("the user is disabled", "let an administrator enable that user"),
    50105: ("nobody has assigned the user to the application", "let an administrator assign that user"),
    70016: ("nobody has entered the code yet", "enter it in time"),
    70020: ("the code was not entered in time", _AGAIN),
}
_WORDS: Mapping[str, tuple[str, str]] = {
    "invalid_client": (
        "the application's id, secret or certificate is wrong",
        "correct microsoft.client_id and microsoft.client_secret",
    ),
    "invalid_grant": ("the refresh token was revoked or has expired", _AGAIN),
    "interaction_required": ("a person must sign in once more", _AGAIN),
    "unauthorized_client": ("the application may not ask in this way", "check its settings and consent"),
    "invalid_scope": ("what is asked for does not exist", "correct microsoft.scopes or leave it empty"),
    "authorization_declined": ("the person declined", _AGAIN),
    "expired_token": ("the code was not entered in time", _AGAIN),
}
_CODE = re.compile(r"AADSTS(\d{4,8})")


def refusal(mailbox: Mailbox, answer: Mapping[str, object]) -> SignInError:
    """Return the error for an answer without a token; Microsoft's code is named, its secrets are not."""
    description = str(answer.get("error_description") or "")
    word = str(answer.get("error") or "no token")
    codes = [int(code) for code in _CODE.findall(description)]
    listed = answer.get("error_codes")
    codes += [code for code in listed if isinstance(code, int)] if isinstance(listed, list) else []
    known = next((code for code in codes if code in _MENDS), None)
    if known is not None:
        (why, mend), sign = _MENDS[known], f"AADSTS{known}"
    elif word in _WORDS:
        (why, mend), sign = _WORDS[word], f"AADSTS{codes[0]}" if codes else word
    else:
        why = without_secrets(printable(description.split("\n")[0], 200)) or "no reason is given"
        mend, sign = "check the application in the directory", printable(word, 60)
    return SignInError(
        f"account {mailbox.name!r} gets no token from Microsoft: {why} ({sign}); "
        f"{mend.format(account=mailbox.name)}."
    )


def unknown_tenant(mailbox: Mailbox) -> SignInError:
    """Return the error for a directory that the sign-in service does not know."""
    settings = mailbox.microsoft
    return SignInError(
        f"account {mailbox.name!r}: {settings.authority} knows no directory {settings.tenant!r}; "
        "correct microsoft.tenant (its id or its domain) or microsoft.authority."
    )
