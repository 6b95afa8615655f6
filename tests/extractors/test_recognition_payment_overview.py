"""A list of payments above a table whose lines name them gives each payment its sum, day and currency."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from made_documents import nets, read

LIST = (
    "Payer;Holmbrand Paper AB;;\nPayee;Sellenck Wood Ltd;;\n\n"
    "Our payment;Value date;Ccy;Paid out\nHB-501;2026-05-04;SEK;1,300.00\nHB-502;2026-05-11;SEK;75.50\n\n"
)
LINES = (
    "Our payment;Your invoice;Invoice date;Net\n"
    "HB-501;SW-3301;2026-04-02;900.00\nHB-501;SW-3307;2026-04-09;400.00\nHB-502;SW-3320;2026-04-20;75.50\n"
)


def test_every_listed_payment_has_the_lines_that_name_it() -> None:
    first, second = read(LIST + LINES, "advice.csv")
    assert nets(first) == [("SW-3301", Decimal("900.00")), ("SW-3307", Decimal("400.00"))]
    assert (first.payment_reference, first.total_amount) == ("HB-501", Decimal("1300.00"))
    assert (second.payment_reference, second.total_amount) == ("HB-502", Decimal("75.50"))
    assert (first.payment_date, second.payment_date) == (date(2026, 5, 4), date(2026, 5, 11))
    assert {first.currency, second.currency} == {"SEK"}


def test_a_listed_sum_that_the_lines_do_not_make_is_a_question() -> None:
    payments = read((LIST + LINES).replace("1,300.00", "1,350.00"), "advice.csv")
    assert any(payment.needs_review for payment in payments)


def test_sums_by_works_are_no_payments() -> None:
    works = "Works;Share\nW-10;1,300.00\nW-20;75.50\n\n"
    lines = LINES.replace("HB-501", "W-10").replace("HB-502", "W-20").replace("Our payment", "Works")
    text = LIST.split("Our payment")[0] + "Payment no.;TR-9\nTotal paid;1,375.50\n\n" + works + lines
    (payment,) = read(text, "advice.csv")
    assert [number for number, _ in nets(payment)] == ["SW-3301", "SW-3307", "SW-3320"]


def test_a_doubt_about_a_name_holds_for_every_payment_that_has_it() -> None:
    text = LIST.replace("Payer;Holmbrand Paper AB", "Holmbrand Paper AB;Ostrava Papir AB")
    payments = read(text + LINES, "advice.csv")
    assert len(payments) == 2
    assert all("nothing says which of them pays" in " ".join(payment.problems) for payment in payments)
