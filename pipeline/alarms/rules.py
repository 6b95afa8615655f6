"""The rules of alarms in one table: each looks at the facts and says what stands still, in words."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from domain.alarms import AlarmName, Trouble
from domain.states import OutboxState
from pipeline.alarms.business_time import business_time
from pipeline.alarms.facts import Facts, House, Sign

Rule = Callable[[Facts, House], Iterator[Trouble]]


def troubles(facts: Facts, house: House) -> tuple[Trouble, ...]:
    """Return everything that stands still, in the order of the table."""
    return tuple(trouble for rule in RULES for trouble in rule(facts, house))


def _silent_mailboxes(facts: Facts, house: House) -> Iterator[Trouble]:
    for place in facts.places:
        since = place.sound_at or place.first_at or _watched_since(facts)
        if since is None or facts.now - since <= house.silent_after:
            continue
        if place.sign_in:
            yield Trouble(
                AlarmName.SIGN_IN_FAILING,
                f"{place.name}: signing in fails. {place.problem}",
                "Renew the password, token or consent of the account; reading goes on by itself.",
                since,
                place.name,
            )
            continue
        reason = f" {place.problem}" if place.problem else ""
        yield Trouble(
            AlarmName.MAILBOX_SILENT,
            f"{place.name} could not be read for {_span(facts.now - since)}.{reason}",
            "Look whether the server answers and the poller runs; nothing is lost, it is read from where it "
            "was left.",
            since,
            place.name,
        )


def _quiet_mailboxes(facts: Facts, house: House) -> Iterator[Trouble]:
    hours = house.alarms.quiet_hours
    if hours is None:
        return
    for account, came in facts.last_mail.items():
        if business_time(came, facts.now, house.alarms) >= timedelta(hours=hours):
            yield Trouble(
                AlarmName.NO_NEW_MAIL,
                f"{account} brought no new mail for {hours:g} business hours.",
                "Look whether mail is forwarded or filtered away before it reaches the mailbox.",
                came,
                account,
            )


def _stuck_items(facts: Facts, house: House) -> Iterator[Trouble]:
    if facts.stuck.count:
        yield Trouble(
            AlarmName.ITEM_STUCK,
            f"{facts.stuck.count} work items have not moved for {house.alarms.stuck_minutes:g} minutes; the "
            f"first is number {facts.stuck.first}.",
            "Look at the log of the workers and restart them; a step that was begun is done again.",
            facts.stuck.since or facts.now,
        )


def _old_backlog(facts: Facts, house: House) -> Iterator[Trouble]:
    since = facts.not_begun.since
    if since is not None and facts.now - since > timedelta(minutes=house.alarms.backlog_minutes):
        yield Trouble(
            AlarmName.BACKLOG_OLD,
            f"{facts.not_begun.count} mails wait to be worked, the first for {_span(facts.now - since)}.",
            "Look whether workers run, and raise service.workers if they cannot keep up.",
            since,
        )


def _shelved_items(facts: Facts, house: House) -> Iterator[Trouble]:
    if facts.shelved.count:
        yield Trouble(
            AlarmName.ITEMS_SHELVED,
            f"{facts.shelved.count} work items are shelved with an error; the first is number "
            f"{facts.shelved.first}.",
            "Look at them in the queue; try them again there, or all with `ardoise retry` after an upgrade.",
            facts.shelved.since or facts.now,
        )


def _answers(facts: Facts, house: House) -> Iterator[Trouble]:
    late = facts.late_answers
    if late.count:
        yield Trouble(
            AlarmName.ANSWERS_LATE,
            f"{late.count} released answers have not left for {house.alarms.unsent_minutes:g} minutes.",
            "Look at the outbox for the server's words, and at the workers.",
            late.since or facts.now,
        )
    for state, name, what, mend in _OUTBOX:
        found = facts.answers.get(state)
        if found is not None and found.count:
            yield Trouble(name, f"{found.count} answers {what}.", mend, found.since or facts.now)


_OUTBOX = (
    (
        OutboxState.UNCERTAIN,
        AlarmName.ANSWERS_UNCERTAIN,
        "may or may not have left",
        "Ask the recipient or look into Sent, then settle them in the outbox.",
    ),
    (
        OutboxState.FAILED,
        AlarmName.ANSWERS_FAILED,
        "were refused for good",
        "Read the server's words in the outbox; change the answer, or drop it.",
    ),
    (
        OutboxState.HELD,
        AlarmName.ANSWERS_HELD,
        "are held back by a switch",
        "Turn the kill switch or the hold off on the queue page, then release them in the outbox.",
    ),
)


def _breaker(facts: Facts, house: House) -> Iterator[Trouble]:
    if facts.breaker_since is not None:
        yield Trouble(
            AlarmName.BREAKER_TRIPPED,
            f"{house.answering.per_hour} answers were released by themselves within an hour; the kill switch "
            "was turned on, and none leaves.",
            "Look at the outbox for a loop, then turn the kill switch off on the queue page; raise "
            "answering.per_hour if this is a normal day.",
            facts.breaker_since,
        )


def _processes(facts: Facts, house: House) -> Iterator[Trouble]:
    latest = facts.now - timedelta(seconds=house.alarms.heartbeat_seconds)
    forgotten = facts.now - timedelta(hours=house.alarms.forget_hours)
    known = [sign for sign in facts.signs if sign.at >= forgotten]
    for sign in known:
        if sign.at < latest:
            yield Trouble(
                AlarmName.PROCESS_MISSING,
                f"{sign.name} gave no sign of life for {_span(facts.now - sign.at)}.",
                "Start it again, or look why it ended; one that is gone for good is forgotten after a day.",
                sign.at,
                sign.name,
            )
    alive = [sign for sign in known if sign.at >= latest]
    yield from _unmanned(facts, alive, latest)


def _unmanned(facts: Facts, alive: list[Sign], latest: datetime) -> Iterator[Trouble]:
    """A role that nobody fills, once those that live had time to start it."""
    started = min((sign.started_at for sign in alive), default=None)
    if started is None or started >= latest:
        return
    for role, work in (("worker", "works the queue"), ("poller", "watches the mailboxes")):
        if not any(sign.role == role for sign in alive):
            last = max((sign.at for sign in facts.signs if sign.role == role), default=started)
            yield Trouble(
                AlarmName.NOBODY_WORKS,
                f"No {role} lives: nobody {work}.",
                f"Start one with `ardoise run --role {role}`, or the whole service with `ardoise run`.",
                last,
                role,
            )


def _space(facts: Facts, house: House) -> Iterator[Trouble]:
    free = facts.free_bytes
    if free is not None and free < house.alarms.free_bytes:
        yield Trouble(
            AlarmName.SPACE_LOW,
            f"Only {free // 1_000_000} MB are free where mails and documents are kept.",
            "Make room or enlarge the disk; without space no more mail is taken.",
            facts.now,
        )


def _ledger(facts: Facts, house: House) -> Iterator[Trouble]:
    if facts.ledger_at is None:
        return
    if facts.now - facts.ledger_at > timedelta(days=house.ledger.max_age_days):
        yield Trouble(
            AlarmName.LEDGER_OLD,
            f"The ledger was imported {_span(facts.now - facts.ledger_at)} ago; nothing is answered by "
            "itself.",
            "Look why the nightly import did not come, or run `ardoise ledger import DIR`.",
            facts.ledger_at,
        )


def _notices(facts: Facts, house: House) -> Iterator[Trouble]:
    for channel, backlog in facts.in_vain.items():
        yield Trouble(
            AlarmName.NOTICES_FAILING,
            f"{backlog.count} messages about alarms could not be handed over by {channel}. {backlog.error}",
            f"Correct alarms.{channel} in the configuration; they are tried again by themselves.",
            backlog.since,
            channel,
        )


def _watched_since(facts: Facts) -> datetime | None:
    """Since when a poller could have visited a mailbox that it never did; None without a poller."""
    return min((sign.started_at for sign in facts.signs if sign.role == "poller"), default=None)


def _span(span: timedelta) -> str:
    """Say a span of time in signs that every language knows: "3 h", "45 min"."""
    seconds = int(span.total_seconds())
    if seconds >= 7200:
        return f"{seconds // 3600} h"
    return f"{seconds // 60} min" if seconds >= 120 else f"{seconds} s"


RULES: tuple[Rule, ...] = (
    _silent_mailboxes,
    _quiet_mailboxes,
    _stuck_items,
    _old_backlog,
    _shelved_items,
    _answers,
    _breaker,
    _processes,
    _space,
    _ledger,
    _notices,
)
