"""Tells people of alarms: each channel hands over what is due in one message, and tries again by itself."""

import json
import logging
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.alarms import AlarmEvent, Trouble
from domain.errors import DeliveryError
from pipeline.engines import Engines
from store.repositories import alarms as alarm_rows
from store.tables import AlarmNotice, AlarmRow

log = logging.getLogger("ardoise.alarms")

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=3)
HELD_FOR = timedelta(minutes=10)
"""How long a process may need for one message before another tries; longer than any time-out."""
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a message says."""

    notice: str
    """Its number, the same at every try; tells a repeated message from a new one."""
    event: AlarmEvent
    name: str
    subject: str
    grave: bool
    since: datetime
    sentence: str
    mend: str


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to people: `send` raises DeliveryError, which stops nothing."""

    name: str
    send: Callable[[Sequence[Told], datetime], None]

    def tell_at_once(self, trouble: Trouble, event: AlarmEvent, now: datetime) -> None:
        """Say one thing without keeping it: when there is no database to keep it in."""
        number = f"{trouble.name.value}-{uuid.uuid4().hex}"
        told = Told(
            number,
            event,
            trouble.name.value,
            trouble.subject,
            trouble.name.grave,
            trouble.since,
            trouble.sentence,
            trouble.mend,
        )
        try:
            self.send((told,), now)
        except DeliveryError as error:
            log.error("notice_failed", extra={"channel": self.name, "reason": str(error)})


def deliver(engines: Engines, channel: Channel) -> int:
    """Hand over what is due on a channel; return how many alarms people were told of.

    The messages are taken first, so that no other process sends them meanwhile; one that a process died
    with may come twice, under the same number.
    """
    now = engines.clock.now()
    with engines.store.write() as session:
        alarm_rows.give_up(session, now - GIVEN_UP_AFTER, now)
        claimed = alarm_rows.claim_notices(session, channel.name, now, now + HELD_FOR, AT_ONCE)
        told = [_told(notice, alarm) for notice, alarm in claimed]
        numbers = [notice.id for notice, _ in claimed]
        attempts = max((notice.attempts for notice, _ in claimed), default=0)
    if not told:
        return 0
    try:
        channel.send(told, now)
    except DeliveryError as error:
        log.error("notice_failed", extra={"channel": channel.name, "reason": str(error)})
        with engines.store.write() as session:
            alarm_rows.note_failed(session, numbers, str(error), now + _pause(attempts))
        return 0
    with engines.store.write() as session:
        alarm_rows.note_sent(session, numbers, engines.clock.now())
    log.info("notices_sent", extra={"channel": channel.name, "count": len(told)})
    return len(told)


def subject_line(told: Sequence[Told]) -> str:
    """Return what the subject of a mail says: the first thing, and how many more."""
    first = told[0]
    word = {AlarmEvent.RAISED: "ALARM", AlarmEvent.REPEATED: "STILL", AlarmEvent.CLEARED: "OVER"}[first.event]
    about = f" {first.subject}" if first.subject else ""
    more = f" (+{len(told) - 1})" if len(told) > 1 else ""
    return f"[Ardoise] {word}: {first.name.replace('_', ' ')}{about}{more}"


def as_text(told: Sequence[Told]) -> str:
    """Return the text of a mail."""
    heads = {
        AlarmEvent.RAISED: "Alarm",
        AlarmEvent.REPEATED: "The alarm lasts",
        AlarmEvent.CLEARED: "The alarm is over",
    }
    parts = []
    for one in told:
        lines = [f"{heads[one.event]}: {one.name}", one.sentence, f"Since {one.since:%Y-%m-%d %H:%M} UTC."]
        if one.event is not AlarmEvent.CLEARED:
            lines.append(f"What to do: {one.mend}")
        parts.append("\n".join(lines))
    return "\n\n".join([*parts, "The health page shows how everything stands."]) + "\n"


def as_json(told: Sequence[Told], now: datetime) -> bytes:
    """Return the body of a post: `{"sent_at", "alarms": [...]}`."""
    alarms = [
        {
            "id": one.notice,
            "event": one.event.value,
            "name": one.name,
            "subject": one.subject,
            "grave": one.grave,
            "since": one.since.isoformat(),
            "sentence": one.sentence,
            "mend": one.mend,
        }
        for one in told
    ]
    return json.dumps({"sent_at": now.isoformat(), "alarms": alarms}, ensure_ascii=False).encode("utf-8")


def _told(notice: AlarmNotice, alarm: AlarmRow) -> Told:
    return Told(
        notice=str(notice.id),
        event=notice.event,
        name=alarm.name.value,
        subject=alarm.subject,
        grave=alarm.name.grave,
        since=alarm.since,
        sentence=alarm.sentence,
        mend=alarm.mend,
    )


def _pause(attempts: int) -> timedelta:
    return min(LONGEST_PAUSE, FIRST_PAUSE * (1 << min(max(attempts - 1, 0), 10)))
