"""Papers that come as pictures: photographs, faxes, scans of forms, slips and screens."""

# ruff: noqa: E501

import random
from html import escape

from bench.layouts.drawing.web import picture_of
from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.ink import Ink, photographed, scanned
from bench.layouts.unseen2.phrases import (
    ALL,
    cash,
    figures,
    held,
    keep_only,
    pairs_of,
    settle,
    spoken,
    w,
    ws,
)

STUB = (60, 190, 330, 430, 535)


@held("photo_of_cheque", 1, 9, reductions="discount", media=("scan_jpg",))
def photo_of_cheque(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A cheque lying on a desk; below the perforation its stub lists what it pays."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    pay.method, pay.reference = "cheque", f"{int(figures(pay.reference)[-6:] or 1):08}"
    pay.lines = pay.lines[:14]
    pay.total = pay.sum
    ink = Ink()
    ink.at(60, pay.payer, height=13, font="Times-Bold")
    ink.at(535, f"{w(say, 'cheque_no')} {pay.reference}", right=True)
    ink.down()
    ink.at(60, w(say, "street"))
    ink.at(535, spoken(say, pay.day), right=True)
    ink.down(3)
    ink.at(60, w(say, "pay_to"), height=7)
    ink.at(190, pay.payee, height=12)
    ink.box(410, 130, 22, up=15)
    ink.at(532, f"{pay.currency} **{say.money(pay.total)}", right=True, height=11)
    ink.down(5)
    ink.at(400, w(say, "signed"), height=7)
    ink.rule(390, 535, above=-3)
    ink.down(3)
    ink.rule(30, 565, dashed=True)
    ink.at(240, w(say, "stub"), height=6.5)
    ink.down(3)
    ink.row(STUB, ws(say, "number", "date", "gross", "discount", "net"), right=(2, 3, 4))
    for x in pay.lines:
        cells = [x.number, say.day(x.day), *map(say.money, (x.gross, x.discount, x.net))]
        ink.row(STUB, cells, right=(2, 3, 4))
    ink.rule(60, 535)
    ink.row((60, 535), (w(say, "total"), say.money(pay.total)), right=(1,))
    return Sheet([], pays, ALL, drawn=("jpg", photographed(ink.pdf(), rng)))


@held("fax_of_two_pages", 4, 9, media=("scan_tiff",))
def fax_of_two_pages(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A fax: a machine's line over each page, the sum carried from the first page to the second."""
    pay = pays[0]
    keep_only(pay, "day")
    ink, places = Ink(font="Courier", height=10), (60, 290, 535)
    who = f"{pay.payer[:20]} +00 41 99 07"

    def begin(n: int) -> None:
        ink.at(40, f"14-03 09:1{n}  {w(say, 'fax', who=who, n=str(n), of='2')}", height=8)
        ink.down(3)

    begin(1)
    for row in (
        pay.payer,
        w(say, "street"),
        "",
        f"{w(say, 'payee')}: {pay.payee}",
        "",
        w(say, "title").upper(),
        "",
    ):
        ink.row((60,), (row,))
    for label, value in pairs_of(say, pay, "ref", "day", "method", "currency"):
        ink.row((60, 290), (f"{label}:", value))
    ink.down(2)
    heads, cut = ws(say, "number", "date", "amount"), len(pay.lines) // 2
    ink.row(places, heads, right=(2,))
    for x in pay.lines[:cut]:
        ink.row(places, (x.number, say.day(x.day), say.money(x.net)), right=(2,))
    so_far = say.money(sum(x.net for x in pay.lines[:cut]))
    ink.row(places, (w(say, "carried"), "", so_far), right=(2,))
    ink.turn()
    begin(2)
    ink.row(places, heads, right=(2,))
    ink.row(places, (w(say, "brought"), "", so_far), right=(2,))
    for x in pay.lines[cut:]:
        ink.row(places, (x.number, say.day(x.day), say.money(x.net)), right=(2,))
    ink.row(places, (w(say, "total"), "", say.money(pay.total)), right=(2,))
    return Sheet([], pays, ALL, drawn=("tiff", scanned(ink.pdf(), rng, "tiff", 200, "fax", "noise")))


@held("combs_of_a_giro", 1, 4, media=("scan_png",))
def combs_of_a_giro(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A giro slip: the reference and the sum stand sign by sign in little boxes; bills in a box of words."""
    pay = pays[0]
    keep_only(pay)
    pay.method = None
    pay.lines = pay.lines[:4]
    pay.total = pay.sum
    ink = Ink(height=10)

    def comb(label: str, text: str) -> None:
        ink.at(60, label, height=7)
        ink.down(1.7)
        for at, sign in enumerate(text):
            ink.box(60 + at * 15, 15, 17, up=13)
            ink.at(64.5 + at * 15, sign, font="Courier", height=11)
        ink.down(2.6)

    ink.at(60, w(say, "slip_title"), height=15)
    ink.down(3)
    for name, value in (("payer", pay.payer), ("payee", pay.payee)):
        ink.at(60, w(say, name), height=7)
        ink.down(1.4)
        ink.row((60,), (value,), step=2.4)
    comb(w(say, "ref"), pay.reference)
    comb(w(say, "day"), say.day(pay.day))
    comb(f"{w(say, 'units')} {pay.currency}", say.money(pay.total))
    ink.at(60, w(say, "concerns"), height=7)
    ink.box(56, 400, 22 + 17 * len(pay.lines), up=-5)
    ink.down(2.2)
    for x in pay.lines:
        ink.row((66, 330), (x.number, say.money(x.net)), right=(1,))
    return Sheet(
        [],
        pays,
        ALL - {"method"},
        "lines",
        ("png", scanned(ink.pdf(), rng, "png", 220, "clean", "skew", "noise")),
    )


@held("second_page_upside_down", 4, 10, credits=True, media=("scan_tiff",))
def second_page_upside_down(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Both sides of a sheet were scanned; the back stands on its head and goes on with the list."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    pay.lines = pay.lines[:30]
    settle(pay)
    ink, places = Ink(font="Times-Roman", height=11), (60, 210, 330, 535)
    for row in (pay.payer, w(say, "street"), "", pay.payee, w(say, "payee_street"), "", w(say, "title")):
        ink.row((60,), (row,))
    for label, value in pairs_of(say, pay, "ref", "day", "method", "total"):
        ink.row((60, 260), (label, value))
    ink.down(2)
    heads, cut = ws(say, "number", "date", "po", "amount"), max(1, len(pay.lines) // 3)
    rows = [(x.number, say.day(x.day), x.po, say.money(x.net)) for x in pay.lines]
    ink.row(places, heads, right=(3,))
    for row in rows[:cut]:
        ink.row(places, row, right=(3,))
    ink.at(440, w(say, "stairs"), height=8)
    ink.turn()
    ink.canvas.translate(ink.size[0], ink.size[1])
    ink.canvas.rotate(180)
    ink.row(places, heads, right=(3,))
    for row in rows[cut:]:
        ink.row(places, row, right=(3,))
    ink.row((60, 535), (w(say, "sum"), say.money(pay.total)), right=(1,))
    return Sheet([], pays, ALL, drawn=("tiff", scanned(ink.pdf(), rng, "tiff", 200, "skew", "noise", "jpeg")))


@held("two_slips_on_a_sheet", 1, 4, payments=2, media=("scan_jpg",))
def two_slips_on_a_sheet(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two slips of one payer were laid on the glass, one over the other; each is a payment."""
    ink, places = Ink(height=10), (80, 260, 500)
    for pay in pays:
        keep_only(pay, "day")
        pay.payee, pay.currency, pay.method = pays[0].payee, pays[0].currency, None
        top = ink.y
        ink.down(1)
        ink.at(80, pay.payer, height=12, font="Helvetica-Bold")
        ink.at(500, w(say, "title"), right=True)
        ink.down(2.2)
        for label, value in pairs_of(say, pay, "payee", "ref", "day"):
            ink.row((80, 260), (label, value))
        ink.down(0.6)
        ink.row(places, ws(say, "number", "date", "amount"), right=(2,))
        for x in pay.lines:
            ink.row(places, (x.number, say.day(x.day), say.money(x.net)), right=(2,))
        ink.row((80, 500), (w(say, "total"), cash(say, pay, pay.total)), right=(1,))
        ink.canvas.rect(65, ink.size[1] - ink.y, 450, ink.y - top)
        ink.y += 60
    return Sheet(
        [], pays, ALL, drawn=("jpg", scanned(ink.pdf(), rng, "jpg", 200, "skew", "photo", "jpeg", "border"))
    )


def _screen(say: Speech, pay: Payment, rows: list[list[str]]) -> str:
    cells = "".join(f"<tr>{''.join(f'<td>{escape(str(c))}</td>' for c in row)}</tr>" for row in rows)
    fields = "".join(
        f"<div class=f><span>{escape(a)}</span><b>{escape(b)}</b></div>"
        for a, b in pairs_of(say, pay, "payer", "payee", "ref", "day", "method", "currency", "total")
    )
    style = (
        "body{font:13px 'DejaVu Sans';margin:0;background:#e8ecf0}.m{background:#3a5a7a;color:#fff;padding:5px 10px}"
        ".t{background:#c8d4e0;padding:6px 10px;font-weight:bold}.f{padding:2px 12px}.f span{display:inline-block;"
        "width:210px;color:#345}.f b{background:#fff;border:1px solid #9ab;padding:1px 6px;font-weight:normal;"
        "display:inline-block;min-width:190px}table{border-collapse:collapse;margin:10px;background:#fff}"
        "td{border:1px solid #b4c0cc;padding:2px 8px}tr:first-child{background:#d8e0e8}.s{background:#cdd;padding:4px}"
    )
    return (
        f"<html><head><meta charset='utf-8'><style>{style}</style></head><body><div class=m>"
        f"{escape(w(say, 'erp_menu'))}</div><div class=t>{escape(w(say, 'erp_title'))}</div><br>{fields}"
        f"<table>{cells}</table><div class=s>FBZ3 (1) 800 | OVR | 09:41</div></body></html>"
    )


@held("picture_of_a_program", 2, 10, reductions="discount", media=("scan_png",))
def picture_of_a_program(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A picture of a bookkeeping program's window: menu, fields, a grid of own and foreign numbers."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    own = rng.randint(1900000, 1900900)
    rows = [["", *ws(say, "booking", "number", "date", "gross", "discount", "net")]]
    for x in pay.lines:
        own += rng.randint(1, 3)
        rows.append(["▢", own, x.number, say.day(x.day), *map(say.money, (x.gross, x.discount, x.net))])
    picture = picture_of(_screen(say, pay, rows), wide=980, high=620)
    return Sheet([], pays, ALL, drawn=("png", picture))


@held("picture_of_a_phone", 2, 5, media=("scan_png",))
def picture_of_a_phone(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bank's app: one sum, and in the note the numbers of the bills without amounts."""
    pay = pays[0]
    keep_only(pay)
    pay.method = "transfer"
    pay.lines = pay.lines[:5]
    for x in pay.lines:
        x.net = None
    note = " + ".join(x.number for x in pay.lines)
    parts = [
        (w(say, "app_from"), pay.payer),
        (w(say, "to"), pay.payee),
        (w(say, "day"), spoken(say, pay.day)),
        (w(say, "ref"), pay.reference),
        (w(say, "app_note"), note),
    ]
    rows = "".join(f"<div class=r><i>{escape(a)}</i><p>{escape(b)}</p></div>" for a, b in parts)
    style = (
        "body{font:17px 'DejaVu Sans';margin:0}.s{padding:6px 16px;font-size:13px}.h{background:#0a6b5a;color:#fff;"
        "padding:22px;text-align:center}.h b{font-size:30px}.r{padding:8px 18px;border-bottom:1px solid #ddd}"
        "i{font-style:normal;color:#777;font-size:13px}p{margin:3px 0}.b{margin:18px;padding:12px;text-align:center;"
        "background:#eef;border-radius:12px}"
    )
    sum_ = f"{say.money(pay.total)} {pay.currency}"
    page = (
        f"<html><head><meta charset='utf-8'><style>{style}</style></head><body><div class=s>9:41 · 4G · 82%</div>"
        f"<div class=h>{escape(w(say, 'app_title'))}<br><b>{escape(sum_)}</b></div>{rows}"
        f"<div class=b>{escape(w(say, 'app_again'))}</div></body></html>"
    )
    return Sheet([], pays, ALL, "key_value", ("png", picture_of(page, wide=430, high=780)))
