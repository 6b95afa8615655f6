"""The true values of a sheet in the form of the public JSON."""

from bench.layouts.forms import Sheet
from bench.layouts.truth import Line, Payment
from domain.layouts import TruePayment


def truth_of(sheet: Sheet) -> tuple[TruePayment, ...]:
    """Return the true payments of a sheet; what a form leaves open is absent."""
    return tuple(
        TruePayment(_header(sheet, pay), tuple(_line(sheet, line) for line in pay.lines))
        for pay in sheet.payments
    )


def _header(sheet: Sheet, pay: Payment) -> dict[str, str | None]:
    header = {
        "payer_name": pay.payer,
        "payee_name": pay.payee,
        "payment_reference": pay.reference,
        "payment_date": pay.day.isoformat() if pay.day else None,
        "currency": pay.currency,
        "total_amount": f"{pay.total:.2f}" if pay.total is not None else None,
    }
    header |= {"payment_method": pay.method} if "method" in sheet.shown else {}
    return {name: value for name, value in header.items() if name not in sheet.open}


def _line(sheet: Sheet, line: Line) -> dict[str, str | None]:
    shown = sheet.shown

    def money(name: str, value: object) -> str | None:
        return f"{value:.2f}" if name in shown and value else None

    values = {
        "document_number": line.number,
        "document_type": line.kind,
        "document_date": line.day.isoformat() if "date" in shown and line.day else None,
        "po_number": line.po if "po" in shown else None,
        "gross_amount": money("gross", line.gross),
        "discount_amount": money("discount", line.discount),
        "deduction_amount": money("deduction", line.deduction),
        "deduction_reason": line.reason if line.kind == "deduction" or "reason" in shown else None,
        "net_amount": f"{line.net:.2f}" if line.net is not None else None,
    }
    return {name: value for name, value in values.items() if name not in sheet.open}
