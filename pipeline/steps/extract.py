"""EXTRACT: remittances out of payment advices, and out of whatever looks like one."""

from dataclasses import replace

from domain.policy import Company
from domain.ports import ReadingAids
from domain.remittance import Remittance
from domain.states import Step
from domain.taught import CustomerKey
from domain.words import Look, Route
from extractors.extraction import extract as extract_remittances
from pipeline.desk import Desk
from pipeline.item import ChangedForm, Outcome, WorkItem
from pipeline.matters import own_matters
from pipeline.storable import storable
from pipeline.templates.trust import judged_by_history
from router.understanding import complete


def extract(item: WorkItem, desk: Desk) -> Outcome:
    """Read the remittances, then let their numbers and payer complete the understanding."""
    if item.understanding is None:
        raise ValueError(f"{item.source} was not routed before it was to be extracted")
    expected = Route.PAYMENT_ADVICE in labels(item)
    remittances: tuple[Remittance, ...] = ()
    if expected or any(document.look is Look.ADVICE for document in item.documents):
        customer_id = item.understanding.customer.customer_id
        aids = ReadingAids(desk.ledger, item.mail, customer_id, own_name(desk.company), desk.templates)
        read = extract_remittances(item.documents, aids, advice_expected=expected)
        remittances = tuple(storable(payment) for payment in read)
    understanding = complete(item.understanding, remittances, desk.ledger)
    changed_forms: tuple[ChangedForm, ...] = ()
    if desk.memory is not None:
        known = CustomerKey(understanding.customer.customer_id, item.company)
        remittances, changed_forms = judged_by_history(item, remittances, desk.memory, known)
    # Nobody's mail is worked anew once its company is known; its matters begin then.
    matters = own_matters(understanding.route, desk.routing) if desk.nobodys(item) is None else ()
    found = replace(item, remittances=remittances, understanding=understanding)
    return Outcome(found, Step.MATCH, matters, changed_forms)


def own_name(company: Company) -> str | None:
    """Return our firm's name, None where the configuration does not state it."""
    return company.name if company.name != Company().name else None


def labels(item: WorkItem) -> frozenset[Route]:
    """Return the routes of all matters of the item."""
    if item.understanding is None:
        return frozenset()
    route = item.understanding.route
    return frozenset({route.label, *(further.label for further in route.also)})
