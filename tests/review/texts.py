"""Every English text that the pages can show: of templates, of refusals, and the words of closed lists."""

import ast
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from jinja2.ext import babel_extract

import domain.alarms as alarms
import domain.states as states
import domain.words as words
from review.audit_words import ACTIONS
from review.doubts import State
from review.pages.house import ROOMS
from review.typed import HEADER, LINE

REVIEW = Path(__file__).parents[2] / "review"
SAYING = {
    "Hint",
    "say",
    "RefusedError",
    "ForbiddenError",
    "SignInNeededError",
    "UnusableError",
    "refused",
    "ValueError",
    "_page",
}
SHOWN = (
    words.Route,
    words.Intent,
    words.DisputeReason,
    words.Band,
    words.DocumentType,
    words.DocumentKind,
    words.PaymentMethod,
    words.Look,
    words.ResidualKind,
    words.How,
    words.ReplyKind,
    words.Mode,
    words.Flag,
    states.WorkState,
    states.OutboxState,
    states.JobState,
    alarms.AlarmName,
    State,
)


def template_texts() -> Iterator[str]:
    """Yield the texts of the templates."""
    for path in sorted((REVIEW / "templates").glob("*.html")):
        with path.open("rb") as file:
            for _, _, message, _ in babel_extract(file, ("_", "gettext"), [], {"encoding": "utf-8"}):
                if message:  # None where a variable is translated
                    yield message if isinstance(message, str) else message[0]


def code_texts() -> Iterator[str]:
    """Yield the sentences that code says to a visitor."""
    for path in sorted(REVIEW.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in SAYING:
                for part in (*node.args, *(keyword.value for keyword in node.keywords)):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and " " in part.value:
                        yield part.value
    yield from (
        "There is no such page.",
        "This page cannot be used that way.",
        "What was sent is too large.",
        "The request could not be understood.",
        "The database or the disk cannot be used just now; nothing was changed. Try again in a minute.",
        "Something broke on our side; nothing was changed. The service's log says what.",
        "This request did not come from Ardoise's own pages; open the page again and repeat it there.",
    )


def word_texts() -> Iterator[str]:
    """Yield the words of every list that is shown, as people say them."""
    for kind in SHOWN:
        yield from (_said(each) for each in kind)
    for name in (*HEADER, *LINE):
        yield _said(name)
    for code in (*HEALTH_WORDS, *ACTIONS):
        yield _said(code)
    for _, name, said in ROOMS:
        yield from (name, said)


HEALTH_WORDS = (
    "database_unreachable",
    "disk_full",
    "mailbox_not_polled",
    "mailbox_unreadable",
    "items_shelved",
    "answers_put_off",
    "outgoing_on_hold",
    "mails_not_marked",
    "answers_uncertain",
    "answers_failed",
    "ledger_missing",
    "ledger_old",
    "not_begun",
    "under_way",
    "waiting_for_a_person",
)


def _said(word: StrEnum | str) -> str:
    said = str(word).replace("_", " ")
    return said[:1].upper() + said[1:]


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
