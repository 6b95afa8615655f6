"""Limits that hold whatever the headers say: how much, how often, and to whom for the first time."""

from datetime import timedelta

from responders.port import Composition
from responders.request import AnswerRequest, History

SILENT_DAYS = 180
"""A sender that did not write for longer than this goes to a person."""


def cap(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails where one mail asks for too much, or where too much has left already."""
    return _too_much_in_one_mail(request, composition) or _too_often(request, composition)


def history(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails for the first mail of a sender and for one after a long silence."""
    before = request.history
    if before is None or not request.answering.first_mail_to_person:
        return None
    if before.earlier_mails == 0:
        return "It is the first mail of this sender."
    if before.last_mail_at is not None and request.now - before.last_mail_at > timedelta(days=SILENT_DAYS):
        return f"The sender did not write for more than {SILENT_DAYS} days."
    return None


def _too_much_in_one_mail(request: AnswerRequest, composition: Composition) -> str | None:
    policy = request.answering
    if len(composition.numbers) > policy.numbers_per_mail:
        return f"The mail names {len(composition.numbers)} numbers; {policy.numbers_per_mail} are the limit."
    size = sum(draft.size for draft in composition.drafts)
    if size > policy.attachment_bytes:
        return f"The attachments have {size} bytes; {policy.attachment_bytes} are the limit."
    return None


def _too_often(request: AnswerRequest, composition: Composition) -> str | None:
    before, policy = request.history, request.answering
    if before is None:
        return None
    documents = before.documents_to_customer_today + len(composition.attachments)
    limit = policy.documents_per_customer_a_day
    if composition.attachments and documents > limit:
        return f"It would be document {documents} to this customer in a day; {limit} are the limit."
    return _answers_reached(before, request)


def _answers_reached(before: History, request: AnswerRequest) -> str | None:
    policy = request.answering
    counters = (
        (
            before.to_correspondent_and_subject_today,
            policy.per_correspondent_and_subject_a_day,
            "to this address about this subject in a day",
        ),
        (before.to_correspondent_today, policy.per_correspondent_a_day, "to this address in a day"),
        (before.in_the_last_hour, policy.per_hour, "in all in an hour"),
    )
    reached = ((count, limit, what) for count, limit, what in counters if count >= limit)
    return next(
        (f"{count} answers have left {what}; {limit} is the limit." for count, limit, what in reached), None
    )
