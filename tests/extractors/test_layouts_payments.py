from collections.abc import Sequence

import pytest

from domain.layouts import Sample, TruePayment
from domain.pages import Document
from domain.ports import ReadingAids
from domain.words import Medium
from extractors.layouts.learn import learn
from extractors.layouts.taught import read_taught
from extractors.readers import csv
from extractors.recognition.reader import GeneralReader

HEAD = "Beechwood Example Ltd\nSupplier;Larch Example Ltd\nCurrency;EUR\n"
Bundle = tuple[str, int, str, Sequence[tuple[str, str]]]
"""A payment's number, day of May 2026, sum, and its lines' numbers and amounts."""
TAUGHT: Sequence[Bundle] = [
    ("B-4711", 13, "30.00", [("INV-101", "10.00"), ("INV-102", "20.00")]),
    ("B-4712", 14, "12.50", [("INV-103", "12.50")]),
]
NEXT: Sequence[Bundle] = [
    ("B-4801", 15, "7.00", [("INV-201", "7.00")]),
    ("B-4802", 16, "15.50", [("INV-203", "2.50"), ("INV-204", "13.00")]),
    ("B-4803", 17, "1.00", [("INV-209", "1.00")]),
]


def drawn(table: str, bundle: str, payments: Sequence[Bundle]) -> Document:
    text = HEAD + table
    for number, day, total, lines in payments:
        text += bundle.format(number=number, day=f"{day}/05/2026", total=total)
        text += "".join(f"{invoice};13/04/2026;{amount}\n" for invoice, amount in lines)
    return Document("a.csv", "0", Medium.CSV, "text/csv", csv.PLUGIN.read(text.encode(), "a.csv"))


def truth(payments: Sequence[Bundle]) -> tuple[TruePayment, ...]:
    return tuple(
        TruePayment(
            fields={"payment_reference": number, "payment_date": f"2026-05-{day}", "total_amount": total},
            lines=tuple({"document_number": invoice, "net_amount": amount} for invoice, amount in lines),
        )
        for number, day, total, lines in payments
    )


@pytest.mark.parametrize(
    ("table", "bundle"),
    [
        ("Invoice;Date;Amount paid\n", "Bundle {number} sent {day} worth {total};;\n"),
        ("Invoice;Date;Amount paid\n", "Bundle;{number};\nSent;{day};\nWorth;{total};\n"),
        ("", "Bundle;{number}\nSent;{day}\nWorth;{total}\nInvoice;Date;Amount paid\n"),
    ],
)
def test_one_lesson_parts_payments_that_no_word_of_the_trade_opens(table: str, bundle: str) -> None:
    document = drawn(table, bundle, TAUGHT)
    assert all(one.needs_review for one in GeneralReader().extract(document, ReadingAids()))
    template = learn(Sample(document, truth(TAUGHT)), "bundles", "Payer")
    reading = read_taught(template, drawn(table, bundle, NEXT), ReadingAids())
    assert [
        (one.payment_reference, str(one.payment_date), str(one.total_amount), one.needs_review)
        for one in reading.remittances
    ] == [(number, f"2026-05-{day}", total, False) for number, day, total, _ in NEXT]
    assert [[line.document_number for line in one.lines] for one in reading.remittances] == [
        [invoice for invoice, _ in lines] for _, _, _, lines in NEXT
    ]
