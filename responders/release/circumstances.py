"""The circumstances of a mail: its warnings, how sure its route is, its age, and how fresh the ledger is."""

from datetime import timedelta

from domain.words import Flag, Intent
from responders.port import Composition
from responders.request import AnswerRequest

BLOCKING_FLAGS = (
    Flag.BANK_DETAILS_CHANGE,
    Flag.LOOKALIKE_SENDER,
    Flag.AUTHENTICATION_FAILED,
    Flag.INSTRUCTION_TO_SOFTWARE,
)
"""Flags that stop an answer. `several_from` is a rule of its own; `reply_to_differs` and
`possible_duplicate` are warnings: the answer goes to the authenticated From only, so a
different Reply-To gains nothing."""


def flag_reason(request: AnswerRequest, flag: Flag) -> str | None:
    """Return why a flag stops the answer, None where the mail does not carry it."""
    understanding = request.understanding
    if flag in understanding.flags:
        index = understanding.flags.index(flag)
        reasons = understanding.flag_reasons
        return reasons[index] if index < len(reasons) else f"The mail carries the warning {flag.value}."
    if flag is Flag.BANK_DETAILS_CHANGE and _speaks_of_bank_details(request):
        return "The mail speaks of a change of bank details."
    return None


def route_unsure(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails where somebody should check first what the mail is about."""
    if request.understanding.route.auto:
        return None
    return "It is not sure enough what the mail is about."


def too_old(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails for a mail that reached the mailbox longer ago than the configuration lets an answer wait."""
    hours = request.answering.answer_within_hours
    if request.now - request.internal_date <= timedelta(hours=hours):
        return None
    return f"The mail arrived more than {hours:g} hours ago."


def backfill(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails for mail that was taken by hand: older mail fetched on demand, and uploads."""
    if not request.backfill:
        return None
    return "The mail was taken by hand (backfill or upload); such mail is never answered by itself."


def incomplete(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails for a mail of which the mailbox gave only a part."""
    return request.incomplete


def ledger_old(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails where the ledger's age is over the limit or not known; without a ledger other rules fail."""
    if request.ledger is None:
        return None
    imported_at, days = request.ledger.imported_at, request.ledger_max_age_days
    if imported_at is None:
        return "It is not known how old the ledger is; import it again."
    if request.now - imported_at <= timedelta(days=days):
        return None
    return f"The ledger is older than {days:g} days; import it again."


def _speaks_of_bank_details(request: AnswerRequest) -> bool:
    route = request.understanding.route
    return Intent.BANK_DETAILS_CHANGE in (route.intent, *(each.intent for each in route.also))
