"""Writes X12 820 after the standard's own segment table, and after what payers make of it."""

# ruff: noqa: E501

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from bench.layouts.electronic.truth import Line, Made, Payment, make, plain

_REASONS = ("01", "06", "52", "L6", "72", "ZZ")
_METHODS = {
    "ACH": "transfer",
    "FWT": "transfer",
    "CHK": "cheque",
    "CCC": "card",
    "BOP": "transfer",
    "SWT": "transfer",
}
_QUALIFIERS = {
    "invoice": ("IV", "IV", "OI", "R7", "WY", "BM", "ZZ", "PO"),
    "credit_note": ("CM", "CL"),
    "debit_note": ("DL", "DB"),
}
Segments = list[list[str]]


def make_x12(rng: random.Random, form: str) -> Made:
    """Make a document of one of FORMS."""
    count = rng.choice((2, 3)) if form in ("several", "several_groups", "lost_ends") else 1
    kinds = ("credit_note", "debit_note", "deduction", "on_account")
    payments = [
        make(rng, kinds=kinds, reasons=_REASONS, currency=rng.choice(("USD", "CAD"))) for _ in range(count)
    ]
    shape = _Shape(rng, form)
    messages = [shape.message(payment, at) for at, payment in enumerate(payments, 1)]
    return Made("820.edi", shape.envelope(messages), shape.true, form)


class _Shape:
    """One payer's way of writing 820s."""

    def __init__(self, rng: random.Random, form: str) -> None:
        self.rng, self.form = rng, form
        self.true: list[Payment] = []
        self.element, self.end = "*", "~"
        if form == "separators":
            self.element, self.end = rng.choice(
                (("|", "~"), ("^", "'"), ("\x1d", "\x1c"), ("+", "!"), ("*", "\\"))
            )
        if form in ("newline", "newline_crlf", "bare_newline"):
            self.end = "\n"
        self.release = "003030" if form == "old_signs" else rng.choice(("004010", "005010", "004030"))
        self.up = -1 if form == "old_signs" else 1
        if form == "reversed_signs":
            self.up = -1

    def message(self, payment: Payment, at: int) -> Segments:
        rng = self.rng
        code = rng.choice(list(_METHODS))
        true = replace(payment, lines=[], method=_METHODS[code])
        body: Segments = [["BPR", rng.choice("CIDPU"), plain(rng, payment.total or Decimal(0)), "C", code]]
        if rng.random() < 0.7:
            body[0] += [
                "CTX",
                "01",
                "021000021",
                "DA",
                "4455",
                "1999999999",
                "",
                "01",
                "011000015",
                "DA",
                "8877",
            ]
            body[0].append(f"{payment.day:%Y%m%d}")
        else:
            body.append(["DTM", "007", f"{payment.day:%Y%m%d}"])
        body.append(["TRN", "1", payment.reference or "", "1999999999"])
        if code == "CHK" and rng.random() < 0.5:
            body.append(["REF", "CK", true.reference or ""])
            body[-2][2] = f"T{rng.randint(1000, 9999)}"
        if rng.random() < 0.7:
            body.append(["CUR", "PR", payment.currency or ""])
        else:
            true.currency = None
        if rng.random() < 0.3:
            body.insert(1, ["NTE", "GEN", "Thank you for your business 12.50"])
        body.append(["N1", "PR", payment.payer or "", "92", "778"])
        body += [["N3", "1 Harbour Road"], ["N4", "Port Example", "NY", "10001"], ["PER", "CN", "Desk"]]
        body.append(["N1", "PE", payment.payee or ""])
        body.append(["ENT", "1"])
        for line in payment.lines:
            true.lines += self.line(line, body)
        true.total = payment.total = (
            sum((x.net or Decimal(0) for x in true.lines), Decimal(0)) if self._sums(true) else payment.total
        )
        body[0][2] = plain(rng, payment.total or Decimal(0))
        self.true.append(true)
        return self._framed(body, at)

    def _sums(self, true: Payment) -> bool:
        return all(line.net is not None for line in true.lines)

    def line(self, line: Line, body: Segments) -> list[Line]:
        """Write one line of the truth; return it as the document states it."""
        rng = self.rng
        if line.kind == "deduction":
            return [self._alone(line, body)]
        if line.kind == "on_account":
            body.append(["RMR", "", "", rng.choice(("PO", "PA", "")), plain(rng, line.net or Decimal(0))])
            return [replace(line)]
        said = replace(line)
        qualifier = rng.choice(_QUALIFIERS[line.kind])
        amount = line.net or Decimal(0)
        if self.form == "unsigned_credits" and line.kind == "credit_note":
            amount = abs(amount)
        segment = ["RMR", qualifier, line.number or "", rng.choice(("PI", "", "PP")), plain(rng, amount)]
        gross = (
            line.gross
            if line.gross is not None and (line.deduction or line.discount or rng.random() < 0.5)
            else None
        )
        said.gross = gross
        if gross is not None:
            segment.append(plain(rng, gross))
            if line.discount:
                segment.append(plain(rng, line.discount))
        if self.form == "no_amounts" and line.kind == "invoice" and rng.random() < 0.5:
            segment, said = segment[:3], Line(line.number, day=line.day, po=line.po)
        if self.form == "gross_only":
            return self._gross_only(line, segment, body)
        body.append(segment)
        self._details(said, body)
        return self._adjusted(said, segment, body)

    def _gross_only(self, line: Line, segment: list[str], body: Segments) -> list[Line]:
        body.append([*segment[:3], "", "", plain(self.rng, line.net or Decimal(0))])
        said = Line(line.number, line.kind, line.net, line.net, day=line.day, po=line.po)
        self._details(said, body)
        return [said]

    def _details(self, said: Line, body: Segments) -> None:
        rng = self.rng
        if said.po and rng.random() < 0.8:
            body.append(["REF", "PO", said.po])
        else:
            said.po = None
        if said.day and rng.random() < 0.7:
            body.append(["DTM", "003", f"{said.day:%Y%m%d}" if rng.random() < 0.8 else f"{said.day:%y%m%d}"])
        else:
            said.day = None
        if rng.random() < 0.2:
            body += [["REF", "DP", "0042"], ["DTM", "011", "20251201"]]

    def _adjusted(self, said: Line, segment: list[str], body: Segments) -> list[Line]:
        rng = self.rng
        if said.deduction:
            if self.form == "not_netted":
                segment[4] = plain(rng, (said.net or Decimal(0)) + said.deduction)
                lines = [
                    replace(said, net=(said.net or Decimal(0)) + said.deduction, deduction=None, reason=None),
                    Line(
                        said.number,
                        "deduction",
                        -said.deduction,
                        reason=said.reason,
                        day=said.day,
                        po=said.po,
                    ),
                ]
            else:
                lines = [said]
            body.append(["ADX", plain(rng, -self.up * said.deduction), said.reason or ""])
            if rng.random() < 0.4:
                body += [["NTE", "ADD", "see claim 4711"], ["REF", "VV", f"CB{rng.randint(1000, 9999)}"]]
            return self._items(lines, body)
        return self._items([said], body)

    def _items(self, lines: list[Line], body: Segments) -> list[Line]:
        if self.form == "item_loops":
            body += [["IT1", "1", "5", "EA", "12.5"], ["REF", "PO", "NOT-OURS"], ["DTM", "003", "20200101"]]
            body += [["SLN", "1", "", "I", "2"], ["SAC", "A", "C310", "", "", "500"]]
        return lines

    def _alone(self, line: Line, body: Segments) -> Line:
        """An adjustment of its own stands before the open items or in an entity of its own."""
        said = replace(line, day=None, po=None)
        if self.form == "increase" and self.rng.random() < 0.7:
            said.net = abs(line.net or Decimal(0))
            said.kind = "on_account"
            said.number = None
        segment = ["ADX", plain(self.rng, self.up * (said.net or Decimal(0))), line.reason or ""]
        if said.number is not None:
            segment += [self.rng.choice(("ZZ", "CR", "VV")), said.number]
        body += [["ENT", "2"], segment, ["ENT", "3"]]
        return said

    def _framed(self, body: Segments, at: int) -> Segments:
        count = len(body) + 2
        if self.form == "wrong_count":
            count += self.rng.choice((-3, -1, 1, 20))
        message = [["ST", "820", f"{at:04d}"], *body, ["SE", str(count), f"{at:04d}"]]
        return message[:-1] if self.form in ("cut", "lost_ends") else message

    def envelope(self, messages: list[Segments]) -> bytes:
        groups = [messages] if self.form != "several_groups" else [[message] for message in messages]
        segments: Segments = []
        for at, group in enumerate(groups, 1):
            segments.append(
                ["GS", "RA", "PAYERID", "PAYEEID", "20260103", "1200", str(at), "X", self.release]
            )
            segments += [segment for message in group for segment in message]
            segments.append(["GE", str(len(group)), str(at)])
        text = "".join(self.element.join(segment).rstrip(self.element) + self.end for segment in segments)
        isa = self.element.join(self._isa()) + self.end
        form = self.form
        if form in ("no_envelope", "bare_newline"):
            text = "".join(
                self.element.join(s).rstrip(self.element) + self.end for message in messages for s in message
            )
            isa = ""
        elif form in ("cut", "lost_ends"):
            text = text.rpartition(self.element.join(["GE", ""]))[0]
        else:
            text += self.element.join(["IEA", "1", "000000905"]) + self.end
        return self._finish(isa + text)

    def _isa(self) -> list[str]:
        width = 1 if self.form == "narrow_envelope" else 15
        ids = [name.ljust(width) for name in ("PAYERID", "PAYEEID")]
        blank = "" if self.form == "narrow_envelope" else " " * 10
        return [
            "ISA",
            "00",
            blank,
            "00",
            blank,
            "ZZ",
            ids[0],
            "ZZ",
            ids[1],
            "260103",
            "1200",
            "U",
            "00401",
            "000000905",
            "0",
            "P",
            ">",
        ]

    def _finish(self, text: str) -> bytes:
        form = self.form
        if form == "lines":
            text = text.replace("~", "~\r\n")
        elif form == "newline_crlf":
            text = text.replace("\n", "\r\n")
        elif form == "wrapped":
            text = "\r\n".join(text[at : at + 80] for at in range(0, len(text), 80))
        elif form == "mark":
            return b"\xef\xbb\xbf\r\n  " + text.encode()
        elif form == "pasted":
            text = (
                "Please find our remittance below.\n\n"
                + text.replace("~", "~\n")
                + "\nKind regards\nAccounts payable\n"
            )
        return text.encode("utf-8")


FORMS: tuple[str, ...] = (
    "plain", "plain", "lines", "newline", "newline_crlf", "bare_newline", "separators", "wrapped", "mark", "several", "several_groups",
    "no_envelope", "narrow_envelope", "cut", "lost_ends", "wrong_count", "old_signs", "reversed_signs", "not_netted", "increase",
    "unsigned_credits", "no_amounts", "gross_only", "item_loops", "pasted",
)  # fmt: skip
MAKER: Callable[[random.Random, str], Made] = make_x12
