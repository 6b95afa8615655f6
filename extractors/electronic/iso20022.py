"""Payments out of ISO 20022: remt.001 advices and the credits of camt.052, camt.053 and camt.054."""

from collections.abc import Sequence
from decimal import Decimal

from domain.ledger import Ledger
from domain.words import PaymentMethod
from extractors.electronic.codes import codes_of
from extractors.electronic.drafts import LineDraft, Payment
from extractors.electronic.iso_remittance import day_in, stated_amount, structured_lines
from extractors.electronic.unstructured import confirmed_alone, lines_in_text
from extractors.electronic.xml_form import Node

_ACCOUNT_REPORTS = frozenset({"Stmt", "Ntfctn", "Rpt"})
_REFERENCES = ("ChqNb", "EndToEndId", "UETR", "TxId", "InstrId", "AcctSvcrRef", "PmtInfId")
_NOTHING = frozenset({"NOTPROVIDED", "NOT PROVIDED", "NOTPROVIDE", "NONREF", "NONE", "-"})
_TRUE = frozenset({"true", "1"})


def payments_of(root: Node, form: str, ledger: Ledger | None) -> list[Payment]:
    """Return one payment an advice or a credited transaction; credits that name no document are left out."""
    payments: list[Payment] = []
    for node in root.walk():
        if node.tag.startswith("RmtAdvc") or (node.tag == "Document" and node.first("RmtInf")):
            payments += _advised(node, form, ledger)
        elif node.tag in _ACCOUNT_REPORTS:
            payments += _credited(node, form, ledger)
    return payments


def _advised(message: Node, form: str, ledger: Ledger | None) -> list[Payment]:
    payments: list[Payment] = []
    last: tuple[str, ...] | None = None
    for information in message.all("RmtInf"):
        original = information.first("OrgnlPmtInf")
        key = tuple(node.text for node in original.walk()) if original is not None else None
        if payments and (key is None or key == last):
            payments[-1].lines += _lines(information, payments[-1], ledger)
            continue
        last = key
        payment = Payment(form=form)
        _original(payment, original or information)
        _advice(payment, message, information)
        payment.lines = _lines(information, payment, ledger)
        payments.append(payment)
    for payment in payments:
        _alone(payment, ledger)
    return payments


def _original(payment: Payment, original: Node) -> None:
    """Take what the advice says of the payment that it explains."""
    for path in (("Amt", "InstdAmt"), ("Amt", "EqvtAmt", "Amt"), ("Amt",), ("InstdAmt",)):
        _money(payment, original.first(*path))
    _reference(payment, [*original.all("Refs"), original])
    for name in ("ReqdExctnDt", "ReqdColltnDt", "IntrBkSttlmDt"):
        _day(payment, original.first(name))
    _parties(payment, original)
    for node in original.walk():
        if node.tag == "PmtMtd" and node.text in codes_of("iso20022").methods:
            payment.state("method", codes_of("iso20022").methods[node.text], node.cell)
        elif node.tag == "ReqdColltnDt":
            payment.state("method", PaymentMethod.DIRECT_DEBIT, node.cell)
        elif node.tag == "Cd" and node.text == "SEPA" and payment.method is None:
            payment.state("method", PaymentMethod.TRANSFER, node.cell)


def _advice(payment: Payment, message: Node, information: Node) -> None:
    """Fill from the advice itself what it does not say of the payment."""
    for node in (information.first("RmtId"), message.first("GrpHdr", "MsgId")):
        if node is not None:
            payment.state("reference", node.text or None, node.cell)
    _day(payment, message.first("GrpHdr", "CreDtTm"))
    for name, party in (("payer", "InitgPty"), ("payee", "MsgRcpt")):
        node = message.first("GrpHdr", party)
        if node is not None:
            payment.state(name, _name(node), node.cell)


def _credited(report: Node, form: str, ledger: Ledger | None) -> list[Payment]:
    payments = []
    for entry in report.all("Ntry"):
        if entry.value("CdtDbtInd") == "DBIT" or entry.value("RvslInd") in _TRUE:
            continue
        details = [*entry.all("NtryDtls", "TxDtls"), *entry.all("TxDtls")]
        found = [
            _transaction(report, entry, detail, form, ledger, single=len(details) == 1)
            for detail in details
            if detail.value("CdtDbtInd") != "DBIT"
        ]
        _check_batch(found, entry, details)
        payments += [payment for payment in found if payment.lines]
    return payments


def _transaction(
    report: Node, entry: Node, detail: Node, form: str, ledger: Ledger | None, *, single: bool
) -> Payment:
    payment = Payment(form=form)
    for path in (("Amt",), ("AmtDtls", "TxAmt", "Amt"), ("AmtDtls", "InstdAmt", "Amt")):
        _money(payment, detail.first(*path))
    if single:
        _money(payment, entry.first("Amt"))
    _reference(payment, [*detail.all("Refs"), *([entry] if single else [])])
    if single:
        payment.state("reference", entry.value("NtryRef") or None, entry.cell)
    for name in ("ValDt", "BookgDt"):
        _day(payment, entry.first(name))
    _day(payment, detail.first("RltdDts", "IntrBkSttlmDt"))
    _parties(payment, detail.first("RltdPties") or detail)
    owner = report.first("Acct", "Ownr")
    if owner is not None:
        payment.state("payee", _name(owner), owner.cell)
    _method(payment, [*detail.all("BkTxCd"), *entry.all("BkTxCd")])
    for information in detail.all("RmtInf"):
        payment.lines += _lines(information, payment, ledger)
    if entry.value("Sts") == "PDNG" or entry.value("Sts", "Cd") == "PDNG":
        payment.problems.append("The bank calls the booking pending; the money is not there yet.")
    _alone(payment, ledger)
    return payment


def _check_batch(payments: Sequence[Payment], entry: Node, details: Sequence[Node]) -> None:
    """Hold the transactions of a collected booking against its sum."""
    if len(details) < 2 or len(payments) != len(details):
        return
    problems: list[str] = []
    whole = stated_amount(entry.first("Amt"), problems)
    totals = [payment.total for payment in payments if payment.total is not None]
    if whole is not None and len(totals) == len(payments) and sum(totals, Decimal(0)) != whole:
        for payment in payments:
            payment.notes.append("The transactions of the booking do not add up to the booked amount.")


def _lines(information: Node, payment: Payment, ledger: Ledger | None) -> list[LineDraft]:
    lines = structured_lines(information)
    if lines:
        return lines
    texts = [node for node in information.all("Ustrd") if node.text]
    return lines_in_text([node.text for node in texts], texts[0].cell, payment, ledger) if texts else []


def _alone(payment: Payment, ledger: Ledger | None) -> None:
    """A single document without an amount of its own is paid by the whole payment."""
    if len(payment.lines) != 1 or payment.total is None:
        return
    line = payment.lines[0]
    if line.net is None and line.gross is None and not line.problems:
        line.net = payment.total
        if line.cell and line.cell.endswith("Ustrd") and not confirmed_alone(line, ledger):
            line.problems.append(
                f"Only the payment's amount stands beside {line.number or 'the text'}; nothing confirms it."
            )


def _money(payment: Payment, node: Node | None) -> None:
    if node is None or payment.total is not None:
        return
    problems: list[str] = []
    payment.state("total", stated_amount(node, problems), node.cell)
    payment.problems += problems
    if payment.total is not None:
        payment.state("currency", node.attributes.get("Ccy"), node.cell)


def _day(payment: Payment, node: Node | None) -> None:
    if node is not None:
        payment.state("day", day_in(node), node.cell)


def _reference(payment: Payment, places: Sequence[Node]) -> None:
    for name in _REFERENCES:
        for place in places:
            for node in place.all(name):
                if node.text and node.text.upper() not in _NOTHING:
                    payment.state("reference", node.text, node.cell)


def _parties(payment: Payment, place: Node) -> None:
    for own, names in (("payer", ("Dbtr", "UltmtDbtr")), ("payee", ("Cdtr", "UltmtCdtr"))):
        for name in names:
            for node in place.all(name):
                payment.state(own, _name(node), node.cell)


def _name(node: Node) -> str | None:
    return node.value("Nm") or node.value("Pty", "Nm") or None


def _method(payment: Payment, codes: Sequence[Node]) -> None:
    methods = codes_of("iso20022").methods
    for node in (inner for code in codes for inner in code.walk()):
        word = node.text.lstrip("N").split("+")[0]
        if node.tag in ("Cd", "Prtry") and (method := methods.get(node.text) or methods.get(word)):
            payment.state("method", method, node.cell)
