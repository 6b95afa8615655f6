"""Counts how right the pipeline is on the sample inbox and on mails of strangers, whose truth is known."""

from pathlib import Path

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
STRANGERS = Path(__file__).parent / "strangers" / "inbox"


def measure() -> list[Figure]:
    """Return the figures of both sets."""
    return [*_figures("samples", shipped("samples") / "inbox"), *_figures("strangers", STRANGERS)]


def _figures(name: str, folder: Path) -> list[Figure]:
    """Return macro-F1 of routes, F1 of remittance lines, and errors that nobody would have seen."""
    scores, counted = _scores(folder)
    silent, sure = scores.shares["silent errors"], scores.shares["route right where sure"]
    auto, unseen = scores.shares["route sure (auto)"], scores.shares["documents not sent to review"]
    lines = scores.tallies["lines"].f1
    return [
        Figure(
            f"accuracy.{name}.route_macro_f1",
            f"{name}: routes, macro-F1 over {counted} mails",
            macro_f1(scores),
            "",
        ),
        Figure(f"accuracy.{name}.sure", f"{name}: share of routes that are sure", auto.row()["share"], ""),
        Figure(
            f"accuracy.{name}.right_where_sure", f"{name}: routes right where sure", sure.row()["share"], ""
        ),
        Figure(f"accuracy.{name}.line_f1", f"{name}: remittance lines, F1 of number and amount", lines, ""),
        Figure(
            f"accuracy.{name}.unreviewed",
            f"{name}: share of advices not sent to a clerk",
            unseen.row()["share"],
            "",
        ),
        Figure(
            f"accuracy.{name}.silent_errors",
            f"{name}: wrong advices not sent to a clerk, of {silent.row()['of']}",
            silent.row()["yes"],
            "mails",
            less_is_better=True,
        ),
    ]


def _scores(folder: Path) -> tuple[Scores, int]:
    settings = demo_settings(ROOT / "unused", port=1)
    scores, counted = Scores(), 0
    with dry_desk(settings, shipped("samples") / "ledger", None, TRUSTED, None) as desk:
        for one in inputs([str(folder)]):
            truth = truth_of(one)
            if truth is not None:
                counted += 1
                result = judge(one, desk, settings.reading.document_bytes)
                compare(result.model_dump(mode="json", by_alias=True), truth, scores)
    return scores, counted
