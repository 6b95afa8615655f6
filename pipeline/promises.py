"""What an answer promises comes true in the transaction that releases it: links, ended reminders, cases."""

from datetime import datetime

from domain.decisions import Reply
from domain.errors import ConflictError
from pipeline.item import WorkItem
from responders.file_names import file_names
from responders.links import token_parts
from store.repositories import promises
from store.repositories.history import add_event
from store.session import Session
from store.tables import DownloadLink, Outbox, WorkItemRow


def case_number(item_id: int) -> str:
    """Return what the case of a mail is called; `item_id` is the mail's first work item."""
    return f"D-{item_id:06d}"


def keep_case(session: Session, row: WorkItemRow, item: WorkItem, now: datetime) -> None:
    """Keep the case of a mail's dispute once its answer is composed; automatic mail changes no case."""
    found = item.understanding
    if row.parent_id is not None or found is None or found.route.automatic_mail is not None:
        return
    promises.keep_case(session, row.id, case_number(row.id), found.customer.customer_id, item.dispute, now)


def keep_promises(session: Session, answer: Outbox, reply: Reply, who: str, now: datetime) -> None:
    """Make the links of a released answer work and record whom no reminders go to any more."""
    if reply.stops_reminders is not None:
        promises.stop_reminders(session, reply.stops_reminders, answer.work_item_id, who, now)
        add_event(session, who, "reminders_stopped", now, answer.work_item_id)
    offered = [each for each in reply.attachments if each.link is not None and each.link_until is not None]
    for attachment, name in zip(offered, file_names([each.file for each in offered]), strict=True):
        parts = token_parts(attachment.link or "")
        if attachment.link_until is not None and attachment.link_until <= now:
            raise ConflictError(
                f"the link to {attachment.file} has ended since the draft was written; take it out and "
                "send the document another way."
            )
        if parts is not None and attachment.link_until is not None:
            link = DownloadLink(
                link_id=parts[0],
                outbox_id=answer.id,
                name=name,
                sha256=attachment.sha256,
                created_at=now,
                expires_at=attachment.link_until,
            )
            promises.add_link(session, link)
