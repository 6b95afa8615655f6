"""One work item with its history on paper: a page to print, and a PDF."""

from fastapi import Response

from review.doors import Door, Role
from review.downloads import download
from review.printing.pdf import pdf_of
from review.printing.writing import paper_of
from review.visits import Here, Number


def show(visit: Here, item_id: Number) -> Response:
    """Show the page to print."""
    return visit.page("print.html", paper=paper_of(visit, item_id), item_id=item_id)


def pdf(visit: Here, item_id: Number) -> Response:
    """Send the PDF."""
    return download(pdf_of(paper_of(visit, item_id)), f"item-{item_id}.pdf", "application/pdf")


DOORS = (
    Door("GET", "/items/{item_id}/print", show, Role.CLERK),
    Door("GET", "/items/{item_id}/print.pdf", pdf, Role.CLERK),
)
