"""Automatic mail is never answered: what a machine wrote, and what asks for no automatic answer."""

import re

from domain.mail import Mail
from responders.addresses import is_unread_address
from responders.port import Composition
from responders.request import AnswerRequest

_BULK = frozenset({"bulk", "list", "junk", "auto_reply", "auto-reply", "autoreply"})
_ROBOT_FIELDS = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-AutoReply-From", "X-Mail-Autoreply")
_TELLING = (
    ("delivered-to", "autoresponder"),
    ("x-post-messageclass", "autoresponder"),
    ("x-fc-machinegenerated", "true"),
    ("x-ms-exchange-generated-message-source", "rules agent"),
    ("x-cron-env", ""),
    ("x-mailer", "vacation"),
)
"""Field and a word in it by which programs of their own kind tell that they wrote."""
_SUPPRESS = frozenset({"all", "autoreply", "oof"})


def certainly_automatic(request: AnswerRequest) -> str | None:
    """Return what proves that no person wrote the mail (RFC 3834 section 2), None for a person's mail."""
    if request.understanding.route.automatic_mail is not None:
        return request.understanding.route.automatic_mail
    mail = request.mail
    own = {address.strip().lower() for address in request.company.addresses}
    if any(sender.email.lower() in own for sender in mail.senders):
        return "the sender is one of our own addresses"
    if mail.return_path == "" or (mail.return_path or "").startswith("mailer-daemon"):
        return "its return path is empty or a mail daemon's"
    if mail.content_type.lower().startswith("multipart/report"):
        return "it is a delivery report"
    return _robot_field(mail)


def automatic_mail(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails where the mail may be a machine's, or where its sender asks for no automatic answer."""
    mail = request.mail
    if any(is_unread_address(sender.email) for sender in mail.senders):
        return "The sender's address says that nobody reads answers there."
    if _tells_of_a_program(mail):
        return "A field of the mail tells that a program may have written it."
    wishes = {
        word.strip().lower()
        for field in mail.all_headers("X-Auto-Response-Suppress")
        for word in field.split(",")
    }
    if wishes & _SUPPRESS:
        return "The mail asks for no automatic answer (X-Auto-Response-Suppress)."
    return None


def _robot_field(mail: Mail) -> str | None:
    for value in mail.all_headers("Auto-Submitted"):
        word = _first_word(value)
        if word != "no":
            return f"Auto-Submitted says {word or 'nothing'}"
    if any(_first_word(value) in _BULK for value in mail.all_headers("Precedence")):
        return "its Precedence is that of bulk mail"
    names = {name.lower() for name, _ in mail.headers}
    if any(name.startswith("list-") for name in names):
        return "it comes from a mailing list"
    robot = next((field for field in _ROBOT_FIELDS if field.lower() in names), None)
    return f"it carries {robot}" if robot else None


def _first_word(value: str) -> str:
    """Return a field's word, lower case, without comments and parameters."""
    return re.sub(r"\([^()]*\)", "", value).partition(";")[0].strip().lower()


def _tells_of_a_program(mail: Mail) -> bool:
    return any(word in value.lower() for name, word in _TELLING for value in mail.all_headers(name))
