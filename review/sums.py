"""The totals bars of a form while it is typed: its amounts are read as the documents write them."""

from collections.abc import Sequence

from fastapi import Response

from domain.pages import Document
from review.explaining import explanations
from review.item_page import ItemForm, open_items_of
from review.typed import amount_of, dialect_of, text_of
from review.values import payment_views
from review.visits import Visit


def sums_page(visit: Visit, item_id: int, form: ItemForm, documents: Sequence[Document]) -> Response:
    """Return the bars alone, each under the id that it has on the item's page."""
    dialect = dialect_of(documents)
    payments = form.payments or []
    for payment in payments:
        for texts in (payment.texts, *(line.texts for line in payment.lines)):
            for name, text in texts.items():
                if name.endswith("_amount") and text:
                    texts[name] = text_of(amount_of(text, dialect)) or text
    views = payment_views(payments, (), None, {})
    open_items = open_items_of(visit, item_id)
    hints = {view.key: explanations(view, open_items) for view in views}
    return visit.page("sums.html", payments=views, hints=hints, sums_alone=True)
