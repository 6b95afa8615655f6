"""What an item's history says: in people's words, in both languages, whatever was stored."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.mailbox_marks import MarkOutcome
from domain.states import Step
from review.catalogues import catalogue
from review.event_words import LABELS
from review.rendering import told

ROOT = Path(__file__).parents[2]
ENGLISH, FRENCH = catalogue("en"), catalogue("fr")


@pytest.mark.parametrize(
    ("detail", "english", "french"),
    [
        ({}, "", ""),
        ({"calls": ""}, "", ""),
        ({"calls": "ben, emil"}, "Calls: ben, emil", "Interpelle\u00a0: ben, emil"),
        ({"fields": 2}, "Values changed: 2", "Valeurs changées\u00a0: 2"),
        ({"hard": False, "difference_accepted": True}, LABELS["difference_accepted"], None),
        (
            {"of": 4, "matter": "invoice_copy_request"},
            "Of item: 4 · About: Invoice copy request",
            "Du dossier\u00a0: 4 · Sujet\u00a0: Demande de copie de facture",
        ),
        ({"until": "2026-12-01T07:00:00+00:00"}, "Until: 1 Dec 2026 07:00 UTC", None),
        ({"never_heard_of": "x"}, "Never heard of: x", None),
        ({"until": "some day"}, "Until: some day", None),
    ],
)
def test_detail_of_an_entry_is_told_in_words(
    detail: dict[str, object], english: str, french: str | None
) -> None:
    assert told(ENGLISH, json.dumps(detail)) == english
    if french is not None:
        assert told(FRENCH, json.dumps(detail)) == french


def test_every_name_that_an_item_s_history_holds_has_a_label_with_its_french() -> None:
    assert sorted(set(_names()) - set(LABELS)) == []
    assert [label for label in LABELS.values() if label not in FRENCH.texts] == []


def test_every_act_that_an_item_s_history_holds_has_its_french() -> None:
    acts = {*_acts(), *(f"step_{step.value}" for step in Step), *MarkOutcome}
    said = (act.replace("_", " ") for act in acts)
    assert sorted(act for act in said if act[:1].upper() + act[1:] not in FRENCH.texts) == []


def _calls() -> Iterator[tuple[ast.Call, ast.Module]]:
    """Yield each writing of an entry about an item."""
    for folder in ("pipeline", "review", "store"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            tree = ast.parse(text if "add_event(" in text else "")
            for node in ast.walk(tree):
                named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
                if named and node.func.id == "add_event" and len(node.args) > 4:
                    yield node, tree


def _acts() -> Iterator[str]:
    for call, _ in _calls():
        for node in ast.walk(call.args[2]):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value != "step_":
                yield node.value


def _names() -> Iterator[str]:
    for call, tree in _calls():
        written = [*call.args[5:], *(each.value for each in call.keywords if each.arg == "detail")]
        for detail in written:
            for found in _dicts(detail, tree):
                yield from (str(key.value) for key in found.keys if isinstance(key, ast.Constant))


def _dicts(detail: ast.expr, tree: ast.Module) -> Iterator[ast.Dict]:
    if isinstance(detail, ast.Dict):
        yield detail
    elif isinstance(detail, ast.Name):
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if any(isinstance(each, ast.Name) and each.id == detail.id for each in targets):
                    yield node.value
