"""Makes the statement of the customer that a mail comes from, as attachments of its answer."""

import base64
import hashlib

from domain.decisions import ReplyAttachment
from domain.words import DocumentKind
from responders.holdings import Holdings
from responders.paragraphs import language_of
from responders.request import AnswerRequest
from responders.statements.figures import figures_of
from responders.statements.sheet import statement_csv

PDF, CSV = "statement.pdf", "statement.csv"
MOST_LINES = 2_000
"""Open items; a longer statement is for a person."""


def made_statement(request: AnswerRequest, holdings: Holdings) -> tuple[ReplyAttachment, ...]:
    """Return the customer's open items as PDF and CSV; () for more of them than one statement holds."""
    # Loaded here: drawing is needed by few mails, and its library is slow to load.
    from responders.statements.pdf import statement_pdf

    ledger = holdings.ledger
    day = (ledger.imported_at or request.now).date()
    figures = figures_of(ledger, ledger.customer_by_id[holdings.customer_id], day)
    if len(figures.lines) > MOST_LINES:
        return ()
    language = language_of(request)
    pdf = statement_pdf(figures, language, request.company.name)
    return (
        _attachment(PDF, pdf, holdings.customer_id, None),
        _attachment(CSV, statement_csv(figures, language), holdings.customer_id, PDF),
    )


def _attachment(name: str, content: bytes, customer_id: str, form_of: str | None) -> ReplyAttachment:
    digest = hashlib.sha256(content).hexdigest()
    made = base64.b64encode(content).decode("ascii")
    return ReplyAttachment(
        name, "", customer_id, None, DocumentKind.STATEMENT, digest, made=made, form_of=form_of
    )
