"""Writes EDIFACT REMADV after the directories' message description, and after what payers make of it."""

# ruff: noqa: E501

import random
from dataclasses import replace
from decimal import Decimal

from bench.layouts.electronic.truth import Line, Made, Payment, make

_REASONS = ("1", "3", "4", "5", "9", "14", "ZZZ")
_DOCUMENTS = {
    "invoice": ("380", "380", "393", "388"),
    "credit_note": ("381", "83"),
    "debit_note": ("383", "84"),
}
_MEANS = {"30": "transfer", "42": "transfer", "20": "cheque", "49": "direct_debit", "31": "direct_debit"}
FORMS: tuple[str, ...] = (
    "plain", "plain", "lines", "una", "comma", "separators", "released", "several", "no_envelope", "no_uns",
    "wrong_count", "cut", "latin", "unsigned_credits", "signed_adjustments", "due_and_remitted", "paid", "nested",
    "name_address", "control_characters", "pasted",
)  # fmt: skip


def make_edifact(rng: random.Random, form: str) -> Made:
    """Make a document of one of FORMS."""
    count = rng.choice((2, 3)) if form == "several" else 1
    kinds = ("credit_note", "debit_note", "on_account")
    payments = [
        make(rng, kinds=kinds, reasons=_REASONS, currency=rng.choice(("EUR", "GBP", "DKK")))
        for _ in range(count)
    ]
    writer = _Writer(rng, form)
    segments = [segment for at, payment in enumerate(payments, 1) for segment in writer.message(payment, at)]
    return Made("remadv.edi", writer.bytes_of(segments), writer.true, form)


class _Writer:
    """One payer's way of writing REMADVs; segments are tags with elements of components."""

    def __init__(self, rng: random.Random, form: str) -> None:
        self.rng, self.form = rng, form
        self.true: list[Payment] = []
        self.component, self.element, self.mark, self.release, self.end = ":", "+", ".", "?", "'"
        if form == "comma":
            self.mark = ","
        if form == "separators":
            self.component, self.element, self.end = "|", "^", "~"
        if form == "control_characters":
            self.component, self.element, self.end, self.release = "\x1f", "\x1d", "\x1c", ""

    def amount(self, value: Decimal) -> str:
        text = f"{value:.2f}"
        if self.rng.random() < 0.2:
            text = text.rstrip("0").rstrip(".")
        return text.replace(".", self.mark)

    def segment(self, tag: str, *elements: object) -> str:
        written = []
        for element in elements:
            parts = element if isinstance(element, list) else [element]
            written.append(self.component.join(self._released(str(part)) for part in parts))
        return self.element.join([tag, *written])

    def _released(self, text: str) -> str:
        if not self.release:
            return text
        for sign in (self.release, self.component, self.element, self.end):
            text = text.replace(sign, self.release + sign)
        return text

    def message(self, payment: Payment, at: int) -> list[str]:
        rng = self.rng
        directory = rng.choice((("96A", "EAN002"), ("01B", "EAN003"), ("93A", "")))
        true = replace(payment, lines=[])
        means = rng.choice(list(_MEANS))
        body = [
            self.segment("UNH", at, ["REMADV", "D", directory[0], "UN", directory[1]]),
            self.segment("BGM", "481", f"RA{rng.randint(1000, 9999)}", "9"),
            self.segment("DTM", ["137", "20251231", "102"]),
            self.segment("DTM", [rng.choice(("138", "209", "203")), f"{payment.day:%Y%m%d}", "102"]),
            self.segment("RFF", ["PQ", payment.reference]),
        ]
        if rng.random() < 0.6:
            true.method = _MEANS[means]
            body.append(self.segment("PAI", ["", "", means]))
        body.append(self.segment("FII", "OR", ["DE123", "Account"], ["BANKXX"]))
        true.payer = self._party(body, "PR" if rng.random() < 0.5 else "BY", payment.payer or "")
        true.payee = self._party(body, "PE" if rng.random() < 0.5 else "SU", payment.payee or "")
        body.append(self.segment("CTA", "PM", ["", "Desk"]))
        body.append(self.segment("CUX", ["2", payment.currency, "11"]))
        for line in payment.lines:
            true.lines.append(self.line(line, body))
        body += self._summary(payment)
        body.append(
            self.segment(
                "UNT", len(body) + 1 + (rng.choice((-2, 5)) if self.form == "wrong_count" else 0), at
            )
        )
        self.true.append(true)
        return body[:-1] if self.form == "cut" else body

    def _party(self, body: list[str], qualifier: str, name: str) -> str:
        if self.form == "released":
            name += " 'R+D': why?"
        if self.form == "latin":
            name += " Müller é"
        if self.form == "name_address":
            body.append(self.segment("NAD", qualifier, "", [name, "1 Harbour Road", "Port Example"]))
        else:
            body.append(
                self.segment(
                    "NAD",
                    qualifier,
                    ["40000001", "", "9"],
                    "",
                    [name],
                    ["1 Harbour Road"],
                    "Port",
                    "",
                    "123",
                    "DE",
                )
            )
        return name

    def _summary(self, payment: Payment) -> list[str]:
        total = self.segment(
            "MOA",
            [
                self.rng.choice(("12", "12", "128")) if self.form != "no_uns" else "12",
                self.amount(payment.total or Decimal(0)),
            ],
        )
        return [total] if self.form == "no_uns" else [self.segment("UNS", "S"), total]

    def line(self, line: Line, body: list[str]) -> Line:
        rng, said = self.rng, replace(line)
        if line.kind == "on_account":
            body += [
                self.segment("DOC", "481"),
                self.segment("MOA", ["12", self.amount(line.net or Decimal(0))]),
            ]
            return said
        tag = "DOC:1" if self.form == "nested" else "DOC"
        body.append(
            self.segment("DOC", [rng.choice(_DOCUMENTS[line.kind])], [line.number]).replace("DOC", tag, 1)
        )
        amounts = self._amounts(line, said)
        body += [self.segment("MOA", [code, self.amount(value)]) for code, value in amounts]
        if said.day and rng.random() < 0.6:
            body.append(
                self.segment("DTM", ["3" if rng.random() < 0.5 else "171", f"{said.day:%Y%m%d}", "102"])
            )
        else:
            said.day = None
        if said.po and rng.random() < 0.6:
            body.append(self.segment("RFF", ["ON", said.po]))
        else:
            said.po = None
        if said.deduction:
            sign = -1 if self.form == "signed_adjustments" else 1
            body += [
                self.segment("AJT", said.reason),
                self.segment("MOA", ["5", self.amount(sign * said.deduction)]),
            ]
        if rng.random() < 0.15:
            body += [
                self.segment("DLI", "1", "2"),
                self.segment("MOA", ["12", "3"]),
                self.segment("AJT", "4"),
                self.segment("MOA", ["5", "1"]),
            ]
        return said

    def _amounts(self, line: Line, said: Line) -> list[tuple[str, Decimal]]:
        net = line.net or Decimal(0)
        if self.form == "unsigned_credits":
            net = abs(net)
        amounts = [("11" if self.form == "paid" else "12", net)]
        if line.gross is not None and (line.discount or line.deduction or self.rng.random() < 0.5):
            amounts.insert(self.rng.randint(0, 1), (self.rng.choice(("9", "39", "77")), line.gross))
            if self.form == "due_and_remitted":
                # The amount due after discount stands beside the invoice's own.
                amounts = [("9", line.gross - (line.discount or 0)), ("39", line.gross), ("12", net)]
            if line.discount:
                amounts.append((self.rng.choice(("52", "52", "109")), line.discount))
        else:
            said.gross = None
        return amounts

    def bytes_of(self, segments: list[str]) -> bytes:
        form = self.form
        level = "UNOC" if form == "latin" else "UNOA"
        unb = self.segment("UNB", [level, "3"], ["400001", "14"], ["500001", "14"], ["260103", "1200"], "R1")
        ends = [self.segment("UNZ", len(self.true), "R1")] if form != "cut" else []
        if form not in ("no_envelope",):
            segments = [unb, *segments, *ends]
        between = "\r\n" if form in ("lines", "latin", "pasted") else ""
        text = "".join(segment + self.end + between for segment in segments)
        if form in ("una", "comma", "separators"):
            text = f"UNA{self.component}{self.element}{self.mark}{self.release} {self.end}" + between + text
        if form == "pasted":
            text = "Dear all,\n\nour advice:\n\n" + text
        return text.encode("latin-1" if form == "latin" else "utf-8")
