"""Limits that hold whatever the headers say: how much, how often, and to whom for the first time."""

from collections.abc import Collection
from datetime import datetime, timedelta

from domain.policy import Answering
from domain.words import Block
from responders.asking.ranges import only_between
from responders.port import Composition
from responders.request import AnswerRequest, History

SILENT_DAYS = 180
"""A sender that did not write for longer than this goes to a person."""
_NOT_BELIEVED = frozenset(
    {Block.SENDER_NOT_AUTHENTICATED.value, Block.NO_TRUSTED_SERVER.value, Block.SEVERAL_FROM.value}
)


def cap(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails where one mail asks for too much, or where too much has left already."""
    return _too_much_in_one_mail(request, composition) or _too_often(request, composition)


def history(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails for the first mail of a sender and for one after a long silence."""
    before = request.history
    return _a_stranger(before, request.answering, request.now) if before is not None else None


def undeliverable(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails for an address from which answers came back as undeliverable."""
    before = request.history
    return _came_back(before, request.answering) if before is not None else None


def reached(before: History, answering: Answering, documents: int, now: datetime) -> str | None:
    """Return which limit this history leaves no room under for one answer of so many documents; None: none.

    For an answer that is judged already while others left meanwhile.
    """
    if before.is_our_own:
        return "The mail carries the Message-ID of an answer of ours."
    return (
        _documents_reached(before, answering, documents)
        or _answers_reached(before, answering)
        or _misses_reached(before, answering)
        or _a_stranger(before, answering, now)
        or _came_back(before, answering)
    )


def _a_stranger(before: History, answering: Answering, now: datetime) -> str | None:
    if not answering.first_mail_to_person:
        return None
    if before.earlier_mails == 0:
        return "It is the first mail of this sender."
    if before.last_mail_at is not None and now - before.last_mail_at > timedelta(days=SILENT_DAYS):
        return f"The sender did not write for more than {SILENT_DAYS} days."
    return None


def _came_back(before: History, answering: Answering) -> str | None:
    if before.hard_bounces < answering.hard_bounces:
        return None
    return f"{before.hard_bounces} answers to this address came back as undeliverable."


def misses_of(request: AnswerRequest, composition: Composition, failed: Collection[str]) -> int:
    """Return how many numbers were asked for that the customer does not own.

    Only an authenticated sender's count, or strangers could cut a customer off in its name. What merely
    lies between the ends of a range counts for nothing: series have gaps, and whoever guesses must be
    right about the ends.
    """
    if set(failed) & _NOT_BELIEVED:
        return 0
    foreign = (each for draft in composition.drafts for each in draft.shortfalls)
    missed = {each.what for each in foreign if each.block is Block.NOT_OWNED}
    return len(missed - only_between(request, request.understanding.references.invoice_numbers))


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
    return (
        _documents_reached(before, policy, len(composition.attachments))
        or _answers_reached(before, policy)
        or _misses_reached(before, policy)
    )


def _documents_reached(before: History, policy: Answering, more: int) -> str | None:
    counters = (
        (
            before.documents_to_customer_today,
            policy.documents_per_customer_a_day,
            "to this customer in a day",
        ),
        (
            before.documents_to_correspondent_today,
            policy.documents_per_correspondent_a_day,
            "to this address in a day",
        ),
        (before.documents_today, policy.documents_a_day, "in all in a day"),
    )
    for count, limit, what in counters:
        if more and count + more > limit:
            return f"It would be document {count + more} {what}; {limit} are the limit."
    return None


def _answers_reached(before: History, policy: Answering) -> str | None:
    counters = (
        (
            before.to_correspondent_and_subject_today,
            policy.per_correspondent_and_subject_a_day,
            "to this address about this subject in a day",
        ),
        (before.to_correspondent_today, policy.per_correspondent_a_day, "to this address in a day"),
        (before.to_domain_in_the_last_hour, policy.per_domain_an_hour, "to this mail domain in an hour"),
        (before.in_the_last_hour, policy.per_hour, "in all in an hour"),
    )
    full = ((count, limit, what) for count, limit, what in counters if count >= limit)
    return next(
        (f"{count} answers have left {what}; {limit} is the limit." for count, limit, what in full), None
    )


def _misses_reached(before: History, policy: Answering) -> str | None:
    if before.misses_today < policy.misses_a_day:
        return None
    return (
        f"In a day {before.misses_today} numbers were asked for from there that are not the customer's; "
        "only a person answers until tomorrow."
    )
