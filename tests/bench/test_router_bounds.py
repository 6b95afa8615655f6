"""The bounds of the router's figures are drawn by circles of kin families."""

from bench.routing import intervals
from router.learned.figures import route_macrof1
from router.learned.fitting import cross_validated, prepare
from tests.router.labelled import Words, some


def test_bounds_lie_around_the_figures() -> None:
    mails = some(("payment_advice", "invoice_copy_request", "dispute_price"), ("en", "fr"), 8)
    outcomes = cross_validated(prepare(mails, Words()))
    bounds = intervals(outcomes)
    assert {"all", "en", "fr", "intents", "reasons"} == set(bounds)
    low, high = bounds["intents"]
    right = sum(one.judged.intent is one.example.intent for one in outcomes) / len(outcomes)
    assert 0 <= low <= right <= high <= 1
    assert 0 < bounds["all"][0] <= bounds["all"][1] <= 1 and route_macrof1(outcomes) <= 1
