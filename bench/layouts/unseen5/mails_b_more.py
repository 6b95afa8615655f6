"""More mails: a card for stays, a direct debit that a bank reports, what is paid and what is not."""

import random
from datetime import timedelta
from html import escape

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, D, keep_only
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.mails_html import page, paras, row, table
from bench.layouts.unseen4.mails_lists import text
from bench.layouts.unseen5.kit_b import KIT, SIX, drawn, earlier, plain
from bench.layouts.unseen5.names_b import person


@KIT.form("card_for_stays", SIX, 1, 6, media=ALONE)
def card_for_stays(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A travel agency lets a hotel charge a virtual card: last figures, end, guests with their bills."""
    pay, say = pays[0], plain(say)
    keep_only(pay)
    pay.method = "card"
    known = [(KIT(say, "card_end"), f"{rng.randint(1000, 9999)}"), (KIT(say, "valid_to"), "09/28")]
    known += KIT.pairs(say, pay, "payer", "payee", "ref", "day", "total")
    rows = [[KIT(say, "guest"), KIT(say, "nights"), KIT(say, "hotel_bill"), KIT(say, "net")]]
    for at, x in enumerate(pay.lines):
        rows.append([person(say, at), str(rng.randint(1, 9)), x.number or "", say.money(x.net)])
    top = paras(KIT(say, "dear"), KIT(say, "card_may"))
    return drawn(page(top, table(known, "border=0"), table(rows), paras(KIT(say, "secrecy"))), pays)


@KIT.form("bank_tells_of_a_debit", "en fr de es it pt", 1, 4, media=ALONE)
def bank_tells_of_a_debit(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bank reports a direct debit to its creditor: debtor, mandate, day, sum, then the bills collected."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    pay.method = "direct_debit"
    known = [(KIT(say, "creditor"), str(pay.payee)), (KIT(say, "debtor"), pay.payer)]
    known += [
        (KIT(say, "method"), KIT(say, "direct_debit")),
        (KIT(say, "mandate"), f"M-{rng.randint(100, 999)}"),
    ]
    known += [*KIT.pairs(say, pay, "ref"), (KIT(say, "collected"), say.day(pay.day))]
    known.append((KIT(say, "total"), cash(say, pay, pay.total)))
    rows = "".join(row([f"{label}:", value]) for label, value in known)
    listed = table(KIT.rows(say, pay, ("number", "date", "net")))
    top = f"<h3>{escape(KIT(say, 'bank'))}</h3>" + paras(KIT(say, "debited"))
    return drawn(page(top, f"<table>{rows}</table><br>", listed, paras(KIT(say, "do_not_reply"))), pays)


@KIT.form("mail_of_paid_and_next", SIX, 1, 10, reductions="discount", credits=True, media=ALONE)
def mail_of_paid_and_next(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A mail with a table of what was paid and, under a heading of its own, one of what is not paid yet."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "gross", "discount")
    pay.method = "transfer"
    told = KIT(say, "paid_told", day=say.day(pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
    names = ("number", "date", "gross", "discount", "net")
    later = [[KIT(say, "doc"), KIT(say, "due"), KIT(say, "gross")]]
    for at in range(2):
        due = say.day(pay.day + timedelta(days=14 + at))
        coming = D(rng.randint(9_000, 900_000)) / 100
        later.append([earlier(pay.lines[-1].number, -500 - at), due, say.money(coming)])
    first = table(KIT.rows(say, pay, names, ("gross", "discount", "net")))
    parts = [paras(KIT(say, "dear"), told), f"<b>{escape(KIT(say, 'paid_now'))}</b>", first]
    parts += [f"<br><b>{escape(KIT(say, 'paid_next'))}</b>", table(later)]
    known = f"<p>{escape(KIT(say, 'bye'))}<br>{escape(person(say))}<br>{escape(pay.payer)}</p>"
    pay.payee = None  # type: ignore[assignment]
    return drawn(page(*parts, known), pays)


@KIT.form("bars_and_dashes_of_a_chat", SIX, 1, 10, reductions="discount", credits=True, media=ALONE)
def bars_and_dashes_of_a_chat(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A mail written by a chat program: stars around labels, bars part the cells of a table."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "gross", "discount")
    rows = [KIT(say, "dear"), "", f"**{KIT(say, 'title')} - {pay.payer}**", ""]
    known = KIT.pairs(say, pay, "payee", "ref", "day", "method", "total")
    rows += [*(f"- **{label}:** {value}" for label, value in known), ""]
    names = ("doc", "doc_date", "gross", "discount", "net")
    grid = KIT.rows(say, pay, names, ("net",))
    grid.insert(1, ["---"] * len(names))
    rows += [f"| {' | '.join(cells)} |" for cells in grid]
    return drawn(text([*rows, "", KIT(say, "bye"), person(say)]), pays)
