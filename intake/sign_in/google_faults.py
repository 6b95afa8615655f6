"""Says in one sentence why Google refused a token, and how to mend it."""

from collections.abc import Mapping, Sequence

from domain.errors import SignInError
from domain.mailbox_policy import Mailbox
from intake.charsets import printable
from intake.sign_in.redaction import without_secrets

_AGAIN = "sign in anew with `ardoise sign-in {account}`"
_FAULTS: Sequence[tuple[str, str, str, str]] = (
    # error, part of its description ("" matches all), why, mend
    ("invalid_grant", "invalid jwt signature", "the key is not one of the service account's",
     "make a new JSON key and set google.service_account"),
    ("invalid_grant", "reasonable timeframe", "this machine's clock is wrong", "set it right"),
    ("invalid_grant", "invalid email or user id", "the user to open does not exist",
     "set google.subject to an address of your domain"),
    ("invalid_grant", "account not found", "the service account does not exist any more",
     "make a new one, grant it domain-wide delegation and set google.service_account"),
    ("invalid_grant", "account has been deleted", "the user was deleted",
     "set google.subject to one that is there"),
    ("invalid_grant", "account restricted", "the organisation restricts sessions for the application",
     "let an administrator trust the application, then " + _AGAIN),
    ("invalid_grant", "rapt", "the organisation makes users sign in again after a set time",
     "exempt the application from session control, or use a service account"),
    ("invalid_grant", "", "the refresh token was revoked or has expired",
     _AGAIN + "; while a client's consent screen is in testing its tokens end after 7 days, so publish it"),
    ("unauthorized_client", "", "the client has no domain-wide delegation for https://mail.google.com/",
     "let an administrator add its client id with that scope under Security, API controls"),
    ("invalid_client", "", "the OAuth client's id or secret is wrong",
     "correct google.client_id and google.client_secret"),
    ("deleted_client", "", "the OAuth client was deleted", "make a new one and set google.client_id"),
    ("disabled_client", "", "the OAuth client is disabled", "enable it in the Google Cloud console"),
    ("admin_policy_enforced", "", "the organisation's policy blocks the application",
     "let an administrator trust it under Security, API controls"),
    ("org_internal", "", "the OAuth client is for members of another organisation only",
     "use a client of your own organisation"),
    ("access_denied", "", "the access was declined", "consent once more, or let an administrator allow it"),
    ("invalid_scope", "", "the scope https://mail.google.com/ is not allowed",
     "add it to the client's consent screen, or to the domain-wide delegation"),
)  # fmt: skip


def refusal(mailbox: Mailbox, answer: Mapping[str, object]) -> SignInError:
    """Return the error for an answer without a token; Google's word is named, secrets are not."""
    word = str(answer.get("error") or "no token")
    said = str(answer.get("error_description") or answer.get("error_subtype") or "")
    for error, part, why, mend in _FAULTS:
        if word == error and part in said.lower():
            return _error(mailbox, why, word, mend)
    why = without_secrets(printable(said, 200)) or "no reason is given"
    return _error(mailbox, why, printable(word, 60), "check the client and its consent in the console")


def _error(mailbox: Mailbox, why: str, sign: str, mend: str) -> SignInError:
    return SignInError(
        f"account {mailbox.name!r} gets no token from Google: {why} ({sign}); "
        f"{mend.format(account=mailbox.name)}."
    )
