"""What answers promise: cases of disputes, reminders that stop, links to download."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.decisions import Dispute
from domain.states import CaseState
from store.dialect import table_of
from store.tables import DisputeCase, DownloadLink, ReminderStop

_STOPS = table_of(ReminderStop)


def keep_case(
    session: Session,
    work_item_id: int,
    number: str,
    customer_id: str | None,
    dispute: Dispute | None,
    now: datetime,
) -> DisputeCase | None:
    """Keep the case of a mail as it is understood now; without a dispute an open one is closed."""
    case = session.exec(
        rows_of(DisputeCase).where(col(DisputeCase.work_item_id) == work_item_id)
    ).one_or_none()
    if dispute is None:
        if case is not None and case.state is CaseState.OPEN:
            case.state, case.closed_at = CaseState.CLOSED, now
        return case
    if case is None:
        case = DisputeCase(number=number, work_item_id=work_item_id, reason=dispute.reason, opened_at=now)
        session.add(case)
    case.customer_id, case.reason, case.documents = customer_id, dispute.reason, dispute.documents
    session.flush()
    return case


def case_of(session: Session, work_item_id: int) -> DisputeCase | None:
    """Return the case that a mail's first work item opened."""
    return session.exec(
        rows_of(DisputeCase).where(col(DisputeCase.work_item_id) == work_item_id)
    ).one_or_none()


def stop_reminders(
    session: Session, email: str, work_item_id: int | None, confirmed_by: str, now: datetime
) -> None:
    """Record that an address wants no more reminders; asked twice it stays as it was."""
    if session.get(ReminderStop, email.lower()) is None:
        session.add(
            ReminderStop(
                email=email.lower(), asked_at=now, work_item_id=work_item_id, confirmed_by=confirmed_by
            )
        )
        session.flush()


def reminders_stopped(session: Session, emails: Collection[str]) -> frozenset[str]:
    """Return which of the addresses want no reminders; whoever sends reminders asks here first."""
    wanted = select(_STOPS.c.email).where(_STOPS.c.email.in_([email.lower() for email in emails]))
    return frozenset(session.execute(wanted).scalars())


def list_reminder_stops(session: Session) -> tuple[ReminderStop, ...]:
    """Return every address that wants no reminders, by address."""
    return tuple(session.exec(rows_of(ReminderStop).order_by(col(ReminderStop.email))))


def add_link(session: Session, link: DownloadLink) -> None:
    """Make a download link work; one that exists already is left as it is."""
    known = session.exec(rows_of(DownloadLink).where(col(DownloadLink.link_id) == link.link_id)).first()
    if known is None:
        session.add(link)
        session.flush()


def find_link(session: Session, link_id: str) -> DownloadLink | None:
    """Return the link of that id, None for a made-up one."""
    return session.exec(rows_of(DownloadLink).where(col(DownloadLink.link_id) == link_id)).one_or_none()


def links_of(session: Session, answer_id: int) -> tuple[DownloadLink, ...]:
    """Return the links that an answer carries."""
    wanted = rows_of(DownloadLink).where(col(DownloadLink.outbox_id) == answer_id)
    return tuple(session.exec(wanted.order_by(col(DownloadLink.id))))


def count_download(session: Session, link_id: str, now: datetime) -> None:
    """Note that a link was used."""
    link = find_link(session, link_id)
    if link is not None:
        link.downloads, link.last_download_at = link.downloads + 1, now


def revoke_links(session: Session, answer_id: int, who: str, now: datetime) -> int:
    """End every link of an answer at once; return how many still worked."""
    live = [link for link in links_of(session, answer_id) if link.revoked_at is None]
    for link in live:
        link.revoked_at, link.revoked_by = now, who
    return len(live)
