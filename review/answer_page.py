"""Puts the page of one answer together: the stored draft under what was typed, and what may be added."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from fastapi import Response

from domain.ledger import SupportingDocument
from domain.office_hours import next_opening
from domain.states import OutboxState
from domain.words import WRITTEN_KINDS
from pipeline import clerk_answers
from pipeline.answer_words import draft_of
from pipeline.records import load_item
from review.mail_view import mail_view
from review.visits import Form, Visit
from store.repositories import canned, messages, outbox, promises, work_items
from store.tables import Outbox

STRANGE_SENDER = frozenset(
    {
        "sender_unknown",
        "several_from",
        "customer_unclear",
        "flag_lookalike_sender",
        "flag_authentication_failed",
    }
)
"""Rules after which no document goes along unless a clerk ticks it."""
EDITABLE = (OutboxState.DRAFT, OutboxState.HELD, OutboxState.FAILED)


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands on the page beyond the stored draft."""

    form: Form | None = None
    refusal: str | None = None
    found: tuple[SupportingDocument, ...] | None = None
    """Documents that a search found; None: nothing was searched."""
    put_in: str = ""
    """A text that was put in behind what was typed."""


def answer_page(visit: Visit, answer_id: int, typed: Typed, status: int = 200) -> Response:
    """Return the page of one answer."""
    engines, form = visit.office.engines, typed.form
    with engines.store.read() as session:
        answer = outbox.get_answer(session, answer_id)
        row = work_items.get_item(session, answer.work_item_id)
        attempts = outbox.attempts_of(session, answer_id)
        links = promises.links_of(session, answer_id)
        texts = canned.texts(session)
    draft = draft_of(answer)
    item = load_item(engines.store, engines.blobs, answer.work_item_id)
    files = () if is_strange(answer) else tuple(attachment.file for attachment in draft.attachments)
    body = draft.body if form is None else form.text("body")
    return visit.page(
        "answer.html",
        status,
        answer=answer,
        row=row,
        draft=draft,
        written=answer.kind in WRITTEN_KINDS,
        subject=draft.subject if form is None else form.text("subject"),
        body=f"{body.rstrip()}\n\n{typed.put_in}".lstrip("\n") if typed.put_in else body,
        kept=files if form is None else form.several("attachment"),
        refusal=typed.refusal,
        find="" if form is None else form.text("find"),
        found=typed.found,
        added=() if form is None else form.several("add"),
        texts=texts,
        attempts=attempts,
        links=links,
        changeable=answer.state in clerk_answers.CHANGEABLE,
        editable=answer.state in EDITABLE,
        zone=zone_of(visit),
        day="" if form is None else form.text("day"),
        time="" if form is None else form.text("time"),
        offered=_offered(visit),
        mail=mail_view(item.mail, visit.office.answering.authentication) if item.mail else None,
    )


def zone_of(visit: Visit) -> str:
    """Return the time zone that the visitor named, else that of the office."""
    with visit.office.engines.store.read() as session:
        wish = messages.wish_of(session, visit.who)
    return wish.time_zone if wish is not None else visit.office.engines.hours.time_zone


def chosen_time(visit: Visit, form: Form, at: str) -> datetime | None:
    """Return when an answer shall leave: a moment that was offered, else day and time; None for neither."""
    try:
        if at:
            moment = datetime.fromisoformat(at)
            return moment if moment.tzinfo is not None else None
        local = datetime.fromisoformat(f"{form.text('day').strip()}T{form.text('time').strip()}")
        return local.replace(tzinfo=ZoneInfo(zone_of(visit)))
    except (ValueError, OverflowError):
        return None


def is_strange(answer: Outbox) -> bool:
    """Tell whether nobody chose yet what goes along to a sender who is not known for sure."""
    chosen = answer.kind in WRITTEN_KINDS or answer.frozen_at is not None
    return not chosen and not STRANGE_SENDER.isdisjoint(answer.blocked_by)


def _offered(visit: Visit) -> tuple[tuple[str, str], ...]:
    """Return the next two openings of the office, as stored and as read."""
    hours, zone = visit.office.engines.hours, zone_of(visit)
    first = next_opening(hours, visit.office.engines.clock.now())
    return tuple(
        (each.isoformat(), _told(each, zone, visit.words.language))
        for each in (first, next_opening(hours, first))
    )


def _told(moment: datetime, zone: str, language: str) -> str:
    locale = "fr_FR" if language == "fr" else "en_GB"
    shown: str = format_datetime(moment.astimezone(ZoneInfo(zone)), "EEE d MMM HH:mm", locale=locale)
    return shown
