"""Separated files: fields down the page, preambles and trailers, numbers kept from a workbook's zeal."""

import csv
import io
import random
from collections.abc import Sequence

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, ALONE, keep_only
from bench.layouts.unseen3.books import only_figures
from bench.layouts.unseen3.kit import cell, pairs, rows_of, third, w, ws

Rows = Sequence[Sequence[str]]


def _csv(
    rows: Rows, mark: str = ";", charset: str = "utf-8", quoting: int = csv.QUOTE_MINIMAL
) -> tuple[str, bytes]:
    out = io.StringIO()
    csv.writer(out, delimiter=mark, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return "csv", out.getvalue().encode(charset)


@third("fields_down_the_file", 1, 8, reductions="discount", media=ALONE)
def fields_down_the_file(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two columns only, label and value; every document takes several rows that begin with its number."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    rows = [
        list(pair) for pair in pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency", "total")
    ]
    for x in pay.lines:
        for name in ("number", "date", "gross", "discount", "net"):
            if cell(say, name, x):
                rows.append([w(say, name), cell(say, name, x)])
    return Sheet([], pays, ALL, "key_value", _csv(rows, charset="utf-8-sig"))


@third("preamble_and_trailer", 1, 30, reductions="discount", credits=True, media=ALONE)
def preamble_and_trailer(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Rows of values first, with the number of a run; then the list; then its count and its sum."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    rows = [[w(say, "run"), f"Z{rng.randint(10, 99)}/{pay.day:%y}"], [w(say, "created"), say.day(pay.day)]]
    rows += [list(pair) for pair in pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency")]
    rows += rows_of(say, pay, ("doc", "doc_date", "kind", "gross", "discount", "net"))
    rows += [[w(say, "count"), str(len(pay.lines))], [w(say, "total"), str(say.money(pay.total))]]
    return Sheet([], pays, ALL, drawn=_csv(rows, say.pick([";", "\t", "|"], "third mark"), "cp1252"))


@third("numbers_kept_as_text", 1, 20, media=ALONE)
def numbers_kept_as_text(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Numbers stand as ="00123" so that a workbook keeps their zeros; every other cell is quoted."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    only_figures(pay)
    rows = [ws(say, "payer", "payee", "ref", "day", "number", "po", "date", "currency", "amt")]
    for x in pay.lines:
        x.number = f"00{x.number}"
        known = [pay.payer, pay.payee, pay.reference, say.day(pay.day), f'="{x.number}"', f'="{x.po}"']
        rows.append([*known, cell(say, "date", x), pay.currency, cell(say, "net", x)])
    pay.total = None
    return Sheet([], pays, ALL - {"method"}, drawn=_csv(rows, quoting=csv.QUOTE_ALL))


@third("machine_named_columns", 1, 25, reductions="both", credits=True, media=ALONE)
def machine_named_columns(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A program's columns by technical names, days without marks, points for decimals, empty fields."""
    pay = pays[0]
    pay.method = None
    names = (
        "VENDOR_ID,VENDOR_NAME,PAYER_NAME,PAYMENT_REF,PAYMENT_DATE,CURRENCY,DOC_TYPE,INVOICE_NO,INVOICE_DATE,"
    )
    names += "PO_NO,GROSS_AMT,DISCOUNT_AMT,DEDUCTION_AMT,REASON_CODE,NET_AMT,SITE,BATCH"
    rows, vendor = [names.split(",")], str(rng.randint(100_000, 199_999))
    for x in pay.lines:
        known = [vendor, pay.payee, pay.payer, pay.reference, f"{pay.day:%Y%m%d}", pay.currency]
        own = [
            "CREDIT" if x.kind == "credit_note" else "INVOICE",
            x.number or "",
            f"{x.day:%Y%m%d}",
            x.po or "",
        ]
        money = [f"{one:.2f}" if one else "" for one in (x.gross, x.discount, x.deduction)]
        rows.append([*known, *own, *money, x.reason or "", f"{x.net:.2f}", "", ""])
    pay.total = None
    return Sheet([], pays, ALL - {"method"}, drawn=_csv(rows, say.pick([",", "|", ";"], "third machine")))


@third("list_under_sentences", 1, 15, credits=True, media=ALONE)
def list_under_sentences(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A letter saved as a separated file: sentences in the first cells, empty rows, the list, a greeting."""
    pay = pays[0]
    keep_only(pay, "day")
    rows: list[list[str]] = [
        [pay.payer],
        [w(say, "street")],
        [],
        [w(say, "dear")],
        [w(say, "list_follows")],
        [],
    ]
    rows += [["", "", *row] for row in rows_of(say, pay, ("kind", "number", "date", "amount"))]
    rows += [["", "", w(say, "total"), "", "", str(say.money(pay.total))], []]
    rows += [[a, "", b] for a, b in pairs(say, pay, "payee", "ref", "day", "method", "currency")]
    rows += [[], [w(say, "regards")], [w(say, "office")]]
    return Sheet([], pays, ALL, drawn=_csv(rows, say.pick([";", ","], "third letter"), "utf-16"))
