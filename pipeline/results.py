"""What each step adds to a work item, as JSON and back, so that a step survives the worker that ran it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.codec import from_json, to_json
from domain.decisions import Dispute, Match, Reply, Understanding
from domain.remittance import Remittance
from domain.states import Step
from pipeline.item import WorkItem


@dataclass(frozen=True, slots=True)
class Extracted:
    """The result of EXTRACT: payments, and the understanding that their numbers completed."""

    remittances: tuple[Remittance, ...]
    understanding: Understanding


@dataclass(frozen=True, slots=True)
class Responded:
    """The result of RESPOND."""

    reply: Reply | None
    waits_because: tuple[str, ...]


KEPT: Mapping[Step, object] = {
    Step.ROUTE: Understanding,
    Step.EXTRACT: Extracted,
    Step.MATCH: Match | None,
    Step.DISPUTE: Dispute | None,
    Step.RESPOND: Responded,
}
"""The steps whose result is a column of JSON. PARSE is done again from the raw bytes; READ keeps its pages
among the readings."""


def result_of(step: Step, item: WorkItem) -> str | None:
    """Return the JSON of what the step found, None for a step that keeps nothing here."""
    if step not in KEPT:
        return None
    return to_json(_value(step, item), KEPT[step]).decode("utf-8")


def with_result(step: Step, item: WorkItem, body: str) -> WorkItem:
    """Return the item with what the step found."""
    value = from_json(KEPT[step], body)
    match step:
        case Step.ROUTE:
            return replace(item, understanding=value)
        case Step.EXTRACT:
            return replace(item, remittances=value.remittances, understanding=value.understanding)
        case Step.MATCH:
            return replace(item, match=value)
        case Step.DISPUTE:
            return replace(item, dispute=value)
        case _:
            return replace(item, reply=value.reply, waits_because=value.waits_because)


def _value(step: Step, item: WorkItem) -> object:
    match step:
        case Step.ROUTE:
            return item.understanding
        case Step.EXTRACT:
            if item.understanding is None:
                raise ValueError(f"{item.source} was extracted before it was routed")
            return Extracted(item.remittances, item.understanding)
        case Step.MATCH:
            return item.match
        case Step.DISPUTE:
            return item.dispute
        case _:
            return Responded(item.reply, item.waits_because)
