"""Ties a bounce to the answer that it concerns; it changes no other work item and no case."""

import re

from domain.mail import Mail
from domain.policy import Outgoing
from domain.words import Intent
from intake.delivery_report import DeliveryReport, delivery_report
from pipeline.engines import Engines
from pipeline.item import WorkItem
from responders.addresses import is_plain_address
from store.repositories import bounces, outbox
from store.repositories.history import add_event
from store.session import Session
from store.tables import Bounce, Outbox, WorkItemRow

SENTENCE = "The answer to {recipient} came back as undeliverable{status}; reach them another way."
_ARRIVED_FOR = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
_ADDRESS = re.compile(r"[^\s<>,;:\"]+@[^\s<>,;:\"]+")


def report_of(engines: Engines, item: WorkItem) -> DeliveryReport | None:
    """Read a bounce's report from its stored bytes; None for any other mail."""
    understood = item.understanding
    if item.mail is None or understood is None or understood.route.intent is not Intent.BOUNCE:
        return None
    return delivery_report(engines.blobs.get(item.mail.raw_sha256))


def tie_bounce(
    session: Session, row: WorkItemRow, item: WorkItem, report: DeliveryReport, outgoing: Outgoing | None
) -> str | None:
    """Note which answer came back; return the sentence for a person where it failed for good.

    The mark in the envelope address counts as much as a Message-ID in the report: nobody can guess either.
    """
    answer = _answer(session, item.mail, report, outgoing)
    if answer is None or row.mail_id is None:
        return None
    bounce = Bounce(
        outbox_id=answer.id,
        mail_id=row.mail_id,
        recipient=answer.recipient,
        hard=report.hard,
        status=report.status[:20],
        noted_at=row.updated_at,
    )
    status = f" ({report.status})" if report.status else ""
    sentence = SENTENCE.format(recipient=answer.recipient, status=status)
    if bounces.note_bounce(session, bounce):
        add_event(
            session,
            "ardoise",
            "answer_bounced",
            row.updated_at,
            answer.work_item_id,
            {"answer": answer.id, "status": report.status, "hard": report.hard},
        )
        changed = outbox.change_answer(session, answer.id, None, row.updated_at)
        changed.last_error = sentence if report.hard else changed.last_error
    return sentence if report.hard else None


def envelope_sender(address: str, message_id: str | None, outgoing: Outgoing) -> str:
    """Return the address that bounces of an answer go to, with the answer's own mark where one is set."""
    local, _, domain = outgoing.bounce_address.strip().lower().partition("@")
    marked = f"{local}+{_mark_of(message_id)}@{domain}"
    return marked if domain and message_id and is_plain_address(marked) else address


def is_for_bounces(mail: Mail, outgoing: Outgoing) -> bool:
    """Tell whether a mail was sent to the bounce address, which is read and never answers."""
    return bool(outgoing.bounce_address) and any(_marks(mail, outgoing))


def _answer(
    session: Session, mail: Mail | None, report: DeliveryReport, outgoing: Outgoing | None
) -> Outbox | None:
    named = list(report.message_ids)
    for message_id in named:
        found = bounces.answer_of_message(session, message_id)
        if found is not None:
            return found
    if mail is None or outgoing is None or not outgoing.bounce_address:
        return None
    for _, mark in _marks(mail, outgoing):
        found = bounces.answer_of_mark(session, mark) if mark else None
        if found is not None:
            return found
    return None


def _marks(mail: Mail, outgoing: Outgoing) -> list[tuple[str, str]]:
    """Return (address, mark) of each recipient that is the bounce address."""
    local, _, domain = outgoing.bounce_address.strip().lower().partition("@")
    stated = [value for name in _ARRIVED_FOR for value in mail.all_headers(name)]
    addresses = [each.email for each in (*mail.to, *mail.cc)]
    addresses += [found for value in stated for found in _ADDRESS.findall(value.lower())]
    found = []
    for address in addresses:
        name, _, place = address.partition("@")
        base, _, mark = name.partition("+")
        if place == domain and base == local:
            found.append((address, mark))
    return found


def _mark_of(message_id: str | None) -> str:
    return (message_id or "").strip("<>").partition("@")[0]
