"""`python -m bench`: measures every subject, prints it, and writes docs/figures.md as it goes.

`python -m bench NAME…` measures those subjects only and leaves the other sections of the page as they are;
`--print` leaves the whole page as it is.
"""

import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import (
    accuracy,
    answering,
    clerks,
    customers,
    dashboards,
    imap,
    matching,
    mime,
    overhead,
    pipeline,
    queue,
    queue_pages,
    reading,
    references,
    routing,
    storing,
    templates,
    warnings_raised,
    workers,
)
from bench.circumstances import circumstances
from bench.figure import Figure
from bench.page import row, written

PAGE = Path(__file__).resolve().parent.parent / "docs" / "figures.md"
SUBJECTS: Mapping[str, tuple[str, Callable[[], list[Figure]]]] = {
    "imap": ("Fetching mail", imap.measure),
    "storing": ("Storing mail durably", storing.measure),
    "mime": ("Taking mails apart", mime.measure),
    "reading": ("Reading PDFs", reading.measure),
    "matching": ("Matching", matching.measure),
    "templates": ("Taught layouts", templates.measure),
    "queue": ("Jobs", lambda: [*queue.measure(), *overhead.measure()]),
    "queue_pages": ("The review queue", queue_pages.measure),
    "clerks": ("Clerks at work", clerks.measure),
    "dashboards": ("Figures of a period", dashboards.measure),
    "pipeline": ("The whole pipeline", pipeline.measure),
    "answering": ("Answers", answering.measure),
    "workers": ("Several workers", workers.measure),
    "router": ("The learned router", routing.measure),
    "references": (
        "References, customers and warnings",
        lambda: [*references.measure(), *customers.measure(), *warnings_raised.measure()],
    ),
    "accuracy": ("Accuracy on the sample inbox", accuracy.measure),
}


def main(names: list[str]) -> int:
    """Measure the named subjects, all without a name; 2 for a name that is none."""
    writing = "--print" not in names
    names = [name for name in names if name != "--print"]
    unknown = [name for name in names if name not in SUBJECTS]
    if unknown:
        print(f"{unknown[0]} is no subject; there are {', '.join(SUBJECTS)}.", file=sys.stderr)
        return 2
    for name in names or SUBJECTS:
        title, measure = SUBJECTS[name]
        started = time.perf_counter()
        figures = measure()
        _print(f"{title} ({time.perf_counter() - started:.0f} s)", figures)
        if writing:
            _keep(title, figures)
    return 0


def _keep(title: str, figures: list[Figure]) -> None:
    """Write one subject's section of the page, as soon as it is measured."""
    order = [of for of, _ in SUBJECTS.values()]
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(written(circumstances(), [(title, figures)], order, page), encoding="utf-8")


def _print(title: str, figures: list[Figure]) -> None:
    table = Table(title=title, title_justify="left")
    for head in ("figure", "value", "unit", "spread", "peer", "its value", "ratio", "aim", "met"):
        table.add_column(head)
    for figure in figures:
        table.add_row(*row(figure)[1:])
    Console(width=150).print(table)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
