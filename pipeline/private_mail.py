"""Private mail: marked by a rule or by a person, shown to few, each opening in the audit trail."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.errors import ConflictError
from domain.private_policy import PrivateMail
from pipeline.engines import Engines
from pipeline.item import WorkItem
from store.repositories import private, users, work_items
from store.repositories.history import add_event, events_of
from store.session import Session
from store.tables import MailRow, PrivateMark, WorkItemRow

PERMISSION = "private"
"""The role of whoever may open private mail; admins may, too."""
_OPENING = frozenset({PERMISSION, "admin"})
_RULE = "ardoise"
OPENED = "private_opened"
NOTED_FOR = timedelta(minutes=5)
"""So long one line stands for every post of the same form."""


def may_open_all(roles: Iterable[str]) -> bool:
    """Tell whether somebody with these roles may open every private mail."""
    return not _OPENING.isdisjoint(roles)


def may_open(mark: PrivateMark | None, who: str, roles: Iterable[str]) -> bool:
    """Tell whether somebody may open an item under that mark: whoever set it may."""
    return mark is None or mark.who == who or may_open_all(roles)


def set_private(engines: Engines, item_id: int, who: str, reason: str) -> None:
    """Hide a mail with all its items, and its thread, from whoever may not open private mail.

    The other mails of the thread quote it.
    """
    now = engines.clock.now()
    with engines.store.write() as session:
        row = work_items.change_item(session, item_id, None, now)
        if not private.mark(session, row.parent_id or row.id, who, reason, now):
            raise ConflictError(f"work item {item_id} is private already.")
        for other in private.items_beside(session, row.mail_id):
            private.mark(session, other, who, reason, now)
        # The reason stands with the mark alone: whoever reads the trail may not be allowed to know it.
        add_event(session, who, "marked_private", now, item_id)


def set_open(engines: Engines, item_id: int, who: str) -> None:
    """Show a private mail to everybody again, with those that were hidden along with it."""
    now = engines.clock.now()
    with engines.store.write() as session:
        row = work_items.change_item(session, item_id, None, now)
        mark = private.mark_of(session, item_id)
        if mark is None:
            raise ConflictError(f"work item {item_id} is not private.")
        for other in private.items_beside(session, row.mail_id, mark):
            private.unmark(session, other)
        private.unmark(session, row.parent_id or row.id)
        add_event(session, who, "marked_open", now, item_id)


def note_opening(engines: Engines, item_id: int, who: str, what: str, *, again: bool = True) -> None:
    """Note in the audit trail that somebody opened a private mail; `what` names the page.

    With `again` False not where the same was noted within a few minutes: a form in work posts often.
    """
    now = engines.clock.now()
    if not again and _noted(engines, item_id, who, what, now - NOTED_FOR):
        return
    with engines.store.write() as session:
        add_event(session, who, OPENED, now, item_id, {"page": what})


def _noted(engines: Engines, item_id: int, who: str, what: str, since: datetime) -> bool:
    with engines.store.read() as session:
        return any(
            event.action == OPENED and event.who == who and json.loads(event.detail) == {"page": what}
            for event in events_of(session, item_id)
            if event.at > since
        )


def mark_by_rule(
    session: Session, rules: PrivateMail, row: WorkItemRow, item: WorkItem, now: datetime
) -> None:
    """Hide a mail that was just parsed where a rule says so, or where its thread is private."""
    if item.mail is None or row.mail_id is None:
        return
    sender = item.mail.sender.email if item.mail.sender else ""
    mail = session.get(MailRow, row.mail_id)
    reason = rules.why(row.account or (mail.account if mail else ""), sender, item.mail.subject)
    if reason is None and mail is not None and private.thread_is_private(session, mail.thread_key):
        reason = "its thread is private"
    first_id = row.parent_id or row.id
    if reason is not None and private.mark(session, first_id, _RULE, reason, now):
        add_event(session, _RULE, "marked_private", now, row.id)


def refuse_blind(session: Session, item_id: int, to: str | None) -> None:
    """Raise ConflictError when an item would be given to somebody who may not open it."""
    mark = private.mark_of(session, item_id) if to else None
    if mark is None or to is None:
        return
    user = users.find_user(session, to)
    if user is None or not may_open(mark, to, user.roles):
        raise ConflictError(
            f"work item {item_id} is private, and {to} may not open it; choose somebody else."
        )
