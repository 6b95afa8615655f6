"""The evaluation counts what it says it counts."""

from typing import Any

from pipeline.evaluation.compare import compare
from pipeline.evaluation.report import as_json, as_text
from pipeline.evaluation.tally import Scores, Tally


def found(**changes: Any) -> dict[str, Any]:
    """An output object with sound defaults."""
    line = {"document_number": "INV-1", "net_amount": "10.00", "gross_amount": None}
    payment = {"payer_name": "A", "total_amount": "10.00", "lines": [line], "needs_review": False}
    return {
        "source": "in/a.pdf",
        "error": None,
        "message": {"language": "fr"},
        "route": {"label": "dispute", "intent": "dispute", "auto": True, "also": []},
        "references": {"invoice_numbers": ["INV-1", "INV-2"], "po_numbers": [], "amounts": []},
        "customer": {"customer_id": "C1"},
        "remittances": [payment],
        "match": None,
        "dispute": None,
        "reply": None,
        "flags": [],
    } | changes


def figures(output: dict[str, Any], truth: dict[str, Any]) -> dict[str, Any]:
    scores = Scores()
    compare(output, truth, scores)
    return as_json(scores, 1, 0)


def test_a_wrong_route_counts_against_both_routes() -> None:
    counted = figures(found(), {"route": {"label": "payment_advice", "intent": "payment_advice"}})
    assert counted["confusion"]["payment_advice"]["dispute"] == 1
    assert counted["routes"]["dispute"]["false"] == 1
    assert counted["routes"]["payment_advice"]["missed"] == 1
    assert counted["shares"]["route right where sure"]["share"] == 0.0


def test_references_count_as_bags() -> None:
    counted = figures(found(), {"references": {"invoice_numbers": ["INV-1"]}})
    row = counted["tallies"]["invoice_numbers"]
    assert (row["right"], row["false"], row["missed"]) == (1, 1, 0)
    assert (row["precision"], row["recall"]) == (0.5, 1.0)


def test_a_wrong_value_that_nobody_would_see_is_a_silent_error() -> None:
    truth = {"remittances": [{"total_amount": "11.00", "lines": [{"document_number": "INV-1"}]}]}
    counted = figures(found(), truth)
    assert counted["shares"]["silent errors"]["yes"] == 1
    assert any("SILENT ERROR" in line for line in counted["differences"])


def test_a_wrong_value_that_is_sent_to_review_is_no_silent_error() -> None:
    output = found()
    output["remittances"][0]["needs_review"] = True
    counted = figures(output, {"remittances": {"total_amount": "11.00"}})
    assert counted["shares"]["silent errors"]["yes"] == 0
    assert counted["shares"]["documents wholly right"]["yes"] == 0


def test_absent_keys_are_not_compared() -> None:
    assert list(figures(found(), {})["tallies"]) == []


def test_a_bare_remittance_object_is_one_payment() -> None:
    line = {"document_number": "INV-1", "net_amount": "10.00"}
    truth = {"payer_name": "A", "total_amount": "10.00", "lines": [line]}
    counted = figures(found(), {"remittances": truth})
    assert counted["shares"]["documents wholly right"]["share"] == 1.0
    assert counted["tallies"]["lines, format pdf"]["f1"] == 1.0
    assert counted["tallies"]["lines, language fr"]["f1"] == 1.0


def test_nothing_to_find_has_no_precision() -> None:
    assert Tally().precision is None
    assert "–" in as_text(as_json(_with_empty_tally(), 0, 0))


def _with_empty_tally() -> Scores:
    scores = Scores()
    assert scores.tallies["also"].right == 0
    return scores
