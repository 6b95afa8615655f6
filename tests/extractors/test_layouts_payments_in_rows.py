"""One taught document is enough for several payments whose values stand in rows of a table."""

from domain.layouts import LayoutTemplate, Sample, TruePayment
from domain.pages import Document
from domain.ports import ReadingAids
from domain.words import Medium
from extractors.layouts.refine import refine
from extractors.layouts.taught import read_taught
from extractors.layouts.yaml_form import from_yaml, to_yaml
from extractors.readers.text import PLUGIN

HEAD = (
    "Details of what we pay\nOrdered by: Alder Example Ltd\nCurrency: EUR\n\n"
    "Payment ID     Executed        Supplier bill     Bill date        Value\n"
)
ROW = "{:<13}  {:<12}    {:<12}      {:<12}    {:>8}\n"


def document(*payments: tuple[str, str, str, dict[str, str]]) -> Document:
    text = HEAD
    for number, day, total, lines in payments:
        text += "".join(ROW.format(number, day, bill, "01.02.2026", net) for bill, net in lines.items())
        text += f"Sum {number:<60}{total:>10}\n"
    return Document("a.txt", "0", Medium.TEXT, "text/plain", PLUGIN.read(text.encode(), "a.txt"))


def truth(number: str, day: str, total: str, lines: dict[str, str]) -> TruePayment:
    fields = {"payment_reference": number, "payment_date": day, "total_amount": total, "currency": "EUR"}
    made = (
        {"document_number": bill, "document_date": "2026-02-01", "net_amount": net}
        for bill, net in lines.items()
    )
    return TruePayment(fields, tuple(made))


FIRST = {"VK-26401": "100.00", "VK-26402": "250.00", "VK-26403": "50.00"}
SECOND = {"VK-26411": "75.00", "VK-26412": "25.50"}


def lesson() -> LayoutTemplate:
    taught = document(
        ("00061522", "15.08.2026", "400.00", FIRST), ("00023996", "04.07.2026", "100.50", SECOND)
    )
    truths = (
        truth("00061522", "2026-08-15", "400.00", FIRST),
        truth("00023996", "2026-07-04", "100.50", SECOND),
    )
    return from_yaml(to_yaml(refine([Sample(taught, truths)], "alder-1", "Alder Example Ltd")), "a file")


def test_day_and_sum_of_each_payment_are_taken_from_its_own_rows() -> None:
    other = document(
        ("00070001", "16.09.2026", "30.00", {"VK-27001": "30.00"}),
        ("00070002", "17.09.2026", "90.00", {"VK-27002": "40.00", "VK-27003": "50.00"}),
        ("00070003", "18.09.2026", "20.00", {"VK-27004": "20.00"}),
    )
    read = read_taught(lesson(), other, ReadingAids()).remittances
    said = [(one.payment_reference, str(one.payment_date), str(one.total_amount)) for one in read]
    assert said == [
        ("00070001", "2026-09-16", "30.00"),
        ("00070002", "2026-09-17", "90.00"),
        ("00070003", "2026-09-18", "20.00"),
    ]
    assert [len(one.lines) for one in read] == [1, 2, 1]


def test_a_payment_whose_own_rows_state_no_sum_takes_none_of_another() -> None:
    other = document(
        ("00070001", "16.09.2026", "30.00", {"VK-27001": "30.00"}),
        ("00070002", "17.09.2026", "", {"VK-27002": "40.00"}),
    )
    second = read_taught(lesson(), other, ReadingAids()).remittances[1]
    assert second.total_amount is None
    assert second.needs_review
