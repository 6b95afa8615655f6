"""Shadow mode: counts the drafts that would have left by themselves, had the mode been automatic."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.policy import Answering
from domain.words import Block, ReplyKind
from store.repositories import outbox
from store.repositories.outbox import Judged
from store.session import Session

SPAN = timedelta(days=7)
_DAY, _HOUR = timedelta(hours=24), timedelta(hours=1)
_LATER = frozenset({"answered_by_person", "answered_since_backup", "links_ended", "owner_changed"})
"""Noted after the answer was judged: they would have come too late to hold it."""


@dataclass(frozen=True, slots=True)
class ShadowCount:
    """What the mode alone held back in `SPAN`."""

    answers: int
    documents: int
    kinds: tuple[tuple[ReplyKind, int], ...]
    """How many of each kind, the commonest first."""
    limited: int
    """So many more are within the rules, but beyond the limits of a day or an hour."""


def shadow_count(session: Session, policy: Answering, now: datetime) -> ShadowCount:
    """Replay the answers of the last days, oldest first, as if the mode had been automatic all the time."""
    left: deque[Judged] = deque()
    would: list[Judged] = []
    limited = 0
    for answer in outbox.judged_since(session, now - SPAN):
        while left and answer.created_at - left[0].created_at >= _DAY:
            left.popleft()
        if answer.automatic:
            left.append(answer)
        elif set(answer.blocked_by) - _LATER != {Block.MODE_DRAFT.value}:
            continue
        elif _beyond(answer, left, policy):
            limited += 1
        else:
            left.append(answer)
            would.append(answer)
    kinds = Counter(answer.kind for answer in would)
    return ShadowCount(
        len(would), sum(answer.documents for answer in would), tuple(kinds.most_common()), limited
    )


def _beyond(answer: Judged, left: Iterable[Judged], policy: Answering) -> bool:
    """Tell whether a limit would have held the answer, after those that left in the day before."""
    day = list(left)
    hour = [each for each in day if answer.created_at - each.created_at < _HOUR]
    to_address = [each for each in day if each.recipient == answer.recipient]
    about_it = [each for each in to_address if each.subject_key == answer.subject_key]
    domain = answer.recipient.rpartition("@")[2]
    at_domain = [each for each in hour if each.recipient.rpartition("@")[2] == domain]
    to_customer = [each for each in day if each.customer_id and each.customer_id == answer.customer_id]
    answers = (
        (about_it, policy.per_correspondent_and_subject_a_day),
        (to_address, policy.per_correspondent_a_day),
        (at_domain, policy.per_domain_an_hour),
        (hour, policy.per_hour),
    )
    documents = (
        (to_customer, policy.documents_per_customer_a_day),
        (to_address, policy.documents_per_correspondent_a_day),
        (day, policy.documents_a_day),
    )
    return any(len(found) >= limit for found, limit in answers) or any(
        answer.documents and sum(each.documents for each in found) + answer.documents > limit
        for found, limit in documents
    )
