"""Draws tabular payment advices in many dresses; a form says what is shown, where and in which dialect."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.lib.colors import lightgrey, whitesmoke
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from samples.make import copies
from samples.make.payment import Json, Line, Payment, remittance, text_of

RIGHT = {"gross", "discount", "deduction", "net"}


@dataclass(frozen=True, slots=True)
class Form:
    """How one payer prints its advices: head and columns are (label, key, width) in print order."""

    title: str
    head: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str, int], ...]
    money: str = "en"
    day: str = "%d/%m/%Y"
    rules: str = "grid"
    """grid, head, zebra or none."""
    font: str = "Helvetica"
    size: tuple[float, float] = A4
    rows_a_page: int = 30
    total: str | None = None
    """Label of the total row; None: the total stands in the head or nowhere."""
    methods: dict[str, str] = field(default_factory=dict)
    carried: str | None = None
    """Label of a carried-forward row at each page break."""

    @property
    def head_keys(self) -> set[str]:
        return {key for _, key in self.head} | ({"total"} if self.total else set()) | {"payer"}

    @property
    def line_keys(self) -> set[str]:
        return {key for _, key, _ in self.columns}


def truth(form: Form, payment: Payment, document: str, also_in: Sequence[str] = ()) -> Json:
    """Return the truth of that payment printed with that form, each line with its page."""
    found = remittance(payment, document, "table", head=form.head_keys, shown=form.line_keys, also_in=also_in)
    lines = found["lines"]
    assert isinstance(lines, list)
    for place, one in enumerate(lines):
        one["page"] = 1 + place // form.rows_a_page
    return found


def draw(form: Form, payments: Sequence[Payment]) -> bytes:
    """Draw one PDF; each payment starts a page."""
    page, buffer = copies.canvas(form.title, form.size)
    for payment in payments:
        _draw_one(page, form, payment)
    page.save()
    return buffer.getvalue()


def _draw_one(page: Canvas, form: Form, payment: Payment) -> None:
    chunks = [
        payment.lines[start : start + form.rows_a_page]
        for start in range(0, len(payment.lines), form.rows_a_page)
    ]
    carried = payment.total * 0
    for turn, chunk in enumerate(chunks):
        y = _head(page, form, payment) if turn == 0 else form.size[1] - 60
        opening = _sum_row(form, form.carried, carried, payment) if form.carried and turn else None
        carried += sum((one.net for one in chunk), payment.total * 0)
        closing = None
        if turn + 1 < len(chunks):
            closing = _sum_row(form, form.carried, carried, payment) if form.carried else None
        elif form.total:
            closing = _sum_row(form, form.total, payment.total, payment)
        _table(page, form, chunk, y, opening, closing)
        page.showPage()


def _head(page: Canvas, form: Form, payment: Payment) -> float:
    y = form.size[1] - 50
    page.setFont(_bold(form.font), 13)
    page.drawString(45, y, payment.payer)
    page.setFont(form.font, 12)
    page.drawString(45, y - 26, form.title)
    y -= 54
    for label, key in form.head:
        page.setFont(form.font, 9)
        page.drawString(45, y, label)
        page.drawString(190, y, header_text(form, payment, key))
        y -= 14
    return y - 16


def header_text(form: Form, payment: Payment, key: str) -> str:
    """Write one header value as the form prints it."""
    if key == "method":
        return form.methods.get(payment.method, payment.method)
    value = payment.total if key == "total" else getattr(payment, key)
    return text_of(value, form.money, form.day)


def _bold(font: str) -> str:
    return f"{font.removesuffix('-Roman')}-Bold"


def row_of(form: Form, one: Line) -> list[str]:
    """Write the cells of one line."""
    return [text_of(getattr(one, key), form.money, form.day) for _, key, _ in form.columns]


def _sum_row(form: Form, label: str | None, amount: object, payment: Payment) -> list[str]:
    cells = ["" for _ in form.columns]
    cells[0] = label or ""
    cells[[key for _, key, _ in form.columns].index("net")] = text_of(amount, form.money, form.day)
    return cells


def _table(
    page: Canvas,
    form: Form,
    chunk: Sequence[Line],
    y: float,
    opening: list[str] | None,
    closing: list[str] | None,
) -> None:
    rows = [[label for label, _, _ in form.columns]]
    rows += [opening] if opening else []
    rows += [row_of(form, one) for one in chunk]
    rows += [closing] if closing else []
    for place, cells in enumerate(rows):
        bold = place == 0 or cells is closing
        _row(page, form, cells, y, bold, place)
        y -= 18


def _row(page: Canvas, form: Form, cells: list[str], y: float, bold: bool, place: int) -> None:
    x, width = 45.0, sum(wide for _, _, wide in form.columns)
    if form.rules == "zebra" and (place == 0 or place % 2):
        page.setFillColor(lightgrey if place == 0 else whitesmoke)
        page.rect(x, y - 5, width, 18, stroke=0, fill=1)
        page.setFillColorRGB(0, 0, 0)
    if form.rules == "head" and place == 0:
        page.line(x, y - 4, x + width, y - 4)
    page.setFont(_bold(form.font) if bold else form.font, 8.5)
    for cell, (_, key, wide) in zip(cells, form.columns, strict=True):
        if form.rules == "grid":
            page.rect(x, y - 5, wide, 18)
        if key in RIGHT:
            page.drawRightString(x + wide - 4, y, cell)
        else:
            page.drawString(x + 4, y, cell)
        x += wide


def said_paper(title: str, said: Sequence[str], font: str = "Helvetica", size: float = 10) -> bytes:
    """Draw plain lines from the top of a page; a blank line is a gap."""
    page, buffer = copies.canvas(title)
    write_lines(page, said, font, size)
    page.showPage()
    page.save()
    return buffer.getvalue()


def write_lines(page: Canvas, said: Sequence[str], font: str, size: float, top: float = 790) -> float:
    """Write lines downwards and return where the next would stand."""
    page.setFont(font, size)
    for one in said:
        page.drawString(50, top, one)
        top -= size * 1.5
    return top


def locked(form: Form, payment: Payment, password: str) -> bytes:
    """Draw an advice that opens only with a password."""
    from reportlab.lib.pdfencrypt import StandardEncryption

    buffer = io.BytesIO()
    lock = StandardEncryption(password, ownerPassword=password + "-o", strength=128)
    page = Canvas(buffer, pagesize=form.size, invariant=1, encrypt=lock)
    _draw_one(page, form, payment)
    page.save()
    return buffer.getvalue()
