"""Mails in HTML: a shop, an agency, a bank, a group by shops, two lists side by side, a bookkeeper."""

import random
from html import escape

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, D, keep_only
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.mails_html import page, paras, row, table
from bench.layouts.unseen5.kit_b import FACTS, KIT, SIX, drawn, plain
from bench.layouts.unseen5.names_b import person


@KIT.form("shop_owner_breaks_lines", SIX, 1, 6, media=ALONE)
def shop_owner_breaks_lines(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A shop's owner lists number, day and amount, a row a bill, in the running text of a mail."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    pay.method = "transfer"
    told = KIT(say, "paid_told", day=say.day(pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
    pay.payee = None  # type: ignore[assignment]
    items = [
        KIT(say, "bill_named", n=x.number or "", d=say.day(x.day)) + f": {cash(say, pay, x.net)}"
        for x in pay.lines
    ]
    listed = "<br>".join(map(escape, items))
    last = f"<p>{escape(KIT(say, 'bye'))}<br>{escape(person(say))}<br><b>{escape(pay.payer)}</b></p>"
    body = paras(KIT(say, "dear"), told, KIT(say, "it_pays")) + f"<p>{listed}</p>{last}"
    return drawn(page(body, f"<i>{escape(KIT(say, 'phone'))}</i>"), pays, "lines")


@KIT.form("agency_mails_a_table", SIX, 1, 16, reductions="discount", credits=True, media=ALONE)
def agency_mails_a_table(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A paying program's mail: values in a list of rows, the bills in a table with its sums in a foot."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "gross", "discount")
    names = ("doc", "doc_date", "kind", "gross", "discount", "net")
    rows = KIT.rows(say, pay, names, ("gross", "discount", "net"))
    inner = f"<thead>{row(rows[0], 'th')}</thead><tbody>{''.join(map(row, rows[1:-1]))}</tbody>"
    listed = f"<table border=1 width=100%>{inner}<tfoot>{row(rows[-1], 'th')}</tfoot></table>"
    known = table(KIT.pairs(say, pay, *FACTS), "cellpadding=2")
    top = f"<h2>{escape(pay.payer)}</h2>" + paras(KIT(say, "title"))
    return drawn(page(top, known, listed, paras(KIT(say, "thanks"), KIT(say, "do_not_reply"))), pays)


@KIT.form("bank_announces_a_transfer", SIX, 1, 5, credits=True, media=ALONE)
def bank_announces_a_transfer(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bank's notice at labels, the payer's account among them; the purpose is a row a document."""
    pay, say = pays[0], plain(say)
    keep_only(pay)
    pay.method = "transfer"
    told = []
    for x in pay.lines:
        kind = KIT(say, "cn" if x.kind == "credit_note" else "inv")
        told.append(f"{kind} {x.number}: {say.money(x.net)}")
    known = KIT.pairs(say, pay, "payer", "payee", "total", "day", "ref", "method")
    account = (KIT(say, "debit_account"), f"****{rng.randint(1000, 9999)}")
    rows = "".join(row(pair) for pair in [known[0], account, *known[1:]])
    rows += f"<tr><td>{escape(KIT(say, 'details'))}</td><td>{'<br>'.join(map(escape, told))}</td></tr>"
    top = f"<h3>{escape(KIT(say, 'bank'))}</h3>" + paras(KIT(say, "informs"))
    return drawn(page(top, f"<table>{rows}</table>", paras(KIT(say, "do_not_reply"))), pays, "lines")


@KIT.form("group_mails_shop_by_shop", SIX, 2, 14, credits=True, media=ALONE)
def group_mails_shop_by_shop(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A mail with a heading and a small table for each shop, heads only over the first."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    names = ("number", "date", "kind", "amount")
    rows, parts = KIT.cells(say, pay, names), []
    size = -(-len(rows) // 3)
    for at in range(0, len(rows), size):
        heads = [KIT.heads(say, pay, names)] if at == 0 else []
        parts.append(f"<h4>{escape(KIT(say, 'shop'))} {rng.randint(2, 98):03}</h4>")
        parts.append(table([*heads, *rows[at : at + size]], "width=560"))
    top = paras(KIT(say, "dear"), f"{KIT(say, 'title')} - {pay.payer}")
    known = table(KIT.pairs(say, pay, *FACTS), "border=0")
    return drawn(page(top, *parts, "<hr>", known, paras(KIT(say, "bye"), KIT(say, "accounts"))), pays)


@KIT.form("credits_in_the_table_beside", SIX, 3, 12, media=ALONE)
def credits_in_the_table_beside(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Bills in a table at the left, credit notes that are taken off, without a sign, in one at the right."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    count = max(1, len(pay.lines) // 4)
    for x in pay.lines[-count:]:
        x.kind, x.net = "credit_note", -((x.net or D(0)) / 40).quantize(D("0.01"))
    pay.total = pay.sum
    bills, credits = [[x for x in pay.lines if (x.kind == "invoice") is kept] for kept in (True, False)]
    halves = []
    for key, own in (("bills_paid", bills), ("credits_taken", credits)):
        rows = [KIT.heads(say, pay, ("doc", "doc_date", "amount"))]
        rows += [[x.number or "", say.day(x.day), say.money(abs(x.net or D(0)))] for x in own]
        rows.append([KIT(say, "sum"), "", say.money(abs(sum((x.net or D(0) for x in own), D(0))))])
        halves.append(f"<td valign=top><b>{escape(KIT(say, key))}</b>{table(rows)}</td>")
    known = table(KIT.pairs(say, pay, "payer", *FACTS), "border=0")
    body = known + f"<table><tr>{''.join(halves)}</tr></table>"
    return drawn(page(f"<h3>{escape(KIT(say, 'title'))}</h3>", body), pays)


@KIT.form("bookkeeper_mails_for_a_client", SIX, 1, 10, media=ALONE)
def bookkeeper_mails_for_a_client(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bookkeeper's mail says in a sentence which client has paid; a table of one row holds the payment."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    pay.method = "transfer"
    known = KIT.pairs(say, pay, "payee", "ref", "day", "total")
    across = [[label for label, _ in known], [value for _, value in known]]
    listed = table(KIT.rows(say, pay, ("number", "date", "net")))
    top = paras(KIT(say, "dear"), KIT(say, "wrote", payer=pay.payer))
    last = f"<p>{escape(KIT(say, 'bye'))}<br>{escape(person(say, 2))}<br>{escape(KIT(say, 'office'))}</p>"
    return drawn(page(top, table(across), "<br>", listed, last, paras(KIT(say, "secrecy"))), pays)
