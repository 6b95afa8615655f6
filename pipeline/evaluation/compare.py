"""Compares one output object with its truth, key by key; absent keys are not compared."""

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

from domain.words import Route
from pipeline.evaluation.coverage import Decision
from pipeline.evaluation.remittances import compare_remittances
from pipeline.evaluation.tally import Scores

Truth = Mapping[str, Any]
"""The JSON of a truth file: any of the keys of one `process` line."""


def compare(found: Mapping[str, Any], truth: Truth, scores: Scores) -> None:
    """Count one input. `found` is the JSON object of `process`."""
    scores.shares["inputs without error"].count(found["error"] is None)
    language = (found.get("message") or {}).get("language") or "none"
    if truth.get("route"):
        _route(found, truth["route"], language, scores)
    for key, comparison in COMPARISONS.items():
        if key in truth:
            comparison(found, truth[key], scores)
    if truth.get("remittances") is not None:
        form = PurePosixPath(found["source"]).suffix.lstrip(".").lower() or "none"
        compare_remittances(found, truth["remittances"], (f"format {form}", f"language {language}"), scores)


def _route(found: Mapping[str, Any], truth: Truth, language: str, scores: Scores) -> None:
    said = found["route"] or {"label": "error", "intent": "error", "auto": False, "also": []}
    if "label" in truth:
        right = said["label"] == truth["label"]
        scores.confusion[truth["label"], said["label"]] += 1
        scores.shares["route"].count(right)
        if "confidence" in said:
            scores.decisions.append(Decision(Route(said["label"]), said["confidence"], right))
        scores.shares[f"route, language {language}"].count(right)
        scores.shares["route sure (auto)"].count(said["auto"])
        if said["auto"]:
            scores.shares["route right where sure"].count(right)
        if not right:
            scores.differs(found["source"], "route", said["label"], truth["label"])
    if "intent" in truth:
        scores.shares["intent"].count(said["intent"] == truth["intent"])
        scores.tallies[f"intent {truth['intent']}"].value(said["intent"], truth["intent"])
        if said["intent"] != truth["intent"]:
            scores.differs(found["source"], "intent", said["intent"], truth["intent"])
    if "also" in truth:
        pairs = [_matter(matter) for matter in said["also"]], [_matter(matter) for matter in truth["also"]]
        scores.tallies["also"].sets(*pairs)
        if sorted(pairs[0]) != sorted(pairs[1]):
            scores.differs(found["source"], "also", *pairs)


def _matter(matter: Any) -> str:
    return str(matter["intent"] if isinstance(matter, Mapping) else matter)


def _references(found: Mapping[str, Any], truth: Truth, scores: Scores) -> None:
    said = found["references"] or {}
    for key in ("invoice_numbers", "po_numbers", "amounts"):
        if truth.get(key) is not None:
            scores.tallies[key].sets(said.get(key, []), truth[key])
            if sorted(said.get(key, [])) != sorted(truth[key]):
                scores.differs(found["source"], key, said.get(key, []), truth[key])


def _customer(found: Mapping[str, Any], truth: Truth | None, scores: Scores) -> None:
    said = (found["customer"] or {}).get("customer_id")
    expected = (truth or {}).get("customer_id")
    scores.shares["customer"].count(said == expected)
    if said is not None:
        scores.shares["customer right where named"].count(said == expected)
    if said != expected:
        scores.differs(found["source"], "customer", said, expected)


def _dispute(found: Mapping[str, Any], truth: Truth | None, scores: Scores) -> None:
    said = found["dispute"]
    scores.tallies["dispute found"].value("yes" if said else None, "yes" if truth else None)
    if not truth or not said:
        return
    if "reason" in truth:
        scores.shares["dispute reason"].count(said["reason"] == truth["reason"])
        if said["reason"] != truth["reason"]:
            scores.differs(found["source"], "dispute reason", said["reason"], truth["reason"])
    if truth.get("documents") is not None:
        scores.tallies["disputed documents"].sets(said["documents"], truth["documents"])
    if "amount" in truth:
        scores.tallies["disputed amount"].value(said["amount"], truth["amount"])


def _reply(found: Mapping[str, Any], truth: Truth | None, scores: Scores) -> None:
    said = found["reply"] or {}
    expected = truth or {}
    scores.tallies["reply kind"].value(said.get("kind"), expected.get("kind"))
    if said.get("kind") != expected.get("kind"):
        scores.differs(found["source"], "reply kind", said.get("kind"), expected.get("kind"))
    for key in ("attachments", "to", "blocked_by"):
        if expected.get(key) is not None:
            scores.tallies[f"reply {key}"].sets(said.get(key, []), expected[key])
            if sorted(said.get(key, [])) != sorted(expected[key]):
                scores.differs(found["source"], f"reply {key}", said.get(key, []), expected[key])
    if "auto_send" in expected:
        scores.shares["reply auto_send"].count(said.get("auto_send") == expected["auto_send"])


def _flags(found: Mapping[str, Any], truth: list[str] | None, scores: Scores) -> None:
    scores.tallies["flags"].sets(found["flags"] or [], truth or [])
    if sorted(found["flags"] or []) != sorted(truth or []):
        scores.differs(found["source"], "flags", found["flags"], truth)


def _match(found: Mapping[str, Any], truth: Truth | None, scores: Scores) -> None:
    said = found["match"] or {}
    expected = truth or {}
    if "status" in expected or not expected:
        scores.shares["match status"].count(said.get("status") == expected.get("status"))
        if said.get("status") != expected.get("status"):
            scores.differs(found["source"], "match status", said.get("status"), expected.get("status"))
    if expected.get("applied") is not None:
        key = ("document_number", "amount")
        pairs = [
            [tuple(row.get(name) for name in key) for row in rows]
            for rows in (said.get("applied", []), expected["applied"])
        ]
        scores.tallies["match applied"].sets(*pairs)


COMPARISONS: Mapping[str, Callable[[Mapping[str, Any], Any, Scores], None]] = {
    "references": _references,
    "customer": _customer,
    "dispute": _dispute,
    "reply": _reply,
    "flags": _flags,
    "match": _match,
}
