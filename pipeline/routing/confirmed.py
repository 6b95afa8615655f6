"""Makes training mails of what people confirmed or corrected in this installation; nothing else teaches."""

import logging
from collections.abc import Sequence

from domain.errors import ArdoiseError
from domain.free_mail import is_free_mail
from domain.mail import Mail
from domain.organisation import same_organisation
from domain.words import Intent
from pipeline.desk import Desk
from pipeline.engines import Engines
from pipeline.item import WorkItem
from pipeline.records import load_item
from pipeline.steps.route import looked_into
from router.learned.example import Example
from router.understanding import subject_of_mail
from store.repositories.reviewed_routes import Reviewed, reviewed

log = logging.getLogger("ardoise.routing")
MOST = 1500
"""The newest confirmed mails are learnt from; beside those of the repository more would be slow to fit."""
LANGUAGES = frozenset({"en", "fr", "de", "es", "it", "nl", "pt"})


def own_examples(engines: Engines, desk: Desk) -> tuple[Example, ...]:
    """Return the installation's own training mails.

    Left out: mails that nobody reviewed, automatic mail, senders under `routing.learning.never`, and what
    is no longer stored.
    """
    with engines.store.read() as session:
        known = reviewed(session, MOST)
    found = (_example(engines, desk, one) for one in reversed(known))
    return tuple(one for one in found if one is not None)


def _example(engines: Engines, desk: Desk, known: Reviewed) -> Example | None:
    try:
        item = load_item(engines.store, engines.blobs, known.item_id)
    except ArdoiseError as error:
        log.warning("not_learnt_from", extra={"item": known.item_id, "error": type(error).__name__})
        return None
    if item.mail is None or item.understanding is None or item.understanding.route.automatic_mail:
        return None
    if is_left_out(item.mail, desk.routing.learning.never):
        return None
    return _labelled(item, item.mail, desk.serving(item), known)


def _labelled(item: WorkItem, mail: Mail, desk: Desk, known: Reviewed) -> Example:
    understood = item.understanding
    also = frozenset(one.intent for one in understood.route.also) if understood else frozenset()
    disputes = Intent.DISPUTE in (known.intent, *also)
    language = understood.language if understood else None
    return Example(
        subject=subject_of_mail(mail, looked_into(item, desk), desk.ledger, desk.routing),
        intent=known.intent,
        reason=known.reason if disputes else None,
        also=also - {known.intent},
        family=f"own/{_writer(mail)}",
        language=language if language in LANGUAGES else "",
        source=str(known.item_id),
        everyday=True,
    )


def is_left_out(mail: Mail, never: Sequence[str]) -> bool:
    """Tell whether a mail is from or for somebody who is never learnt from: an address or a domain."""
    people = [*mail.senders, *mail.to, *mail.cc]
    wanted = {name.lower().lstrip("@") for name in never}
    return any(
        one.email.lower() in wanted or any(same_organisation(one.domain, name) for name in wanted)
        for one in people
        if one.email
    )


def _writer(mail: Mail) -> str:
    """Kin mails come from one house: they are never on both sides of a test."""
    sender = mail.sender
    if sender is None:
        return "nobody"
    return sender.email if is_free_mail(sender.domain) else sender.domain
