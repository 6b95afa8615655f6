"""The step table, and running one step with its time taken."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from domain.states import Step
from pipeline.desk import Desk
from pipeline.item import Outcome, WorkItem
from pipeline.steps.close import close
from pipeline.steps.dispute import dispute
from pipeline.steps.extract import extract
from pipeline.steps.match import match
from pipeline.steps.parse import parse
from pipeline.steps.read import read
from pipeline.steps.respond import respond
from pipeline.steps.review import wait_for_clerk
from pipeline.steps.route import route

STEPS: Mapping[Step, Callable[[WorkItem, Desk], Outcome]] = {
    Step.PARSE: parse,
    Step.READ: read,
    Step.ROUTE: route,
    Step.EXTRACT: extract,
    Step.MATCH: match,
    Step.DISPUTE: dispute,
    Step.RESPOND: respond,
    Step.REVIEW: wait_for_clerk,
    Step.CLOSE: close,
}


def run_step(step: Step, item: WorkItem, desk: Desk) -> Outcome:
    """Run one step and note its wall time in milliseconds."""
    started = time.perf_counter()
    outcome = STEPS[step](item, desk.serving(item))
    took = round((time.perf_counter() - started) * 1000, 2)
    timings = {**outcome.item.timings_ms, step.value: took}
    return replace(outcome, item=replace(outcome.item, timings_ms=timings))


def run_all(item: WorkItem, desk: Desk) -> WorkItem:
    """Run every step in memory until the item waits for a person or is closed."""
    step: Step | None = Step.PARSE
    while step is not None:
        outcome = run_step(step, item, desk)
        item, step = outcome.item, outcome.next_step
    return item
