"""Mails in HTML: of a word processor, of supplier networks, with divs for cells, with hidden first lines."""

# ruff: noqa: E501

import random
from html import escape

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, ALONE, cash, keep_only
from bench.layouts.unseen3.kit import cell, heads, pairs, rows_of, third, unnamed, w, ws


def _html(*parts: str, style: str = "") -> tuple[str, bytes]:
    head = f"<head><meta charset='utf-8'><style>{style}</style></head>"
    return "html", f"<!doctype html><html>{head}<body>{''.join(parts)}</body></html>".encode()


def _told(say: Speech, pay: Payment, *names: str) -> str:
    names = names or ("payee", "ref", "day", "method", "currency", "total")
    rows = (f"<b>{escape(a)}</b>: {escape(b)}" for a, b in pairs(say, pay, *names))
    return f"<p>{'<br>'.join(rows)}</p>"


def _table(grid: list[list[str]], more: str = "") -> str:
    rows = ("<tr>" + "".join(f"<td>{escape(str(one))}</td>" for one in row) + "</tr>" for row in grid)
    return f"<table {more}>{''.join(rows)}</table>"


@third("word_made_mail", 1, 14, reductions="discount", credits=True, media=ALONE)
def word_made_mail(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A mail of a word processor: every cell holds a paragraph of spans, empty cells a fixed blank."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")

    def para(text: str) -> str:
        inner = escape(str(text)).replace(" ", "</span><span> ") if text else "<o:p>&nbsp;</o:p>"
        return f"<p class=MsoNormal><span lang=X>{inner}</span></p>"

    names = ("number", "kind", "date", "gross", "discount", "net")
    grid = [*rows_of(say, pay, names), [w(say, "sum"), "", "", "", "", say.money(pay.total)]]
    rows = "".join(
        f"<tr>{''.join(f'<td width=90 valign=bottom>{para(one)}</td>' for one in row)}</tr>" for row in grid
    )
    known = "".join(
        para(f"{a}:  {b}") for a, b in pairs(say, pay, "payee", "ref", "day", "method", "currency")
    )
    last = [para(one) for one in (w(say, "regards"), pay.payer, w(say, "street"))]
    body = [
        para(w(say, "dear")),
        para(""),
        known,
        f"<table class=MsoNormalTable border=0>{rows}</table>",
        *last,
    ]
    return Sheet([], pays, ALL, drawn=_html(*body, style="p.MsoNormal{margin:0}"))


@third("two_head_rows_mail", 1, 10, reductions="both", media=ALONE)
def two_head_rows_mail(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A network's mail: heads in two rows, the upper one over groups of columns."""
    pay = pays[0]
    keep_only(pay, "day", "po", "gross", "discount", "deduction")
    names = ("number", "date", "po", "gross", "discount", "deduction", "net")
    upper = f"<tr><th colspan=3>{escape(w(say, 'doc_group'))}</th><th colspan=4>{escape(w(say, 'sum_group'))}</th></tr>"
    grid = rows_of(say, pay, names)
    lower = "".join(f"<th>{escape(one)}</th>" for one in grid[0])
    rows = "".join(f"<tr>{''.join(f'<td>{escape(one)}</td>' for one in row)}</tr>" for row in grid[1:])
    told = escape(w(say, "portal_told", payer=pay.payer))
    body = [
        f"<h2>{told}</h2>",
        _told(say, pay),
        f"<table><thead>{upper}<tr>{lower}</tr></thead>{rows}</table>",
    ]
    # A reason is not printed.
    return Sheet([], pays, ALL, drawn=_html(*body, f"<small>{escape(w(say, 'unsubscribe'))}</small>"))


@third("sentence_rows_mail", 1, 8, credits=True, media=ALONE)
def sentence_rows_mail(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each document is a row of a bulleted list in words; the payment's values stand in a sentence."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "transfer"
    unnamed(pay)
    items = ""
    for x in pay.lines:
        told = {"kind": cell(say, "kind", x), "number": x.number or "", "day": cell(say, "date", x)}
        items += f"<li>{escape(w(say, 'row_told', **told, sum=cash(say, pay, x.net)))}</li>"
    paid = w(say, "we_paid", day=say.day(pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
    body = [f"<p>{escape(w(say, 'dear'))}</p><p>{escape(paid)}</p><ul>{items}</ul>"]
    body.append(f"<p>{escape(w(say, 'regards'))}<br>{escape(pay.payer)}</p>")
    return Sheet([], pays, ALL, "lines", _html(*body))


@third("typed_list_in_mail", 1, 12, reductions="discount", media=ALONE)
def typed_list_in_mail(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Columns of blanks inside a `pre`, under a heading and a table of the payment's values."""
    pay = pays[0]
    keep_only(pay, "gross", "discount", "day")
    grid = rows_of(say, pay, ("date", "number", "gross", "discount", "net"))
    wide = [max(len(row[i]) for row in grid) for i in range(5)]
    rows = ["   ".join(f"{a:<{n}}" if i < 2 else f"{a:>{n}}" for i, (a, n) in enumerate(zip(row, wide, strict=True))) for row in grid]  # fmt: skip
    rows += [
        "-" * len(rows[0]),
        f"{w(say, 'sum')}{say.money(pay.total):>{len(rows[0]) - len(w(say, 'sum'))}}",
    ]
    known = [list(pair) for pair in pairs(say, pay, "payee", "ref", "day", "method", "currency")]
    typed = escape("\n".join(rows))
    body = [f"<h3>{escape(pay.payer)}</h3>", _table(known, "border=0"), f"<pre>{typed}</pre>"]
    return Sheet([], pays, ALL, drawn=_html(*body))


@third("divs_for_cells", 1, 12, reductions="discount", credits=True, media=ALONE)
def divs_for_cells(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """No table at all: rows and cells are divs that a style sheet sets side by side."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")

    def row(cells: list[str], name: str) -> str:
        inner = (f"<div class=c>{escape(one) if one else '&nbsp;'}</div>" for one in cells)
        return f"<div class='{name}'>{''.join(inner)}</div>"

    names = ("doc", "kind", "doc_date", "gross", "discount", "net")
    grid = rows_of(say, pay, names)
    listed = "".join(row(one, "h" if at == 0 else "r") for at, one in enumerate(grid))
    known = "".join(
        row(list(pair), "k") for pair in pairs(say, pay, "payer", "payee", "ref", "day", "method", "total")
    )
    style = (
        ".h,.r,.k{display:table-row}.c{display:table-cell;padding:4px}.l{display:table}.h{font-weight:bold}"
    )
    body = [
        f"<div class=l>{known}</div>",
        f"<div class=l>{listed}</div>",
        f"<p>{escape(w(say, 'thanks'))}</p>",
    ]
    return Sheet([], pays, ALL, drawn=_html(*body, style=style))


@third("first_line_hidden", 1, 9, media=ALONE)
def first_line_hidden(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A newsletter's make: a hidden first line with the sum, a big sum in the middle, narrow rows below."""
    pay = pays[0]
    keep_only(pay, "day")
    total = escape(cash(say, pay, pay.total))
    hidden = f"<div style='display:none;max-height:0;overflow:hidden'>{escape(pay.payer)}: {total}</div>"
    rows = "".join(
        f"<tr><td><b>{escape(x.number or '')}</b><br>"
        f"<small>{escape(w(say, 'date'))} {cell(say, 'date', x)}</small></td>"
        f"<td align=right>{escape(cash(say, pay, x.net))}</td></tr>"
        for x in pay.lines
    )
    told = escape(w(say, "portal_told", payer=pay.payer))
    big = (
        f"<table align=center width=480><tr><td align=center><p>{told}</p><h1>{total}</h1></td></tr></table>"
    )
    head = f"<tr><td>{escape(w(say, 'number'))}</td><td align=right>{escape(w(say, 'paid'))}</td></tr>"
    listed = f"<table align=center width=480>{head}{rows}</table>"
    known = f"<center>{_told(say, pay, 'payee', 'ref', 'day', 'method')}</center>"
    last = f"<p style='font-size:9px'>{escape(w(say, 'unsubscribe'))}</p>"
    return Sheet([], pays, ALL, drawn=_html(hidden, big, known, listed, last))


@third("cells_span_rows", 2, 9, credits=True, media=ALONE)
def cells_span_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two payments' worth of heads in one table: the payment's cells span all its rows at the left."""
    pay = pays[0]
    keep_only(pay, "day")
    names = ("kind", "number", "date", "amount")
    top = [*ws(say, "ref", "day"), *heads(say, pay, names), w(say, "total")]
    count, rows = len(pay.lines), [f"<tr>{''.join(f'<th>{escape(one)}</th>' for one in top)}</tr>"]
    for at, x in enumerate(pay.lines):
        own = "".join(f"<td>{escape(cell(say, name, x))}</td>" for name in names)
        left = f"<td rowspan={count}>{pay.reference}</td><td rowspan={count}>{say.day(pay.day)}</td>"
        right = f"<td rowspan={count}>{escape(cash(say, pay, pay.total))}</td>"
        rows.append(f"<tr>{left if at == 0 else ''}{own}{right if at == 0 else ''}</tr>")
    body = [
        f"<p>{escape(pay.payer)}</p>",
        _told(say, pay, "payee", "method"),
        f"<table border=1>{''.join(rows)}</table>",
    ]
    return Sheet([], pays, ALL, drawn=_html(*body))


@third("inline_labels_mail", 1, 7, reductions="discount", media=ALONE)
def inline_labels_mail(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bill takes one paragraph whose values follow their labels, parted by middle dots."""
    pay = pays[0]
    keep_only(pay, "day", "po", "gross", "discount")
    body = [f"<p>{escape(w(say, 'dear'))}</p>", _told(say, pay), f"<p>{escape(w(say, 'list_follows'))}</p>"]
    for x in pay.lines:
        names = [
            n for n in ("number", "po", "date", "gross", "discount", "net") if n != "discount" or x.discount
        ]
        parts = (f"<i>{escape(w(say, name))}</i> {escape(cell(say, name, x))}" for name in names)
        body.append(f"<p>{' · '.join(parts)}</p>")
    body.append(f"<p>{escape(w(say, 'regards'))}<br>{escape(pay.payer)}</p>")
    return Sheet([], pays, ALL, "key_value", _html(*body))
