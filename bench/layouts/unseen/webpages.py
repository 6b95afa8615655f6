"""HTML as portals and mail programs write it, by hand, and letters of a word processor; each draws itself."""

import io
import random
from html import escape
from typing import Any

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm

from bench.layouts.forms import OWN, Sheet, form
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen.wording import NET, REDUCED, own_pairs, rows_of, summed, told, value

SELF = frozenset({OWN})
COLUMNS = ("number", "date", "po", "gross", "discount", "net")
MSO = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">'
    '<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><!--[if gte mso 9]><xml>'
    "<o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]--><style><!--\n"
    "p.MsoNormal {margin:0cm; font-size:11.0pt}\n--></style></head><body lang=EN-GB><div class=WordSection1>"
)


def _page(body: str) -> tuple[str, bytes]:
    return (
        "html",
        f"<!doctype html><html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode(),
    )


def _top(say: Speech, pay: Payment) -> str:
    return f"<header><h2>{escape(pay.payer)}</h2><h1>{escape(told(say, 'title'))}</h1></header>"


def _values(say: Speech, x: Line, columns: tuple[str, ...] = COLUMNS) -> list[tuple[str, str]]:
    return [(told(say, c), value(say, c, x)) for c in columns if value(say, c, x)]


@form("cards", 1, 9, reductions="discount", unfit=SELF)
def cards(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each document is a card of boxes, label over value; no table is anywhere."""
    pay = pays[0]

    def box(label: str, text: str) -> str:
        return f"<div class='f'><div class='k'>{escape(label)}</div><div class='v'>{escape(text)}</div></div>"

    top = "".join(box(a, b) for a, b in own_pairs(say, pay, total=True))
    body = "".join(
        f"<section class='card'>{''.join(box(a, b) for a, b in _values(say, x))}</section>" for x in pay.lines
    )
    style = "<style>.card{border:1px solid #aaa;margin:8px}.f{display:inline-block;width:170px}</style>"
    drawn = _page(f"{style}{_top(say, pay)}<section>{top}</section>{body}")
    return Sheet([], pays, REDUCED | {"po"}, "key_value", drawn=drawn)


@form("term_lists", 1, 9, reductions="discount", unfit=SELF)
def term_lists(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Terms and what they are: a list of the payment, then one for every document."""
    pay = pays[0]

    def terms(pairs: list[tuple[str, str]]) -> str:
        return "<dl>" + "".join(f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in pairs) + "</dl>"

    body = "<hr>".join(terms(_values(say, x)) for x in pay.lines)
    drawn = _page(_top(say, pay) + terms(own_pairs(say, pay, total=True)) + "<hr>" + body)
    return Sheet([], pays, REDUCED | {"po"}, "key_value", drawn=drawn)


@form("nested_points", 1, 5, payments=2, reductions="none", unfit=SELF)
def nested_points(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Points hold points: each payment with its values, below it its documents."""
    first, second = pays
    second.payer, second.payee, second.currency = first.payer, first.payee, first.currency
    first.method = second.method = None
    points = ""
    for pay in pays:
        inner = "".join(
            f"<li>{escape(told(say, 'tail', number=x.number, date=say.day(x.day)))}: {say.money(x.net)}</li>"
            for x in pay.lines
        )
        own = [f"{told(say, 'ref')}: {pay.reference}", f"{told(say, 'day')}: {say.day(pay.day)}"]
        own.append(f"{told(say, 'total')}: {summed(say, pay, pay.total)}")
        points += f"<li>{'<br>'.join(escape(row) for row in own)}<ul>{inner}</ul></li>"
    payee = f"<p>{escape(told(say, 'payee'))}: {escape(first.payee)}</p>"
    return Sheet([], pays, NET, "lines", drawn=_page(f"{_top(say, first)}{payee}<ol>{points}</ol>"))


def _mso(text: str) -> str:
    inner = f"<span lang=DE style='font-size:9.0pt'>{escape(text) or '&nbsp;'}<o:p></o:p></span>"
    return f"<p class=MsoNormal>{inner}</p>"


@form("word_table_mail", 1, 12, reductions="discount", unfit=SELF)
def word_table_mail(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A table pasted from a spreadsheet into a mail, every cell a paragraph; a signature under it."""
    pay = pays[0]
    grid = rows_of(say, list(COLUMNS), pay.lines).grid
    grid.append([told(say, "sum"), "", "", "", "", say.money(pay.total)])
    rows = "".join(
        "<tr style='height:15.0pt'>"
        + "".join(f"<td width=97 nowrap valign=bottom style='width:73.0pt'>{_mso(cell)}</td>" for cell in row)
        + "</tr>"
        for row in grid
    )
    words = [told(say, "dear"), "", told(say, "below"), ""]
    words += [f"{a}: {b}" for a, b in own_pairs(say, pay, total=False)]
    body = "".join(_mso(text) for text in words)
    body += f"<table class=MsoNormalTable border=0 cellspacing=0 cellpadding=0 width=583>{rows}</table>"
    body += "".join(
        _mso(text) for text in ("", told(say, "regards"), "J. Corwen", pay.payer, told(say, "street"))
    )
    return Sheet([], pays, REDUCED | {"po"}, drawn=("html", f"{MSO}{body}</div></body></html>".encode()))


@form("tall_cells_mail", 2, 12, reductions="none", unfit=SELF)
def tall_cells_mail(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An order's cell reaches down over all documents of the order; the rows below begin with the number."""
    pay = pays[0]
    rows = (
        "<tr>"
        + "".join(f"<th>{escape(told(say, w))}</th>" for w in ("po", "number", "date", "amount"))
        + "</tr>"
    )
    at = 0
    while at < len(pay.lines):
        group = pay.lines[at : at + rng.randint(2, 4)]
        for n, x in enumerate(group):
            x.po = group[0].po
            tall = f"<td rowspan='{len(group)}'>{x.po}</td>" if n == 0 else ""
            cells = "".join(f"<td>{escape(value(say, c, x))}</td>" for c in ("number", "date", "amount"))
            rows += f"<tr>{tall}{cells}</tr>"
        at += len(group)
    rows += f"<tr><td colspan='3'>{escape(told(say, 'sum'))}</td><td>{escape(say.money(pay.total))}</td></tr>"
    pairs = "".join(
        f"<tr><td bgcolor='#eee'><b>{escape(a)}</b></td><td colspan='3'>{escape(b)}</td></tr>"
        for a, b in own_pairs(say, pay, total=False)
    )
    hidden = f"<div style='display:none;max-height:0'>{escape(told(say, 'title'))}</div>"
    who = f"<tr><td colspan='4'><font size='4'>{escape(pay.payer)}</font></td></tr>"
    drawn = _page(f"{hidden}<table width='600' border='1'>{who}{pairs}{rows}</table>")
    return Sheet([], pays, NET | {"po"}, drawn=drawn)


@form("quoted_page", 1, 10, reductions="discount", unfit=SELF)
def quoted_page(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payer's clerk answers a question; the advice itself stands in the mail quoted below."""
    pay = pays[0]
    grid = rows_of(say, list(COLUMNS), pay.lines).grid
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in grid)
    pairs = [*own_pairs(say, pay, total=True), (told(say, "payer"), pay.payer)]
    values = "".join(f"<div><b>{escape(a)}:</b> {escape(b)}</div>" for a, b in pairs)
    site = "payables@payer.example"
    who = f"<b>{told(say, 'from')}:</b> {escape(pay.payer)} &lt;{site}&gt;<br>"
    heads = f"{who}<b>{told(say, 'subject')}:</b> {escape(told(say, 'title'))}"
    words = [told(say, "dear"), told(say, "see_below"), f"{told(say, 'regards')}<br>A. Dunmore"]
    top = "".join(f"<p>{text}</p>" for text in words)
    quoted = f"<blockquote style='border-left:2px solid #99c'><p>{heads}</p>{values}<table>{rows}</table>"
    return Sheet([], pays, REDUCED | {"po"}, drawn=_page(f"{top}<hr>{quoted}</blockquote>"))


def _letter(raw: Any) -> tuple[str, bytes]:
    out = io.BytesIO()
    raw.save(out)
    return "docx", out.getvalue()


@form("letter_with_tabs", 1, 9, reductions="discount", unfit=SELF)
def letter_with_tabs(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A word processor's letter: the letterhead in the page's head, rows set with tab stops."""
    pay = pays[0]
    letter = Document()
    letter.sections[0].header.paragraphs[0].text = f"{pay.payer} · {told(say, 'street')}"
    for text in (pay.payee, "", told(say, "dear"), told(say, "below")):
        letter.add_paragraph(text)
    for a, b in own_pairs(say, pay, total=False):
        letter.add_paragraph(f"{a}:\t{b}").paragraph_format.tab_stops.add_tab_stop(Cm(6))
    columns = ["number", "date", "gross", "discount", "net"]
    grid = rows_of(say, columns, pay.lines).grid
    grid.append([told(say, "sum"), "", "", "", say.money(pay.total)])
    for row in grid:
        paragraph = letter.add_paragraph("\t".join(row))
        for at, width in enumerate((4, 8.5, 12, 15.5)):
            side = WD_TAB_ALIGNMENT.RIGHT if at else WD_TAB_ALIGNMENT.LEFT
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(width), side)
    letter.add_paragraph(told(say, "regards"))
    return Sheet([], pays, REDUCED, drawn=_letter(letter))


@form("letter_with_table", 1, 9, reductions="both", unfit=SELF)
def letter_with_table(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payment's values stand in the upper rows of the table that holds the lines."""
    pay = pays[0]
    letter = Document()
    letter.add_paragraph(pay.payer)
    letter.add_paragraph(told(say, "title"))
    columns = ["number", "date", "gross", "discount", "deduction", "reason", "net"]
    pairs = own_pairs(say, pay, total=True)
    grid = rows_of(say, columns, pay.lines).grid
    table = letter.add_table(rows=len(pairs) + len(grid), cols=len(columns), style="Table Grid")
    for row, (a, b) in zip(table.rows, pairs, strict=False):
        row.cells[0].merge(row.cells[2]).text = a
        row.cells[3].merge(row.cells[6]).text = b
    for row, cells in zip(table.rows[len(pairs) :], grid, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    return Sheet([], pays, REDUCED | {"deduction", "reason"}, drawn=_letter(letter))
