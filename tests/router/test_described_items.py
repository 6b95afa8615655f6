"""Documents are found where people tell them without their number, and nobody guesses between two."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.decisions import References
from domain.ledger import Customer, Ledger, OpenItem
from domain.mail import Address, Forwarded, Mail
from domain.remittance import Remittance, RemittanceLine
from domain.words import DocumentType, Layout
from router.completing import completed_references
from router.passed_on import told_only_below
from router.references import references_of


def item(number: str, customer: str, amount: str, issued: date, left: str | None = None) -> OpenItem:
    sum_ = Decimal(amount)
    open_ = Decimal(left) if left is not None else sum_
    return OpenItem(number, customer, DocumentType.INVOICE, "EUR", sum_, open_, issue_date=issued)


LEDGER = Ledger(
    customers=(Customer("C1", "Almhütte"), Customer("C2", "Zandweg")),
    open_items=(
        item("KD-730411", "C1", "1815.40", date(2026, 3, 4)),
        item("KD-730426", "C1", "377.00", date(2026, 4, 19)),
        item("KD-730438", "C1", "62250.00", date(2026, 4, 28)),
        item("KD-730451", "C1", "90.00", date(2026, 5, 2)),
        item("KD-730452", "C1", "90.00", date(2026, 5, 9)),
        item("G-2026-00739", "C1", "508.20", date(2026, 6, 11)),
        item("7300558812", "C2", "44.10", date(2026, 6, 12)),
    ),
)


def numbers(text: str, *customers: str, language: str = "en", **more: object) -> tuple[str, ...]:
    mail = replace(Mail("", "", 1, None, "", None, (), 1, new_text=text), **more)  # type: ignore[arg-type]
    return references_of(mail, LEDGER, language, frozenset(customers)).invoice_numbers


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("en", "wired you 1815.40 and 377.00 separately today", ("KD-730411", "KD-730426")),
        ("de", "Hab heute 1.815,40 und die 377,00 bezahlt.", ("KD-730411", "KD-730426")),
        ("fr", "je vous ai viré les 508,20 hier soir", ("G-2026-00739",)),
        ("es", "ya pagué los 1.815,40 y los 377.", ("KD-730411", "KD-730426")),
        ("it", "ho pagato i 508,20 stamattina", ("G-2026-00739",)),
        ("nl", "de 62.250 is vanmorgen betaald", ("KD-730438",)),
        ("pt", "falta-me o PDF da de 377,00", ("KD-730426",)),
    ],
)
def test_an_exact_amount_means_the_senders_one_item_of_it(
    language: str, text: str, meant: tuple[str, ...]
) -> None:
    assert numbers(text, "C1", language=language) == meant
    assert numbers(text, language=language) == ()


@pytest.mark.parametrize(
    "text",
    [
        "we paid 90.00 on Monday",
        "paid, less 377.00 for the broken crates",
        "Bezahlt, abzüglich 377,00 für Bruch.",
        "pagado, a 377,00 por unidad no lo acepto",
        "virement fait, déduction 508,20 comprise",
        "the lorry costs 377.00 a day",
    ],
)
def test_amounts_that_two_items_share_or_that_were_kept_back_mean_none(text: str) -> None:
    assert numbers(text, "C1") == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Settled 2,192.40 in one go: 411 and 426."),
        ("de", "Überwiesen 2.192,40 EUR: 411 sowie 426"),
        ("es", "transferidos 2.192,40 €: 411 y 426"),
        ("nl", "Gestort € 2.192,40, 411 en 426"),
    ],
)
def test_short_ends_are_documents_where_they_add_up_to_the_sum(language: str, text: str) -> None:
    assert numbers(text, "C1", language=language) == ("KD-730411", "KD-730426")
    assert numbers(text.replace("192", "199"), "C1", language=language) == ()


@pytest.mark.parametrize("text", ["c'est pour la 739.", "sobre la 739, falta abono", "la 739 è sbagliata"])
def test_a_running_number_spoken_of_as_one_thing_is_a_document(text: str) -> None:
    assert numbers(text, "C1") == ("G-2026-00739",)


@pytest.mark.parametrize("text", ["die 739 Schrauben fehlen", "les 739 vis manquent", "de 739 schroeven"])
def test_a_count_of_goods_is_none(text: str) -> None:
    assert numbers(text, "C1") == ()


def test_the_end_of_a_number_called_an_invoice_means_the_one_that_ends_so() -> None:
    assert numbers("invoices 411 and 426 please", "C1") == ("KD-730411", "KD-730426")
    assert numbers("Rechnungen 411 bis einschließlich 438", "C1") == ("KD-730411", "KD-730426", "KD-730438")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I need copies:\n- KD-730411\n- the one dated 19 April"),
        ("nl", "Graag kopie van\n* KD-730411\n* die van 19 april"),
        ("it", "mandate\n- KD-730411\n- quella di aprile da 377,00"),
        ("fr", "il me manque\n- KD-730411\n- celle du 19 avril"),
    ],
)
def test_a_day_or_month_beside_numbers_means_one_more(language: str, text: str) -> None:
    assert numbers(text, "C1", language=language) == ("KD-730411", "KD-730426")


QUOTED = "> KD-730411 04/03 1815.40\n> KD-730426 19/04 377.00\n> KD-730438 28/04 62250.00"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("The one from March went out, please wait for the rest.", ("KD-730411",)),
        ("Can you send the 62 thousand something one from April?", ("KD-730438",)),
        ("Celle de mars est partie hier.", ("KD-730411",)),
        ("Die vom März ist bezahlt.", ("KD-730411",)),
        (
            "Die van maart is betaald, die van 377,00 ook. De derde staat stil.",
            tuple(f"KD-7304{end}" for end in (38, 11, 26)),
        ),
        ("The one from April went out.", ()),
    ],
)
def test_month_and_amount_tell_quoted_documents_apart(text: str, meant: tuple[str, ...]) -> None:
    assert numbers(text, "C1", subject="Re: reminder", quoted_text=QUOTED) == meant


def forwarded(sender: str, text: str) -> dict[str, object]:
    below = Forwarded(Address(sender), text=text)
    return {"forwarded": (below,), "quoted_text": text, "to": (Address("ar@house.example"),)}


def test_a_notice_that_the_customer_passes_on_names_what_the_mail_is_about() -> None:
    notice = forwarded("notices@bank.example", "Credit sent. KD-730411 1,815.40 / KD-730426 377.00")
    assert numbers("see below from our bank, gone today", "C1", **notice) == ("KD-730411", "KD-730426")
    own = forwarded("ar@house.example", "Open: KD-730411, KD-730426, KD-730438")
    assert numbers("please have a look at your list", "C1", **own) == ()
    others = forwarded("notices@bank.example", "KD-730411 and 7300558812")
    assert numbers("gone today, please see this", "C1", **others) == ()


def test_a_long_number_behind_the_writers_own_letters_is_the_ledgers() -> None:
    assert numbers("kenmerk ZWG-7300558812, gisteren betaald") == ("7300558812",)


@pytest.mark.parametrize(
    "text",
    [
        "factures du 15/10 et du 27/10",
        "factura: con valor 18/11",
        "order 4711800: - 400 bolts M12x40 A4-70",
        "Bestellung 4711800:\n- 400 Schrauben M8x120",
        "manque facture 7 695",
        "clave de rastreo 2026111840014BMDA000118",
    ],
)
def test_days_sizes_goods_and_figures_are_no_numbers(text: str) -> None:
    mail = Mail("", "", 1, None, "", None, (), 1, new_text=text)
    found = references_of(mail, LEDGER, "en", frozenset({"C1"}))
    assert found.invoice_numbers == ()
    assert set(found.po_numbers) <= {"4711800"}


def test_a_line_of_the_mails_own_words_adds_no_number_that_the_ledger_does_not_know() -> None:
    known, telephone = (RemittanceLine(one, DocumentType.INVOICE) for one in ("KD-730411", "0133"))
    advice = Remittance("advice.pdf", Layout.PROSE, (known,))
    body = Remittance("body", Layout.PROSE, (telephone,))
    found = completed_references(References((), (), ()), (advice, body), LEDGER)
    assert found.invoice_numbers == ("KD-730411",)
    alone = completed_references(References((), (), ()), (body,), LEDGER)
    assert alone.invoice_numbers == ("0133",)


def test_what_is_told_only_in_a_mail_passed_on_is_known_as_such() -> None:
    mail = replace(
        Mail("", "", 1, None, "FW: notice", None, (), 1, new_text="two per cent short"),
        **forwarded("notices@bank.example", "KD-730411 1,815.40"),  # type: ignore[arg-type]
    )
    assert told_only_below(mail, ("KD-730411",))
    assert not told_only_below(replace(mail, new_text="KD-730411 is wrong"), ("KD-730411",))
    assert not told_only_below(mail, ("KD-730426",))
