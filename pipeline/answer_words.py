"""The words of an answer as a person changes them, and what keeps them from being sent."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.codec import from_json, to_json
from domain.decisions import Reply
from domain.errors import ConflictError
from domain.words import WRITTEN_KINDS
from responders.canned import PLACEHOLDERS
from responders.subjects import one_line
from store.repositories.history import Change, add_corrections
from store.session import Session
from store.tables import Outbox

LONGEST_WAIT = timedelta(days=60)
LONGEST_SUBJECT = 180
_UNFILLED = re.compile(r"\{(?:" + "|".join(sorted(PLACEHOLDERS)) + r")\}")


@dataclass(frozen=True, slots=True)
class Words:
    """What a person makes of a draft; None leaves it as it is."""

    body: str | None = None
    subject: str | None = None
    """Only what a person wrote has another subject than it was composed with."""
    without: frozenset[str] = frozenset()
    """Attachments that do not go along, by `ReplyAttachment.file`."""


def draft_of(answer: Outbox) -> Reply:
    """Return the answer as composed or as last changed."""
    reply: Reply = from_json(Reply, answer.draft_json)
    return reply


def changed_by(reply: Reply, words: Words) -> Reply:
    """Return the answer in those words."""
    kept = tuple(each for each in reply.attachments if each.file not in words.without)
    # Browsers send line ends as CR LF.
    body = reply.body if words.body is None else "\n".join(words.body.splitlines())
    subject = reply.subject
    if words.subject is not None and reply.kind in WRITTEN_KINDS:
        subject = one_line(words.subject)[:LONGEST_SUBJECT]
    return replace(reply, body=body, subject=subject, attachments=kept)


def refuse_time(not_before: datetime | None, now: datetime) -> None:
    """Raise ConflictError for a moment at which nothing can leave."""
    if not_before is not None and not now < not_before <= now + LONGEST_WAIT:
        raise ConflictError("choose a time to come, within 60 days.")


def refuse_unfilled(reply: Reply) -> None:
    """Raise ConflictError where a person's words hold a place that nothing was put into, or no words."""
    if reply.kind not in WRITTEN_KINDS:
        return
    found = _UNFILLED.search(reply.subject + "\n" + reply.body)
    if found:
        raise ConflictError(f"the text still holds {found.group()}; write what is meant.")
    if not reply.subject.strip() or not reply.body.strip():
        raise ConflictError("a mail needs a subject and a text.")


def note_changes(
    session: Session, item_id: int, before: Reply, after: Reply, who: str, now: datetime
) -> None:
    """Keep what a person changed, for what learns from it."""
    if before.body != after.body:
        change = Change("reply", "reply.body", _text(before.body), _text(after.body))
        add_corrections(session, item_id, (change,), who, now)
    if before.attachments != after.attachments:
        files = [tuple(each.file for each in reply.attachments) for reply in (before, after)]
        change = Change("reply", "reply.attachments", _text(files[0]), _text(files[1]))
        add_corrections(session, item_id, (change,), who, now)


def _text(value: str | tuple[str, ...]) -> str:
    return to_json(value, str | tuple[str, ...]).decode("utf-8")
