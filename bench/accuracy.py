"""Counts how right the pipeline is on the sample inbox; samples are few and known, so this is no promise."""

from app.commands.evaluate import truth_of
from app.demonstration import demo_settings
from app.shipped import shipped
from app.wiring import dry_desk
from bench.figure import Figure
from bench.workspace import ROOT
from pipeline.dry_run import inputs, judge
from pipeline.evaluation.compare import compare
from pipeline.evaluation.report import macro_f1
from pipeline.evaluation.tally import Scores

TRUSTED = "mx.tarvenne.example"


def measure() -> list[Figure]:
    """Return macro-F1 of routes, F1 of remittance lines, and errors that nobody would have seen."""
    scores, counted = _scores()
    silent, sure = scores.shares["silent errors"], scores.shares["route right where sure"]
    return [
        Figure("accuracy.route_macro_f1", f"routes, macro-F1 over {counted} mails", macro_f1(scores), ""),
        Figure(
            "accuracy.route_where_sure", "routes right where the program is sure", sure.row()["share"], ""
        ),
        Figure(
            "accuracy.line_f1", "remittance lines, F1 of number and amount", scores.tallies["lines"].f1, ""
        ),
        Figure(
            "accuracy.silent_errors",
            f"wrong advices not sent to a clerk, of {silent.row()['of']}",
            silent.row()["yes"],
            "mails",
            less_is_better=True,
        ),
    ]


def _scores() -> tuple[Scores, int]:
    settings = demo_settings(ROOT / "unused", port=1)
    scores, counted = Scores(), 0
    with dry_desk(settings, shipped("samples") / "ledger", None, TRUSTED, None) as desk:
        for one in inputs([str(shipped("samples") / "inbox")]):
            truth = truth_of(one)
            if truth is not None:
                counted += 1
                result = judge(one, desk, settings.reading.document_bytes)
                compare(result.model_dump(mode="json", by_alias=True), truth, scores)
    return scores, counted
