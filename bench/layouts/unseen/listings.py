"""Text files and prints of old programs, banks and mail programs; each draws itself."""

import random
from collections.abc import Sequence
from datetime import timedelta

from bench.layouts.forms import OWN, Sheet, form
from bench.layouts.paper import Paper
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen.wording import NET, REDUCED, D, like, own_pairs, summed, told, value

SELF = frozenset({OWN})
COLUMNS = ("number", "date", "gross", "discount", "net")


def _file(say: Speech, rows: Sequence[str], size: float = 8.0) -> tuple[str, bytes]:
    """Return rows as a text file or, in other layouts, typed on paper."""
    if say.pick([True, False], "paper"):
        return "text", "\n".join(rows).encode()
    paper = Paper("Courier", size)
    for row in rows:
        paper.at(45, row.replace("\f", ""))
        paper.down(1.3)
    return "pdf", paper.finish("")


def _table(say: Speech, pay: Payment, columns: Sequence[str]) -> tuple[list[list[str]], list[int]]:
    """Return heads and cells as text, and how wide each column must be."""
    rows = [[told(say, column) for column in columns]]
    rows += [[value(say, column, x) for column in columns] for x in pay.lines]
    rows.append([told(say, "sum"), *[""] * (len(columns) - 2), say.money(pay.total)])
    return rows, [max(len(row[i]) for row in rows) for i in range(len(columns))]


def _set(row: Sequence[str], need: Sequence[int], right: int) -> list[str]:
    return [c.rjust(w) if i >= right else c.ljust(w) for i, (c, w) in enumerate(zip(row, need, strict=True))]


@form("spool_list", 2, 30, reductions="discount", unfit=SELF)
def spool_list(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A line printer's list: program, page and heads again on each page, form feeds, stars before sums."""
    pay = pays[0]
    rows, need = _table(say, pay, COLUMNS)
    heads, body, sum_row = rows[0], rows[1:-1], rows[-1]
    printed = []
    for page, at in enumerate(range(0, len(body), 14), 1):
        feed = "\f" if page > 1 else ""
        printed += [f"{feed}FKR410   {pay.payer:<44}{told(say, 'page')} {page:03}", ""]
        printed += [f"{label:<28}{text}" for label, text in own_pairs(say, pay, total=False)]
        printed += ["", "  ".join(_set(heads, need, 2)).rstrip(), "  ".join("-" * w for w in need)]
        printed += ["  ".join(_set(row, need, 2)).rstrip() for row in body[at : at + 14]]
        printed += [""]
    printed += [f"*** {sum_row[0]} {sum_row[-1]} ***", f"*** {told(say, 'end')} ***"]
    return Sheet([], pays, REDUCED, drawn=_file(say, printed))


@form("boxed_report", 1, 10, reductions="discount", unfit=SELF)
def boxed_report(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A table drawn of plus, minus and upright strokes; the payment's values stand in a box too."""
    pay = pays[0]
    rows, need = _table(say, pay, COLUMNS)
    rule = "+" + "+".join("-" * (w + 2) for w in need) + "+"
    pairs = [(told(say, "payer"), pay.payer), *own_pairs(say, pay, total=False)]
    first, second = (max(len(pair[i]) for pair in pairs) for i in (0, 1))
    top = f"+{'-' * (first + 2)}+{'-' * (second + 2)}+"
    printed = [top, *(f"| {a:<{first}} | {b:<{second}} |" for a, b in pairs), top, "", rule]
    for at, row in enumerate(rows):
        printed.append("| " + " | ".join(_set(row, need, 2 if at else 9)) + " |")
        if at == 0 or at >= len(rows) - 2 or say.pick([True, False], "each"):
            printed.append(rule)
    return Sheet([], pays, REDUCED, drawn=_file(say, printed, 7.0))


@form("stroke_columns", 1, 12, reductions="none", unfit=SELF)
def stroke_columns(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Exclamation marks, colons or broken bars part the columns; a star ends the sum."""
    pay = pays[0]
    mark = say.pick([" ! ", " : ", " ¦ "], "stroke")
    rows, need = _table(say, pay, ("number", "date", "po", "amount"))
    printed = [pay.payer, "", told(say, "title").upper(), ""]
    printed += [f"{a:<26}{mark}{b}" for a, b in own_pairs(say, pay, total=True)]
    printed += ["", mark.join(_set(rows[0], need, 3)), "=" * (sum(need) + 9)]
    printed += [mark.join(_set(row, need, 3)) for row in rows[1:-1]]
    printed += [
        "=" * (sum(need) + 9),
        f"{rows[-1][0]:<{sum(need[:3]) + 6}}{mark}{rows[-1][-1].rjust(need[3])}*",
    ]
    return Sheet([], pays, NET | {"po"}, drawn=_file(say, printed))


@form("tagged_message", 1, 4, reductions="none", credits=False, unfit=SELF)
def tagged_message(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bank's message printed as it travelled: fields between colons, bills and sums in the last one."""
    pay = pays[0]
    pay.method, pay.reference = "transfer", pay.reference.replace("-", "")
    comma = f"{pay.total:.2f}".replace(".", ",")
    told_bills = [f"/INV/{x.number}/{pay.currency}{f'{x.net:.2f}'.replace('.', ',')}" for x in pay.lines]
    printed = [
        "{1:F01HARBGB2XAXXX}{2:O1030941}{4:",
        f":20:{pay.reference}",
        ":23B:CRED",
        f":32A:{pay.day:%y%m%d}{pay.currency}{comma}",
        f":50K:{pay.payer}",
        told(say, "street"),
        f":59:/GB12HARB60161331926819\n{pay.payee}",
        f":70:{told_bills[0]}",
        *told_bills[1:],
        ":71A:OUR",
        "-}",
    ]
    raw = "\n".join(printed).encode()
    return Sheet([], pays, frozenset({"number"}), "lines", drawn=("text", raw))


@form("answer_over_reminder", 1, 6, reductions="none", credits=False, unfit=SELF)
def answer_over_reminder(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The answer says what was paid; the reminder quoted under it lists that and more as open."""
    pay = pays[0]
    pay.method = "transfer"
    whole = summed(say, pay, pay.total)
    printed = [told(say, "answer", day=say.day(pay.day), ref=pay.reference, sum=whole), ""]
    mark = say.pick(["- ", "* ", ""], "bullet")
    printed += [f"{mark}{told(say, 'slip_line', number=x.number)}: {say.money(x.net)}" for x in pay.lines]
    printed += ["", told(say, "regards"), "M. Ardell", pay.payer, ""]
    before = say.day(pay.day - timedelta(days=4))
    quoted = [told(say, "dear"), told(say, "reminder"), ""]
    quoted += [f"{x.number}   {say.day(x.day)}   {say.money(x.net)}" for x in pay.lines]
    late = D(rng.randint(20000, 800000)) / 100
    quoted += [f"{like(pay.lines[-1].number, rng.randint(90100, 99900))}   {before}   {say.money(late)}", ""]
    quoted += [f"{told(say, 'sum')}   {say.money(pay.total + late)}", told(say, "regards"), pay.payee]
    printed += [told(say, "wrote", day=before, who=pay.payee), *(f"> {row}".rstrip() for row in quoted)]
    shown = frozenset({"method", "number"})
    return Sheet([], pays, shown, "lines", drawn=("text", "\n".join(printed).encode()))


@form("forwarded_twice", 1, 8, reductions="discount", unfit=SELF)
def forwarded_twice(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An advice passed on within the payee's firm: two blocks of mail heads before a table of blanks."""
    pay = pays[0]
    rows, need = _table(say, pay, COLUMNS)
    first, second = say.day(pay.day + timedelta(days=1)), say.day(pay.day + timedelta(days=2))

    def heads(who: str, when: str, whom: str) -> list[str]:
        pairs = (("from", who), ("sent", when), ("to", whom), ("subject", told(say, "title")))
        return ["_" * 40, *(f"{told(say, key)}: {text}" for key, text in pairs), ""]

    printed = [told(say, "forward"), "", "C. Bexley", pay.payee]
    printed += heads(f"accounts@{_site(pay.payee)}", second, f"C. Bexley <c.bexley@{_site(pay.payee)}>")
    printed += [told(say, "forward"), ""]
    printed += heads(f"{pay.payer} <payables@{_site(pay.payer)}>", first, f"accounts@{_site(pay.payee)}")
    printed += [told(say, "below"), ""]
    printed += [f"{a}: {b}" for a, b in own_pairs(say, pay, total=False)]
    printed += ["", *("   ".join(_set(row, need, 2)).rstrip() for row in rows), "", pay.payer]
    return Sheet([], pays, REDUCED, drawn=("text", "\n".join(printed).encode()))


def _site(name: str) -> str:
    return "".join(sign for sign in name.split()[0].lower() if sign.isascii() and sign.isalnum()) + ".example"
