"""Which routes people confirmed or corrected, and what the router had said of those mails at first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session

from domain.states import WorkState
from domain.words import DisputeReason, Intent, Route
from store.dialect import insert_into, table_of
from store.repositories.private import hidden
from store.tables import Correction, Event, RouteSaid, WorkItemRow

PROGRAM = "ardoise"
CONFIRMED = ("confirmed", "answer_approved")
"""What a person does with a mail whose route is right: as fixed words of the history."""
_ITEM, _EVENT, _CORRECTION = table_of(WorkItemRow), table_of(Event), table_of(Correction)
_SAID = table_of(RouteSaid)
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One mail whose route a person vouched for."""

    item_id: int
    intent: Intent
    reason: DisputeReason | None
    corrected: bool
    """The router had said something else."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the router said of one mail when it came."""

    item_id: int
    route: Route
    confidence: float
    auto: bool


def note_said(
    session: Session, item_id: int, route: Route, confidence: float, auto: bool, now: datetime
) -> None:
    """Keep what the router says of a mail; what it said first stays."""
    values = {
        "work_item_id": item_id,
        "route": route,
        "confidence_permille": round(confidence * 1000),
        "auto": auto,
        "at": now,
    }
    session.execute(insert_into(session, RouteSaid).values(**values).on_conflict_do_nothing())


def reviewed(session: Session, most: int) -> tuple[Reviewed, ...]:
    """Return the mails whose route a person confirmed or corrected, the newest first, at most so many.

    A mail that was closed without a word about its route, reopened since, or worked by the program alone
    is not among them.
    """
    corrected = _corrected(session, most)
    vouched = _vouched(session, most)
    found: list[Reviewed] = []
    wanted = sorted({*corrected, *vouched}, reverse=True)
    for start in range(0, len(wanted), _AT_ONCE):
        rows = session.execute(
            select(_ITEM.c.id, _ITEM.c.intent, _ITEM.c.reason, _ITEM.c.state)
            .where(
                _ITEM.c.id.in_(wanted[start : start + _AT_ONCE]),
                _ITEM.c.mail_id.is_not(None),
                _ITEM.c.parent_id.is_(None),
                _ITEM.c.intent.is_not(None),
                # A model keeps pieces of the texts that it learnt from.
                _ITEM.c.id.not_in(hidden()),
            )
            .order_by(_ITEM.c.id.desc())
        )
        for item_id, intent, reason, state in rows:
            if item_id in corrected or (vouched[item_id] and state is WorkState.CLOSED):
                found.append(Reviewed(item_id, intent, reason, item_id in corrected))
        if len(found) >= most:
            break
    return tuple(found[:most])


def said_of(session: Session, item_ids: Sequence[int]) -> Mapping[int, Said]:
    """Return what the router said at first of those mails; mails from before it was kept are left out."""
    found: dict[int, Said] = {}
    for start in range(0, len(item_ids), _AT_ONCE):
        rows = session.execute(
            select(_SAID.c.work_item_id, _SAID.c.route, _SAID.c.confidence_permille, _SAID.c.auto).where(
                _SAID.c.work_item_id.in_(item_ids[start : start + _AT_ONCE])
            )
        )
        for item_id, route, permille, auto in rows:
            found[item_id] = Said(item_id, route, permille / 1000, auto)
    return found


def _corrected(session: Session, most: int) -> frozenset[int]:
    """Return the items whose route a person set."""
    wanted = select(_CORRECTION.c.work_item_id).where(
        _CORRECTION.c.kind == "route", _CORRECTION.c.who != PROGRAM
    )
    return frozenset(session.execute(wanted.order_by(_CORRECTION.c.id.desc()).limit(most)).scalars())


def _vouched(session: Session, most: int) -> dict[int, bool]:
    """Return for each item that a person confirmed whether that still holds: reopening takes it back."""
    wanted = select(_EVENT.c.work_item_id, _EVENT.c.action).where(
        _EVENT.c.action.in_((*CONFIRMED, "reopened")),
        _EVENT.c.who != PROGRAM,
        _EVENT.c.work_item_id.is_not(None),
    )
    newest: dict[int, bool] = {}
    for item_id, action in session.execute(wanted.order_by(_EVENT.c.id.desc()).limit(4 * most)):
        newest.setdefault(item_id, action in CONFIRMED)
    return newest
