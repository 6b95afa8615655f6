"""Tells other programs of acts in the audit trail: in order, signed, again and again, then given up."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from domain.errors import DeliveryError
from domain.hook_policy import Hook
from domain.job_ports import Job
from pipeline.engines import Engines
from responders.delivery.hooks import post_guarded
from store.repositories import audit, hooks, private, settings
from store.repositories.audit import Line
from store.session import Session
from store.tables import HookDead, HookRow

log = logging.getLogger("ardoise.hooks")

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)
AT_ONCE = 20
"""Acts of one webhook in one run; the rest follow in the next."""
HANDED = "handed"
OFF = "webhook_off:"
"""Start of the name of the switch that stops one webhook."""


@dataclass(frozen=True, slots=True)
class Target:
    """One webhook with its address and its secret; asking for them raises ConfigurationError."""

    hook: Hook
    address: Callable[[], str]
    secret: Callable[[], str | None]


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells every webhook what is due; a job handler of a worker."""

    worker: str
    engines: Engines
    targets: tuple[Target, ...]

    def work(self, job: Job) -> None:
        """Tell all of them; what one of them does delays no other."""
        for target in self.targets:
            self.tell(target)
        self.engines.jobs.finish(job, self.worker)

    def tell(self, target: Target) -> None:
        """Tell one webhook what is due."""
        name, now = target.hook.name, self.engines.clock.now()
        with self.engines.store.write() as session:
            row = hooks.standing(session, name)
            off = settings.is_on(session, OFF + name)
            again = hooks.given_up(session, name, again=True, limit=AT_ONCE)
            lines = hooks.due(session, row.position, target.hook.events, AT_ONCE)
            head, _ = audit.head(session)
        if off or (row.next_try_at is not None and row.next_try_at > now):
            return
        for dead in again:
            self._once_more(target, dead)
        for line in lines:
            problem = self._post(target, line)
            if not self._note(target.hook, line.number, problem):
                return
        if len(lines) < AT_ONCE:
            self._passed(name, head)

    def _post(self, target: Target, line: Line) -> str | None:
        """Post one act; return why that failed."""
        now, hook = self.engines.clock.now(), target.hook
        # Names of colleagues go to those alone who asked for just this act.
        told = HANDED in hook.events and line.action == HANDED
        with self.engines.store.read() as session:
            told = told and not _is_private(session, line)
            to = hooks.handed_to(session, line.number) if told else None
        try:
            post_guarded(
                target.address(),
                target.secret(),
                body_of(line, to, line.who if told else None),
                line.number,
                now,
                hook.timeout_seconds,
                own_network=hook.own_network,
            )
        except DeliveryError as error:
            log.warning("hook_failed", extra={"hook": hook.name, "entry": line.number, "reason": str(error)})
            return str(error)
        return None

    def _note(self, hook: Hook, number: int, problem: str | None) -> bool:
        """Note how it went; False where the next act has to wait."""
        now = self.engines.clock.now()
        with self.engines.store.write() as session:
            row = hooks.standing(session, hook.name)
            row.problem = problem
            if problem is None:
                row.position, row.attempts, row.next_try_at, row.told_at = number, 0, None, now
            elif row.attempts + 1 >= hook.attempts:
                hooks.give_up(session, hook.name, number, problem, now)
                row.position, row.attempts, row.next_try_at = number, 0, None
            else:
                row.attempts += 1
                row.next_try_at = now + wait_after(row.attempts)
            session.add(row)
        return problem is None

    def _once_more(self, target: Target, dead: HookDead) -> None:
        with self.engines.store.read() as session:
            line = hooks.entry(session, dead.entry_id)
        problem = self._post(target, line) if line is not None else None
        with self.engines.store.write() as session:
            stored = session.get(HookDead, dead.id)
            if stored is not None and problem is None:
                session.delete(stored)
            elif stored is not None:
                stored.problem = problem or ""

    def _passed(self, name: str, head: int) -> None:
        """Remember that nothing up to there concerns this webhook."""
        with self.engines.store.write() as session:
            row: HookRow = hooks.standing(session, name)
            row.position = max(row.position, head)
            session.add(row)


def _is_private(session: Session, line: Line) -> bool:
    kind, _, number = line.subject.partition(":")
    return kind == "item" and number.isdecimal() and private.mark_of(session, int(number)) is not None


def body_of(line: Line, to: str | None = None, by: str | None = None) -> bytes:
    """Return what is posted: no amounts, no names but of whom an item was given to, and by whom."""
    kind, _, number = line.subject.partition(":")
    item = int(number) if kind == "item" and number.isdecimal() else None
    told: dict[str, int | str | None] = {
        "id": line.number,
        "event": line.action,
        "at": line.at.isoformat(timespec="milliseconds"),
        "subject": line.subject,
        "item": item,
    }
    if by is not None:
        told |= {"to": to, "by": by}
    return json.dumps(told).encode("ascii")


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed tries."""
    return min(LONGEST_WAIT, timedelta(seconds=FIRST_WAIT.total_seconds() * 2.0 ** min(attempts - 1, 20)))
