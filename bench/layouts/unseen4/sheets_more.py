"""Further workbooks and exports: shares of bills, trimmed zeros, currencies in formats, CR, zeros in front."""

# ruff: noqa: E501

import random
from dataclasses import replace
from decimal import Decimal
from html import escape

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen.office import ods
from bench.layouts.unseen2.phrases import ALL, CENT, D, keep_only, settle
from bench.layouts.unseen4.kit_sheets import cell, domain_of, fourth, pairs, rows_of, sum_of, w, ws
from bench.layouts.unseen4.mails_html import page, paras, table
from bench.layouts.unseen4.mails_lists import text
from bench.layouts.unseen4.sheets_writing import book_of, fill, put, separated, tab, xlsx


@fourth("shares_of_grants", 1, 7)
def shares_of_grants(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A university's workbook: a bill has a row for each account that bears a share, its number in each."""
    pay = pays[0]
    keep_only(pay, "day")
    lines: list[Line] = []
    for x in pay.lines:
        count = rng.choice([1, 1, 2, 3])
        parts = [((x.net or D(0)) / (count + 1)).quantize(CENT) for _ in range(count - 1)]
        parts.append((x.net or D(0)) - sum(parts, D(0)))
        lines += [Line(x.number, day=x.day, net=part) for part in parts]
    pay.lines = lines
    book, sheet = book_of(w(say, "tab_lines"))
    known = pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency", "sum")
    end = fill(sheet, [[w(say, "title")], *known, [], [w(say, "shares_told")], []])
    rows = [ws(say, "number", "grant", "date", "net")]
    for x in lines:
        account = f"{rng.choice('ABC')}{rng.randint(100, 999)}.{rng.randint(1, 9)}"
        rows.append([x.number or "", account, cell(say, "date", x), cell(say, "net", x)])
    end = fill(sheet, rows, end)
    fill(sheet, [[w(say, "sum"), "", "", say.money(pay.total)]], end)
    return Sheet([], pays, ALL, drawn=xlsx(book))


def _trimmed(say: Speech, amount: Decimal | None) -> str:
    """Return an amount as programs print numbers: no zeros at the end, a comma where the language has one."""
    if amount is None:
        return ""
    plain = f"{amount:.2f}".rstrip("0").rstrip(".")
    return plain.replace(".", ",") if say.style in ("comma", "space") else plain


@fourth("zeros_left_out_csv", 1, 25, reductions="discount", credits=True)
def zeros_left_out_csv(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A program's export whose numbers end where their zeros begin."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    for at, x in enumerate(pay.lines):
        if at % 3 == 0 and x.gross and not x.discount:
            x.gross = x.net = x.gross.quantize(D("0.1" if at % 2 else "1")).quantize(CENT)
    settle(pay)
    rows = [
        ws(
            say,
            "ref",
            "day",
            "payer",
            "payee",
            "currency",
            "kind",
            "number",
            "date",
            "gross",
            "discount",
            "net",
        )
    ]
    for x in pay.lines:
        known = [pay.reference, f"{pay.day}", pay.payer, pay.payee, pay.currency]
        money = [_trimmed(say, one) for one in (x.gross, x.discount, x.net)]
        rows.append([*known, cell(say, "kind", x), x.number or "", f"{x.day}", *money])
    pay.total = None
    return Sheet([], pays, ALL - {"method"}, drawn=separated(rows, ";", "utf-8-sig"))


@fourth("currency_in_the_format", 1, 18, credits=True)
def currency_in_the_format(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A workbook whose cells show the currency's code by their format alone; no label tells it."""
    pay = pays[0]
    keep_only(pay, "day")
    book, sheet = book_of(w(say, "title"))
    end = fill(
        sheet, [[pay.payer], [w(say, "street")], [], *pairs(say, pay, "payee", "ref", "day", "method"), []]
    )
    shown = f'"{pay.currency}" #,##0.00;[Red]-"{pay.currency}" #,##0.00'
    end = fill(sheet, [ws(say, "kind", "number", "date", "net")], end)
    for x in pay.lines:
        fill(sheet, [[cell(say, name, x) for name in ("kind", "number", "date")]], end)
        put(sheet, end, 4, cell(say, "net", x), shown)
        end += 1
    put(sheet, end, 1, w(say, "sum"))
    put(sheet, end, 4, say.money(pay.total), shown)
    return Sheet([], pays, ALL, drawn=xlsx(book))


@fourth("letters_behind_credits", 2, 16, credits=True)
def letters_behind_credits(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A workbook of texts: amounts bear no sign, CR stands behind those of credit notes, as a line below says."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    book, sheet = book_of(w(say, "tab_one"))
    known = pairs(say, pay, "payer", "payee", "ref", "day", "method", "total")
    rows: list[list[str]] = [[f"{a}: {b}"] for a, b in known]
    rows += [[], ws(say, "doc", "doc_date", "po", "net")]
    for x in pay.lines:
        money = str(say.money(abs(x.net or D(0)))) + (" CR" if x.kind == "credit_note" else "")
        rows.append([x.number or "", str(say.day(x.day)), x.po or "", money])
    rows += [[w(say, "sum"), "", "", str(say.money(pay.total))], [], [w(say, "cr_legend")]]
    fill(sheet, [[str(one) for one in own] for own in rows], 2, 2)
    return Sheet([], pays, ALL, drawn=xlsx(book))


@fourth("zeros_before_amounts", 1, 20, credits=True)
def zeros_before_amounts(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An old program's text file: columns of fixed width, amounts filled up with zeros, their sign behind them."""
    pay = pays[0]
    keep_only(pay, "day")
    mark = "," if say.style in ("comma", "space") else "."
    known = [f"{a:<30}{b}" for a, b in pairs(say, pay, "payer", "payee", "ref", "day", "currency")]
    number, kind, day, net = ws(say, "doc", "kind", "doc_date", "net")
    rows = [f"{number:<20}{kind:<20}{day:<20}{net:>16}"]
    for x in [*pay.lines, Line(None, net=pay.total)]:
        money = f"{abs(x.net or D(0)):012.2f}".replace(".", mark) + ("-" if (x.net or 0) < 0 else "+")
        name = cell(say, "kind", x) if x.number else ""
        rows.append(f"{x.number or w(say, 'sum'):<20}{name:<20}{say.day(x.day)!s:<20}{money:>16}")
    return Sheet([], pays, ALL - {"method"}, drawn=text([*known, "", *rows, "", f"*** {w(say, 'page')} ***"]))


@fourth("book_of_two_tongues", 1, 14, reductions="discount")
def book_of_two_tongues(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An open workbook of a firm abroad: every label stands in two languages with a stroke between."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    other = replace(say, language="en" if say.language != "en" else "fr")

    def both(key: str) -> str:
        return f"{w(say, key)} / {w(other, key)}"

    grid: list[list[str]] = [[pay.payer], [both("title")], []]
    names = ("payee", "ref", "day", "method", "currency")
    grid += [[both(n), b] for n in names for _, b in pairs(say, pay, n)]
    columns = ("number", "date", "gross", "discount", "net")
    grid += [[], [both(name) for name in columns], *rows_of(say, pay, columns)[1:]]
    grid.append([both("sum"), "", "", "", say.money(pay.total)])
    return Sheet([], pays, ALL, drawn=("ods", ods([(tab(w(say, "tab_one")), grid)])))


@fourth("receipt_of_one_bill", 1, 1, reductions="discount")
def receipt_of_one_bill(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A paying app's mail: a large sum, then one bill's values and the payment's at labels in one list."""
    pay = pays[0]
    keep_only(pay, "day", "po", "gross", "discount")
    x = pay.lines[0]
    own = [
        (w(say, name), cell(say, name, x)) for name in ("number", "date", "po", "gross", "discount", "net")
    ]
    known = [*pairs(say, pay, "payer", "payee"), *(pair for pair in own if pair[1])]
    known += pairs(say, pay, "day", "method", "ref")
    big = f"<center><h1>{escape(sum_of(say, pay, pay.total))}</h1>{paras(w(say, 'sent_you', payer=pay.payer))}</center>"
    last = paras(w(say, "thanks"), w(say, "queries", d=domain_of(pay)))
    return Sheet(
        [],
        pays,
        ALL,
        "key_value",
        page(f"<h3>{escape(w(say, 'receipt_title'))}</h3>", big, table(known, "border=0"), last),
    )
