"""Writes ISO 20022 remt.001, camt.053 and camt.054 after their message definitions."""

# ruff: noqa: E501

import random
from dataclasses import replace
from decimal import Decimal
from xml.sax.saxutils import escape

from bench.layouts.electronic.truth import Line, Made, Payment, make

_REASONS = ("PRIC", "QUAL", "RETN", "SHRT")
_TYPES = {
    "invoice": ("CINV", "MSIN", "SBIN"),
    "credit_note": ("CREN", "CNFA"),
    "debit_note": ("DEBN", "DNFA"),
}
REMT_FORMS: tuple[str, ...] = (
    "plain", "plain", "pretty", "prefixed", "header", "no_namespace", "several", "split_payment", "old_discount",
    "due_only", "reversed_adjustment", "no_payment", "utf16", "latin",
)  # fmt: skip
CAMT_FORMS: tuple[str, ...] = (
    "plain", "plain", "batch", "debits", "party_choice", "v02", "reference_only", "free_text", "free_single", "reversal",
    "prefixed", "header", "orders",
)  # fmt: skip


def make_remt(rng: random.Random, form: str) -> Made:
    """Make a remt.001 of one of REMT_FORMS."""
    count = 3 if form == "several" else 1
    payments = [_payment(rng) for _ in range(count)]
    writer = _Writer(rng, form)
    blocks = [writer.information(payment) for payment in payments]
    head = f"<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2025-12-31T08:00:00Z</CreDtTm><InitgPty><Nm>{escape(payments[0].payer or '')}</Nm></InitgPty></GrpHdr>"
    xml = f"<RmtAdvc>{head}{''.join(blocks)}</RmtAdvc>"
    return Made("remt.xml", writer.wrapped(xml, f"remt.001.001.0{rng.randint(1, 6)}"), writer.true, form)


def make_camt(rng: random.Random, form: str) -> Made:
    """Make a camt.053 or camt.054 of one of CAMT_FORMS."""
    kind, root, report = rng.choice(
        (("camt.053", "BkToCstmrStmt", "Stmt"), ("camt.054", "BkToCstmrDbtCdtNtfctn", "Ntfctn"))
    )
    writer = _Writer(rng, form)
    payments = [_payment(rng) for _ in range(rng.choice((1, 2, 3)))]
    entries = (
        writer.batch(payments) if form == "batch" else "".join(writer.entry(payment) for payment in payments)
    )
    if form == "debits":
        entries += writer.noise("DBIT", "")
    if form == "reversal":
        entries += writer.noise("CRDT", "<RvslInd>true</RvslInd>")
    account = "<Acct><Id><IBAN>XX00TEST</IBAN></Id><Ownr><Nm>Orlow Valves GmbH</Nm></Ownr></Acct>"
    xml = f"<{root}><GrpHdr><MsgId>M</MsgId></GrpHdr><{report}><Id>S1</Id>{account}{entries}</{report}></{root}>"
    version = "02" if form == "v02" else rng.choice(("04", "08", "10"))
    return Made("camt.xml", writer.wrapped(xml, f"{kind}.001.{version}"), writer.true, form)


def _payment(rng: random.Random) -> Payment:
    kinds = ("credit_note", "debit_note")
    return make(rng, kinds=kinds, reasons=_REASONS, currency=rng.choice(("EUR", "CHF", "SEK")))


class _Writer:
    """One bank's or payer's way of writing."""

    def __init__(self, rng: random.Random, form: str) -> None:
        self.rng, self.form = rng, form
        self.true: list[Payment] = []

    def amount(self, tag: str, value: Decimal, currency: str | None) -> str:
        return f'<{tag} Ccy="{currency}">{value:.2f}</{tag}>'

    def strd(self, line: Line, said: Line, currency: str | None) -> str:
        rng = self.rng
        code = rng.choice(_TYPES[line.kind])
        day = f"<RltdDt>{line.day}</RltdDt>" if line.day and rng.random() < 0.7 else ""
        said.day = line.day if day else None
        number = escape(line.number or "")
        info = (
            f"<RfrdDocInf><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Nb>{number}</Nb>{day}</RfrdDocInf>"
        )
        said.po = None
        if self.form == "orders" and line.po:
            said.po = line.po
            info += (
                f"<RfrdDocInf><Tp><CdOrPrtry><Cd>PUOR</Cd></CdOrPrtry></Tp><Nb>{line.po}</Nb></RfrdDocInf>"
            )
        return f"<Strd>{info}<RfrdDocAmt>{self._amounts(line, said, currency)}</RfrdDocAmt></Strd>"

    def _amounts(self, line: Line, said: Line, currency: str | None) -> str:
        net = abs(line.net or Decimal(0))
        if line.kind == "credit_note":
            both = self.rng.random() < 0.5
            said.gross = line.net if both else None
            return (self.amount("CdtNoteAmt", net, currency) if both else "") + self.amount(
                "RmtdAmt", net, currency
            )
        if self.form == "due_only":
            said.gross, said.discount, said.deduction, said.reason = line.net, None, None, None
            return self.amount("DuePyblAmt", net, currency)
        text = ""
        if line.gross is not None and (line.discount or line.deduction or self.rng.random() < 0.5):
            text += self.amount("DuePyblAmt", line.gross, currency)
        else:
            said.gross = None
        if line.discount:
            inner = f"<Tp><Cd>STDS</Cd></Tp>{self.amount('Amt', line.discount, currency)}"
            old = self.form in ("old_discount", "v02")
            text += (
                self.amount("DscntApldAmt", line.discount, currency)
                if old
                else f"<DscntApldAmt>{inner}</DscntApldAmt>"
            )
        if line.deduction:
            mark = "DBIT" if self.form == "reversed_adjustment" else "CRDT"
            rest = f"<CdtDbtInd>{mark}</CdtDbtInd><Rsn>{line.reason}</Rsn>"
            text += (
                f"<AdjstmntAmtAndRsn>{self.amount('Amt', line.deduction, currency)}{rest}</AdjstmntAmtAndRsn>"
            )
        return text + self.amount("RmtdAmt", net, currency)

    def _said(self, payment: Payment) -> tuple[Payment, str]:
        true = replace(payment, lines=[])
        text = ""
        for line in payment.lines:
            said = replace(line)
            text += self.strd(line, said, payment.currency)
            true.lines.append(said)
        self.true.append(true)
        return true, text

    def information(self, payment: Payment) -> str:
        """Write the RmtInf of an advice."""
        true, text = self._said(payment)
        original = (
            f"<OrgnlPmtInf><Refs><EndToEndId>{escape(payment.reference or '')}</EndToEndId></Refs>"
            f"<Amt>{self.amount('InstdAmt', payment.total or Decimal(0), payment.currency)}</Amt>"
            f"<ReqdExctnDt><Dt>{payment.day}</Dt></ReqdExctnDt><Dbtr><Nm>{escape(payment.payer or '')}</Nm></Dbtr>"
            f"<Cdtr><Nm>{escape(payment.payee or '')}</Nm></Cdtr></OrgnlPmtInf>"
        )
        if self.form == "no_payment":
            # The advice alone: its own number and date, and no total.
            true.reference, true.total, true.currency, true.payee = "ADV-7", None, None, None
            true.day = payment.day.replace(year=2025, month=12, day=31) if payment.day else None
            original = ""
        if self.form == "split_payment" and len(payment.lines) > 1:
            cut = text.find("</Strd>") + len("</Strd>")
            return f"<RmtInf>{text[:cut]}{original}</RmtInf><RmtInf>{text[cut:]}{original}</RmtInf>"
        return f"<RmtInf><RmtId>ADV-7</RmtId>{text}{original}</RmtInf>"

    def entry(self, payment: Payment) -> str:
        """Write a booking of one transaction."""
        detail = self._detail(payment)
        head = (
            f"{self.amount('Amt', payment.total or Decimal(0), payment.currency)}<CdtDbtInd>CRDT</CdtDbtInd>"
        )
        return f"<Ntry><NtryRef>77</NtryRef>{head}{self._dates(payment)}{self._code()}<NtryDtls>{detail}</NtryDtls></Ntry>"

    def batch(self, payments: list[Payment]) -> str:
        """Write one booking of several transactions."""
        payments = [
            replace(payment, currency=payments[0].currency, day=payments[0].day) for payment in payments
        ]
        whole = sum((payment.total or Decimal(0) for payment in payments), Decimal(0))
        head = f"{self.amount('Amt', whole, payments[0].currency)}<CdtDbtInd>CRDT</CdtDbtInd>"
        details = "".join(self._detail(payment) for payment in payments)
        return f"<Ntry>{head}{self._dates(payments[0])}{self._code()}<NtryDtls>{details}</NtryDtls></Ntry>"

    def _dates(self, payment: Payment) -> str:
        status = "<Sts>BOOK</Sts>" if self.form == "v02" else "<Sts><Cd>BOOK</Cd></Sts>"
        return f"{status}<BookgDt><Dt>2025-12-31</Dt></BookgDt><ValDt><Dt>{payment.day}</Dt></ValDt>"

    def _code(self) -> str:
        return (
            "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>"
        )

    def _detail(self, payment: Payment) -> str:
        text = self._information_text(payment)
        true = self.true[-1]
        true.method = "transfer"
        inner = f"<Nm>{escape(payment.payer or '')}</Nm>"
        if self.form == "party_choice":
            inner = f"<Pty>{inner}</Pty>"
        payee = f"<Cdtr>{inner.replace(escape(payment.payer or ''), escape(payment.payee or ''))}</Cdtr>"
        total = self.amount("Amt", payment.total or Decimal(0), payment.currency)
        if self.form == "v02":
            total = f"<AmtDtls><TxAmt>{total}</TxAmt></AmtDtls>"
        return (
            f"<TxDtls><Refs><MsgId>X</MsgId><EndToEndId>{escape(payment.reference or '')}</EndToEndId></Refs>{total}"
            f"<RltdPties><Dbtr>{inner}</Dbtr>{payee}</RltdPties><RmtInf>{text}</RmtInf></TxDtls>"
        )

    def _information_text(self, payment: Payment) -> str:
        numbers = [line.number or "" for line in payment.lines]
        if self.form == "reference_only":
            line = Line("RF18539007547034", net=payment.total)
            self.true.append(replace(payment, lines=[line]))
            return f"<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>{line.number}</Ref></CdtrRefInf></Strd>"
        if self.form == "free_text":
            lines = [
                Line(f"INV-{at}{number[-3:]}7", net=abs(x.net or Decimal(0)))
                for at, (number, x) in enumerate(zip(numbers, payment.lines, strict=True), 1)
            ]
            payment.total = sum((line.net or Decimal(0) for line in lines), Decimal(0))
            self.true.append(replace(payment, lines=lines))
            said = ", ".join(f"{line.number} {line.net:.2f}" for line in lines)
            return "".join(f"<Ustrd>{said[at : at + 140]}</Ustrd>" for at in range(0, len(said), 140))
        if self.form == "free_single":
            self.true.append(replace(payment, lines=[Line("RE-2026-4711", net=payment.total)]))
            return "<Ustrd>SVWZ+Rechnung RE-2026-4711 vom 03.02.2026</Ustrd>"
        return self._said(payment)[1]

    def noise(self, mark: str, extra: str) -> str:
        text = "<Strd><RfrdDocInf><Nb>OURS-1</Nb></RfrdDocInf></Strd>"
        return f'<Ntry><Amt Ccy="EUR">5.00</Amt><CdtDbtInd>{mark}</CdtDbtInd>{extra}<NtryDtls><TxDtls><RmtInf>{text}</RmtInf></TxDtls></NtryDtls></Ntry>'

    def wrapped(self, xml: str, kind: str) -> bytes:
        space = f"urn:iso:std:iso:20022:tech:xsd:{kind}"
        body = f'<Document xmlns="{space}">{xml}</Document>'
        if self.form == "no_namespace":
            body = f"<Document>{xml}</Document>"
        elif self.form == "prefixed":
            body = (
                body.replace("</", "\0")
                .replace("<", "<p:")
                .replace("\0", "</p:")
                .replace("xmlns=", "xmlns:p=")
            )
        elif self.form == "header":
            header = '<AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><BizMsgIdr>B1</BizMsgIdr></AppHdr>'
            body = f"<Envelope>{header}{body}</Envelope>"
        if self.form == "pretty":
            body = body.replace("><", ">\r\n  <")
        charset = {"utf16": "utf-16", "latin": "iso-8859-1"}.get(self.form, "utf-8")
        return f'<?xml version="1.0" encoding="{charset.upper()}"?>\n{body}'.encode(charset)
