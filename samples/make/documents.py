"""Bare documents without a mail around them: advices, invoices and a paper that is neither."""

from datetime import date

from samples.make import advices, copies, papers, sheets
from samples.make.advices import Form, said_paper
from samples.make.books import Books
from samples.make.compose import Sample, route
from samples.make.payment import MONEY, Json, Payment, line, match, remittance

NORDIC = Form(
    "Remittance note",
    (("Paid to", "payee"), ("Reference", "reference"), ("Value date", "day"), ("Total EUR", "total")),
    (("Their no.", "number", 120), ("Invoice amount", "gross", 110), ("Paid", "net", 110)),
    money="de",
    day="%d.%m.%Y",
    rules="head",
)


def documents(made: Books) -> list[Sample]:
    """Return the bare documents with their truth."""
    return [_paper(made), _workbook(made), _comma(made), _supplier(), _own_invoice(made), _neither()]


def _told(intent: str, numbers: list[str], customer: str | None, **keys: object) -> Json:
    truth: Json = {"message": None, "route": route(intent), "reply": None, "flags": []}
    truth["references"] = {"invoice_numbers": numbers, "po_numbers": []}
    return truth | {"customer": {"customer_id": customer}} | keys


def _advice(
    name: str, about: str, content: bytes, paid: Payment, truth: Json, customer: str, matched: Json
) -> Sample:
    numbers = [one.number for one in paid.lines if one.number]
    keys = {"remittances": [truth], "match": matched}
    return Sample(name, content, _told("payment_advice", numbers, customer, **keys), about)


def _paper(made: Books) -> Sample:
    items = made.take("C002", 1, 2, 4)
    paid = Payment("Halden Marine AS", "EUR", tuple(line(item) for item in items), "HM-20419")
    truth = advices.truth(NORDIC, paid, "nordic-note.pdf") | {"currency": "EUR"}
    content, found = advices.draw(NORDIC, [paid]), match([paid], items)
    return _advice("nordic-note.pdf", "An advice as a bare PDF", content, paid, truth, "C002", found)


def _workbook(made: Books) -> Sample:
    items = made.take("C024", 1, 2, 3)
    paid = Payment(
        "Bellacre Contracts Ltd",
        "GBP",
        tuple(line(item) for item in items),
        "BC-5512",
        day=date(2026, 11, 10),
    )
    rows: list[list[object]] = [
        ["Bellacre Contracts Ltd"],
        ["Remittance BC-5512 paid 10 November 2026"],
        [None],
    ]
    rows += [["Invoice number", "Invoice date", "Paid GBP"]]
    rows += [[one.number, one.dated, float(one.net)] for one in paid.lines]
    rows += [["Total", None, float(paid.total)]]
    head = {"payer", "reference", "day", "currency", "total"}
    truth = remittance(paid, "bellacre.xlsx", "table", head=head, shown={"dated", "net"})
    content, found = sheets.workbook([("Remittance", rows, ())]), match([paid], items)
    return _advice("bellacre.xlsx", "An advice as a bare workbook", content, paid, truth, "C024", found)


def _comma(made: Books) -> Sample:
    items = made.take("C035", 10, 12)
    paid = Payment("Industrias Peñalara SA", "EUR", tuple(line(item) for item in items), "90-2250")
    rows = [
        ["Pagador", "Industrias Peñalara SA", ""],
        ["Referencia", "90-2250", ""],
        ["Factura", "Fecha", "Importe EUR"],
    ]
    rows += [[str(one.number), f"{one.dated:%d/%m/%Y}", MONEY["de"](one.net)] for one in paid.lines]
    truth = remittance(
        paid, "penalara.csv", "table", head={"payer", "reference", "currency"}, shown={"dated", "net"}
    )
    found = match([paid], items) | {"unapplied_amount": None}
    found.pop("status")
    content = sheets.comma_file(rows, ";")
    return _advice(
        "penalara.csv", "An advice as a bare CSV file, no total", content, paid, truth, "C035", found
    )


def _supplier() -> Sample:
    truth = _told("supplier_invoice", ["GL-55820"], None, remittances=[])
    return Sample(
        "GL-55820.pdf", papers.part("supplier-invoice").content, truth, "A supplier's invoice to us"
    )


def _own_invoice(made: Books) -> Sample:
    (item,) = made.take("C014", 7)
    truth: Json = {"message": None, "reply": None, "remittances": [], "route": {"label": "other"}}
    about = "A copy of an invoice of ours, as customers send it back: no advice"
    return Sample("our-invoice.pdf", copies.invoice_copy(item), truth, about)


def _neither() -> Sample:
    said = ["Forklift inspection sheet", "Truck 4, inspected 2026-11-02", "Brakes: good", "Mast: good"]
    truth = _told("general", [], None, remittances=[])
    return Sample("inspection.pdf", said_paper("Inspection", said), truth, "Neither advice nor invoice")
