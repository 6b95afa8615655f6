"""Figures for Prometheus, made from the database at the moment they are asked for.

Whatever process answers tells the same, so nothing is shared between processes; only the `process_`
figures are those of the one that answers. No label holds an address, a subject or any text of a mail.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from domain.alarms import AlarmName
from domain.states import OutboxState
from pipeline.alarms.facts import Facts, House, Place, look
from pipeline.alarms.rules import troubles
from pipeline.engines import Engines
from store.repositories.figures import Standing

NEVER = float("inf")


def metrics_text(engines: Engines, house: House) -> bytes:
    """Return every figure in the text format of Prometheus; without a database only that it is away."""
    registry = CollectorRegistry(auto_describe=False)
    ProcessCollector(registry=registry)
    registry.register(_House(engines, house))
    return generate_latest(registry)


class _House(Collector):
    def __init__(self, engines: Engines, house: House) -> None:
        self.engines = engines
        self.house = house

    def collect(self) -> Iterator[Metric]:
        try:
            facts = look(self.engines, self.house)
            jobs = self.engines.jobs.counts()
        except SQLAlchemyError:
            yield _one("database_up", "1 while the database can be reached.", 0)
            return
        yield _one("database_up", "1 while the database can be reached.", 1)
        yield _many("jobs", "Jobs by state.", ("state",), {(state,): n for state, n in jobs.items()})
        yield from _work(facts)
        yield from _mailboxes(facts, self.house)
        yield from _answers(facts, self.house)
        yield from _machines(facts)
        yield _alarms(facts, self.house)


def _work(facts: Facts) -> Iterator[Metric]:
    counts = {(state.value, route.value if route else ""): n for (state, route), n in facts.items.items()}
    yield _many("work_items", "Work items by state and route.", ("state", "route"), counts)
    unfinished, every = facts.mails
    mails = {("open",): unfinished, ("done",): every - unfinished}
    yield _many("mails", "Mails; one is done when all its work items are.", ("state",), mails)
    standing = {
        "not_begun": facts.not_begun,
        "under_way": facts.under_way,
        "waiting": facts.waiting,
        "shelved": facts.shelved,
    }
    ages = {(stage,): _age(one, facts.now) for stage, one in standing.items()}
    yield _many(
        "oldest_work_item_age_seconds",
        "Age of the oldest work item of a stage: not begun, between two steps, waiting for a person, "
        "shelved; 0 when there is none.",
        ("stage",),
        ages,
    )


def _mailboxes(facts: Facts, house: House) -> Iterator[Metric]:
    ages: dict[tuple[str, ...], float] = {}
    failing: dict[tuple[str, ...], float] = {}
    for account, label in account_labels(house).items():
        places = [place for place in facts.places if place.account == account]
        ages[(label,)] = max((_unread(place, facts.now) for place in places), default=NEVER)
        failing[(label,)] = sum(place.problem is not None for place in places)
    yield _many(
        "mailbox_last_read_age_seconds",
        "Time since the folder of an account that was read longest ago was read without a problem.",
        ("account",),
        ages,
    )
    yield _many(
        "mailbox_failing_folders", "Folders whose last visit failed, by account.", ("account",), failing
    )


def account_labels(house: House) -> dict[str, str]:
    """Return what each account is called in labels: its name, or its number where that is an address."""
    return {
        box.name: f"account-{number}" if "@" in box.name else box.name
        for number, box in enumerate(house.mailboxes, 1)
    }


def _answers(facts: Facts, house: House) -> Iterator[Metric]:
    states = {(state.value,): facts.answers.get(state, Standing()).count for state in OutboxState}
    yield _many("answers", "Answers by state of the outbox; drafts wait for a person.", ("state",), states)
    sent = {("itself",): facts.sent.get(True, 0), ("person",): facts.sent.get(False, 0)}
    yield _many("answers_sent", "Answers sent, by who released them.", ("released_by",), sent)
    yield _one("answers_overdue", "Released answers that should have left.", facts.late_answers.count)
    yield _one("released_in_last_hour", "Answers released by themselves in an hour.", facts.released)
    yield _one("released_an_hour_at_most", "From here on the breaker holds.", house.answering.per_hour)


def _machines(facts: Facts) -> Iterator[Metric]:
    beats = {(sign.name, sign.role): (facts.now - sign.at).total_seconds() for sign in facts.signs}
    yield _many(
        "heartbeat_age_seconds", "Time since a process gave a sign of life.", ("process", "role"), beats
    )
    if facts.ledger_at is not None:
        age = (facts.now - facts.ledger_at).total_seconds()
        yield _one("ledger_age_seconds", "Time since the ledger was imported.", age)
    if facts.free_bytes is not None:
        yield _one("free_bytes", "Space left where mails and documents are kept.", facts.free_bytes)
    in_vain = {(channel,): backlog.count for channel, backlog in facts.in_vain.items()}
    yield _many(
        "notices_in_vain", "Messages about alarms that could not be handed over.", ("channel",), in_vain
    )


def _alarms(facts: Facts, house: House) -> Metric:
    found = Counter(trouble.name for trouble in troubles(facts, house))
    by_name = {(name.value,): found[name] for name in AlarmName}
    return _many("alarms", "What stands still now, by the name of the alarm.", ("name",), by_name)


def _one(name: str, documentation: str, value: float) -> Metric:
    return GaugeMetricFamily(f"ardoise_{name}", documentation, value=value)


def _many(name: str, documentation: str, labels: tuple[str, ...], values: Mapping[Any, float]) -> Metric:
    """Return a family; the keys of `values` are tuples of texts, one for each label."""
    family = GaugeMetricFamily(f"ardoise_{name}", documentation, labels=labels)
    for label, value in values.items():
        family.add_metric(label, value)
    return family


def _age(standing: Standing, now: datetime) -> float:
    return (now - standing.since).total_seconds() if standing.since is not None else 0


def _unread(place: Place, now: datetime) -> float:
    since = place.sound_at or place.first_at
    return (now - since).total_seconds() if since is not None else NEVER
