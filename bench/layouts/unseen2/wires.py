"""X12 and EDIFACT messages, well formed and as real senders break them."""

# ruff: noqa: E501

import random
from decimal import Decimal

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen2.phrases import ALL, ALONE, held, keep_only

CODES = ("01", "06", "52", "72")


def _coded(rng: random.Random, pay: Payment) -> None:
    """Give every deduction a code of the X12 list; the other values stay as they are."""
    for x in pay.lines:
        x.reason = rng.choice(CODES) if x.deduction else None


def _x12(pay: Payment, method: str, more: tuple[tuple[str, ...], ...] = ()) -> list[list[str]]:
    """Return the segments between ST and SE."""
    pay.method = {"ACH": "transfer", "CHK": "cheque", "FWT": "transfer"}[method]
    said = [
        ["BPR", "I", f"{pay.total:.2f}", "C", method, "CTX", *[""] * 10, f"{pay.day:%Y%m%d}"],
        ["TRN", "1", pay.reference, "1440817700"],
        ["CUR", "PR", pay.currency],
        *map(list, more),
        ["N1", "PR", pay.payer],
        ["N3", "14 Canal Street"],
        ["N1", "PE", pay.payee, "92", "0000417"],
        ["ENT", "1"],
    ]
    for x in pay.lines:
        said += _rmr(x)
    return said


def _rmr(x: Line) -> list[list[str]]:
    said = [["RMR", "CM" if x.kind == "credit_note" else "IV", x.number, "", f"{x.net:.2f}"]]
    if x.gross is not None:
        said[0].append(f"{x.gross:.2f}")
        said[0] += [f"{x.discount:.2f}"] if x.discount else []
    if x.po:
        said.append(["REF", "PO", x.po])
    if x.day:
        said.append(["DTM", "003", f"{x.day:%Y%m%d}"])
    if x.deduction:
        said.append(["ADX", f"{-x.deduction:.2f}", x.reason or ""])
    return said


def _envelope(bodies: list[list[list[str]]], count: int = 0) -> list[list[str]]:
    isa = [
        "ISA",
        "00",
        " " * 10,
        "00",
        " " * 10,
        "ZZ",
        "PAYER".ljust(15),
        "ZZ",
        "PAYEE".ljust(15),
        "260314",
        "0912",
        "U",
        "00401",
        "000000417",
        "0",
        "P",
        ">",
    ]
    told = [isa, ["GS", "RA", "PAYER", "PAYEE", "20260314", "0912", "417", "X", "004010"]]
    for at, body in enumerate(bodies, 1):
        told += [["ST", "820", f"{at:04}"], *body, ["SE", str(len(body) + 2 + count), f"{at:04}"]]
    return [*told, ["GE", str(len(bodies)), "417"], ["IEA", "1", "000000417"]]


def _joined(segments: list[list[str]], element: str = "*", end: str = "~", between: str = "") -> str:
    return between.join(element.join(one).rstrip(element) + end for one in segments) + between


@held("blanks_behind_segments", 2, 9, reductions="both", credits=True, media=ALONE)
def blanks_behind_segments(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An 820 kept in records of fixed length: each segment is filled up with blanks to 80 signs, counts wrong."""
    _coded(rng, pays[0])
    rows = [("*".join(one).rstrip("*") + "~") for one in _envelope([_x12(pays[0], "ACH")], 3)]
    text = "\r\n".join(row.ljust(80) for row in rows)
    return Sheet([], pays, ALL, "edi", ("edi", text.encode()))


@held("two_interchanges", 1, 6, payments=2, media=ALONE)
def two_interchanges(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two 820s in one file, one behind the other, each with separators of its own."""
    for pay in pays:
        keep_only(pay, "day", "po", "gross")
        pay.payee, pay.currency = pays[0].payee, "USD"
    first = _joined(_envelope([_x12(pays[0], "ACH")]), between="\n")
    second = _joined(_envelope([_x12(pays[1], "ACH")]), "|", "'", "\n")
    return Sheet([], pays, ALL, "edi", ("edi", (first + second).encode()))


@held("passed_on_with_marks", 2, 7, media=ALONE)
def passed_on_with_marks(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An 820 pasted into a mail that was passed on: a greeting, then each segment behind a quote mark."""
    pay = pays[0]
    keep_only(pay, "day")
    rows = _joined(_envelope([_x12(pay, "CHK")]), between="\n").splitlines()
    text = (
        "Hi,\n\nour EDI file as text, please book.\n\n"
        + "\n".join(f"> {row}" for row in rows)
        + "\n\nRegards\nJ.\n"
    )
    return Sheet([], pays, ALL, "edi", ("text", text.encode()))


@held("notes_and_doors", 2, 8, credits=True, media=ALONE)
def notes_and_doors(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An 820 full of what is not paid: notes with sums, banks, contacts, periods, references of the payer's own."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    more = (
        ("NTE", "GEN", "LAST MONTH 4100.00 STILL OPEN"),
        ("REF", "EF", "V-88214"),
        ("PER", "AP", "DESK", "TE", "6325550144"),
        ("DTM", "150", "20260201"),
        ("DTM", "151", "20260228"),
    )
    segments = _envelope([_x12(pay, "FWT", more)])
    return Sheet([], pays, ALL, "edi", ("edi", _joined(segments, end="~", between="\n").encode()))


def _remadv(pay: Payment, mark: str = ".") -> list[str]:
    """Return the segments of a REMADV without its envelope."""
    pay.method = "transfer"

    def sum_(code: str, amount: Decimal) -> str:
        return f"MOA+{code}:{amount:.2f}".replace(".", mark)

    def said(text: str) -> str:
        for sign in "?'+:":
            text = text.replace(sign, f"?{sign}")
        return text

    rows = [
        "UNH+1+REMADV:D:96A:UN:EAN002",
        "BGM+481+AV88214+9",
        "DTM+137:20260101:102",
        f"DTM+138:{pay.day:%Y%m%d}:102",
        f"RFF+PQ:{said(pay.reference)}",
        "PAI+::42",
        f"NAD+PR+4012345000009::9++{said(pay.payer)}+Kai 4+Warnhof++48231+DE",
        f"NAD+PE+4098765000004::9++{said(pay.payee)}",
        f"CUX+2:{pay.currency}:11",
    ]
    for x in pay.lines:
        rows.append(f"DOC+{'381' if x.kind == 'credit_note' else '380'}+{said(x.number)}")
        rows += [sum_("9", x.gross)] if x.gross is not None else []
        rows += [sum_("52", x.discount)] if x.discount else []
        rows += [sum_("12", x.net)]
        rows += [f"DTM+171:{x.day:%Y%m%d}:102"] if x.day else []
        rows += [f"RFF+ON:{x.po}"] if x.po else []
    rows += ["UNS+S", sum_("12", pay.total)]
    return [*rows, f"UNT+{len(rows) + 1}+1"]


UNB, UNZ = "UNB+UNOC:3+4012345000009:14+4098765000004:14+260314:0912+417", "UNZ+1+417"


@held("cut_at_eighty", 2, 9, reductions="discount", credits=True, media=ALONE)
def cut_at_eighty(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A REMADV that a gateway broke into rows of 80 signs, in the middle of names and numbers."""
    text = "".join(f"{one}'" for one in (UNB, *_remadv(pays[0]), UNZ))
    rows = [text[at : at + 80] for at in range(0, len(text), 80)]
    return Sheet([], pays, ALL, "edi", ("edi", "\r\n".join(rows).encode("latin-1", "replace")))


@held("comma_for_point", 2, 9, reductions="discount", credits=True, media=ALONE)
def comma_for_point(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A REMADV with a comma as decimal mark, as its first segment says; free text holds sums and numbers."""
    rows = _remadv(pays[0], ",")
    rows.insert(3, "FTX+AAI+++Rest 1200,00 folgt mit Zahlung 88215")
    text = "\n".join(f"{one}'" for one in (UNB, *rows, UNZ))
    return Sheet([], pays, ALL, "edi", ("edi", f"UNA:+,? '\n{text}\n".encode("latin-1", "replace")))


@held("two_messages", 1, 5, payments=2, media=ALONE)
def two_messages(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two REMADVs in one interchange, the trailer lost."""
    rows = []
    for pay in pays:
        keep_only(pay, "day")
        pay.payee, pay.currency = pays[0].payee, pays[0].currency
        rows += _remadv(pay)
    text = "\n".join(f"{one}'" for one in (UNB, *rows))
    return Sheet([], pays, ALL, "edi", ("edi", text.encode("latin-1", "replace")))
