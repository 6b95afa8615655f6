"""The same mail in the mailboxes of two companies: it is worked for one, and a person sees to the other."""

from datetime import datetime

from domain.states import Step, WorkState
from pipeline.engines import Engines
from store.repositories import deliveries, work_items
from store.session import Session
from store.tables import WorkItemRow


def came_elsewhere(engines: Engines, session: Session, row: WorkItemRow) -> str | None:
    """Return that an item's mail came to a mailbox of another company, too; None where it did not."""
    companies = engines.companies
    if not companies.several or row.mail_id is None:
        return None
    came = (
        companies.mailboxes.get(one.account) for one in deliveries.deliveries_of_mail(session, row.mail_id)
    )
    others = sorted({name for name in came if name is not None and name != row.company})
    if not others:
        return None
    return f"The same mail came to {', '.join(others)}, too; see that it is dealt with there."


def bring_back(engines: Engines, session: Session, item_id: int, now: datetime) -> None:
    """Show an item to a person again where its mail now came to another company, too."""
    row = work_items.get_item(session, item_id)
    sentence = came_elsewhere(engines, session, row)
    # What is still worked asks by itself before it ends.
    if sentence is None or row.state not in (WorkState.WAITING, WorkState.CLOSED):
        return
    row = work_items.change_item(session, item_id, None, now)
    row.waits_because = tuple(dict.fromkeys((*row.waits_because, sentence)))
    row.state, row.step, row.closed_at, row.closed_by = WorkState.WAITING, Step.REVIEW, None, None
