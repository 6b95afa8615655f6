"""Writes samples/README.md: what each file is for, and how all is made anew."""

from samples.make import firm
from samples.make.books import Books
from samples.make.compose import Sample
from samples.make.ledger import missing_on_purpose, never_listed

TEXT = f"""# Samples

Everything here is made up: {firm.NAME}, its customers, their people and their numbers. The shared
mailbox is `{firm.MAILBOX}`; the server whose Authentication-Results are to be believed is
`{firm.BORDER}`. The mails are of 10 to 20 November 2026 and the ledger stands as of {firm.TODAY}.

- `ledger/` is a ledger folder as `ardoise ledger import` reads it: 40 customers, their contacts, open
  items, orders and documents on file.
- `inbox/` holds mails over all routes, beside each its truth (`NAME.eml.truth.json`): what `ardoise
  process` should say of it. Keys that are not certain are left out and not compared.
- `documents/` holds bare documents with their truth.

## Making them anew

`python -m samples.make` writes all three folders and this page; it needs the libraries of the `test`
extra. The same seed gives the same bytes, and a test compares. `python -m samples.make FOLDER` writes
elsewhere. Plain letters lie in `make/letters/*.txt`; mails that carry something that must be drawn are
in `make/mails_*.py`.

To see what the program makes of them:

    ardoise process samples/inbox --ledger samples/ledger --trusted-authserv-id {firm.BORDER}
    ardoise evaluate samples/inbox --ledger samples/ledger --trusted-authserv-id {firm.BORDER}

## What the ledger holds on purpose
"""


def readme(made: Books, inbox: list[Sample], bare: list[Sample]) -> bytes:
    """Return the page."""
    missing = ", ".join(f"`{name}`" for name in missing_on_purpose(made))
    unlisted = ", ".join(never_listed(made))
    said = [
        TEXT,
        f"- Listed in `supporting_documents.csv` and yet not in `documents/`: {missing}.",
        f"- Invoices of which no copy is listed at all: {unlisted}.",
        "- `BEL-0077` stands under two customers (C023, C024): the number alone proves neither.",
        "- `comptabilite@orlec.example` is a contact of two customers (C006, C007): it proves neither.",
        "- C004 is the parent of C005, C001 of C003. C001, C002 and C003 share a word of their names.",
        "- C032 and C040 write from free-mail domains; the contact of C040 may not receive documents.",
        "- C031 has items in two currencies. Paid items stay listed with an open amount of 0.00.",
        "",
        *_table("inbox", inbox),
        "",
        *_table("documents", bare),
        "",
    ]
    return "\n".join(said).encode()


def _table(folder: str, samples: list[Sample]) -> list[str]:
    rows = [f"## {folder}/ ({len(samples)} files)", "", "| file | what it is for |", "|---|---|"]
    return rows + [f"| `{one.name}` | {one.about} |" for one in sorted(samples, key=lambda one: one.name)]
