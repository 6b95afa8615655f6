"""What a clerk says where it is not clear which of several own companies a mail is for."""

from domain.errors import ConflictError
from domain.states import OutboxState, Step, WorkState
from pipeline.collect import submit_step
from pipeline.engines import Engines
from store.repositories import outbox, remittances, work_items
from store.repositories.history import add_event
from store.session import Session
from store.tables import WorkItemRow

_FOUND = (Step.ROUTE, Step.EXTRACT, Step.MATCH, Step.DISPUTE, Step.RESPOND)
"""What these steps found rests on the company's name and ledger."""


def choose_company(engines: Engines, item_id: int, version: int, company: str, who: str) -> None:
    """Give an item to one of the companies; all but its reading is worked anew with that one's ledger.

    Raises ConflictError for a company that is not configured, and where something was done in another's
    name already.
    """
    if engines.companies.named(company) is None:
        raise ConflictError(
            f"there is no company {company!r}; choose one of the configuration's `companies`."
        )
    now = engines.clock.now()
    with engines.store.write() as session:
        row = work_items.change_item(session, item_id, version, now)
        _refuse_begun(session, row)
        before, row.company = row.company, company
        row.customer_id, row.green = None, False
        work_items.forget_results(session, item_id, _FOUND)
        row.state, row.step = WorkState.WORKING, Step.ROUTE
        add_event(session, who, "company_chosen", now, item_id, {"company": company, "before": before})
        submit_step(engines.jobs, session, item_id, Step.ROUTE)


def refuse_nobodys(engines: Engines, row: WorkItemRow) -> None:
    """Raise ConflictError where it is not known whose item it is: its payments would reach any ledger."""
    if engines.companies.several and engines.companies.named(row.company) is None:
        raise ConflictError(f"choose which company work item {row.id} is for, before you confirm it.")


def _refuse_begun(session: Session, row: WorkItemRow) -> None:
    if row.state is not WorkState.WAITING:
        raise ConflictError(f"work item {row.id} does not wait for a person now ({row.state.value}).")
    if row.mail_id is not None and len(work_items.items_of_mail(session, row.mail_id)) > 1:
        raise ConflictError(
            f"the mail of work item {row.id} is parted into several items; its company stays as it is."
        )
    if remittances.is_confirmed(session, row.id):
        raise ConflictError(f"the payments of work item {row.id} are confirmed; its company stays as it is.")
    for answer in outbox.answers_of_item(session, row.id):
        if answer.state is not OutboxState.DRAFT or answer.frozen_at is not None:
            raise ConflictError(
                f"an answer to work item {row.id} was released in a company's name already; "
                "its company stays as it is."
            )
        session.delete(answer)
