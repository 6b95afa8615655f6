"""What a page refuses is said in the reader's language: every sentence of the rooms behind the pages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from review.catalogues import catalogue
from review.sentences import reason
from store.repositories import users
from tests.review.offices import CLERK, Visitor

ROOT = Path(__file__).parents[2]
SAID = frozenset(
    {"ConflictError", "NotFoundError", "ConfigurationError", "LearningError", "ChangedMeanwhileError"}
)
NO_PAGE = frozenset(
    {
        *("pipeline/dry_run.py", "pipeline/teaching.py", "pipeline/templates/moving.py", "review/app.py"),
        *("pipeline/mark_steps.py", "store/repositories/mailbox_marks.py", "pipeline/routing/differing.py"),
        *("pipeline/routing/retraining.py",),
    }
)
"""What only commands and jobs say."""
INSIDE = frozenset({"there is no attempt {}."})
"""Nobody can ask for these by a page."""


def refusals() -> Iterator[tuple[str, str]]:
    for folder in ("review", "pipeline", "store/repositories"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if name in NO_PAGE:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                    sentence = told(node.exc.args[0])
                    if called(node.exc.func) in SAID and sentence and sentence not in INSIDE:
                        yield f"{name}:{node.lineno}", sentence


def told(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def called(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_refusal_behind_the_pages_has_its_french() -> None:
    french = catalogue("fr")
    found = list(refusals())
    assert len(found) > 80
    untold = []
    for place, sentence in found:
        # "undo" is told with its own words; whatever else stands in a place is a number or a name.
        example = sentence.replace("nothing to {}", "nothing to undo").replace("{}", "7")
        if french.text(example) == example and reason(french, example) == example:
            untold.append((place, sentence))
    assert untold == []


@pytest.fixture
def reader(office: object, clerk: Visitor) -> Visitor:
    with clerk.office.engines.store.write() as session:
        user = users.get_user(session, CLERK)
        user.language = "fr"
        session.add(user)
    return clerk


def test_pages_say_their_refusals_in_french(reader: Visitor) -> None:
    assert "il n’y a pas de dossier" in reader.get("/items/999").text.lower().replace("&#39;", "’")
    fields = reader.form("/items/5")
    stale = reader.post("/items/5", {**fields, "version": "0", "action": "close", "reason": "x"})
    assert stale.status_code == 409 and "in the meantime" not in stale.text and "entre-temps" in stale.text
    empty = reader.post("/items/5/notes", {"note": " "})
    assert empty.status_code == 409 and "Rien n’a été gardé" in empty.text.replace("rien", "Rien")
    unbacked = reader.post("/items/5", {**fields, "action": "confirm"})
    assert "nobody called" not in unbacked.text
    assert "il n’y a pas de réponse" in reader.get("/answers/999").text
