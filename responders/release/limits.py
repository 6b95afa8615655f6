"""Limits that hold whatever the headers say: how much, how often, and to whom for the first time."""

from collections.abc import Collection
from datetime import timedelta

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
    if before is None or not request.answering.first_mail_to_person:
        return None
    if before.earlier_mails == 0:
        return "It is the first mail of this sender."
    if before.last_mail_at is not None and request.now - before.last_mail_at > timedelta(days=SILENT_DAYS):
        return f"The sender did not write for more than {SILENT_DAYS} days."
    return None


def undeliverable(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails for an address from which answers came back as undeliverable."""
    before = request.history
    if before is None or before.hard_bounces < request.answering.hard_bounces:
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
    before = request.history
    if before is None:
        return None
    sentences = (
        _documents_reached(before, request, composition),
        _answers_reached(before, request),
        _misses_reached(before, request),
    )
    return next((sentence for sentence in sentences if sentence), None)


def _documents_reached(before: History, request: AnswerRequest, composition: Composition) -> str | None:
    policy, more = request.answering, len(composition.attachments)
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


def _answers_reached(before: History, request: AnswerRequest) -> str | None:
    policy = request.answering
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
    reached = ((count, limit, what) for count, limit, what in counters if count >= limit)
    return next(
        (f"{count} answers have left {what}; {limit} is the limit." for count, limit, what in reached), None
    )


def _misses_reached(before: History, request: AnswerRequest) -> str | None:
    if before.misses_today < request.answering.misses_a_day:
        return None
    return (
        f"In a day {before.misses_today} numbers were asked for from there that are not the customer's; "
        "only a person answers until tomorrow."
    )
