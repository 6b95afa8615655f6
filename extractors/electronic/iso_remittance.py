"""Lines out of the remittance information of ISO 20022 (`RmtInf`), wherever it stands."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import product

from domain.words import DocumentType
from extractors.electronic.codes import codes_of
from extractors.electronic.drafts import LineDraft, amount, compact_day
from extractors.electronic.xml_form import Node

_CREDITS = (DocumentType.CREDIT_NOTE,)


def structured_lines(information: Node) -> list[LineDraft]:
    """Return the lines of every `Strd` below a `RmtInf`, in order."""
    return [line for strd in information.all("Strd") for line in _lines(strd)]


def stated_amount(node: Node | None, problems: list[str]) -> Decimal | None:
    """Return an element's amount; text that is none becomes a problem."""
    if node is None or not node.text:
        return None
    value = amount(node.text)
    if value is None:
        problems.append(f'{node.cell} holds "{node.text}", which is no amount.')
    return value


def day_in(node: Node | None) -> date | None:
    """Return the date of an element that states it itself or in `Dt` or `DtTm`."""
    if node is None:
        return None
    texts = (node.text, node.value("Dt"), node.value("DtTm"), node.value("Dt", "Dt"))
    return next((day for text in texts if text and (day := compact_day(text))), None)


def code_in(node: Node | None) -> str:
    """Return the code of a type (`Tp/CdOrPrtry/Cd`), or the words that stand in its place."""
    if node is None:
        return ""
    for path in (("Tp", "CdOrPrtry", "Cd"), ("Tp", "CdOrPrtry", "Prtry"), ("Tp", "Cd"), ("Tp", "Prtry")):
        if text := node.value(*path):
            return text
    return ""


def _lines(strd: Node) -> list[LineDraft]:
    codes = codes_of("iso20022")
    documents = strd.all("RfrdDocInf")
    orders = [node for node in documents if code_in(node) in codes.lists["orders"]]
    paid = [node for node in documents if node not in orders]
    po = next((node.value("Nb") for node in orders if node.value("Nb")), None)
    amounts = strd.first("RfrdDocAmt")
    lines = [_line(node, po) for node in paid if node.value("Nb")]
    if not lines:
        lines = _reference(strd, amounts, po)
    if len(lines) == 1 and amounts is not None:
        _amounts(lines[0], amounts)
    elif amounts is not None:
        for line in lines:
            line.problems.append(f"{line.number} shares its amount with other documents ({amounts.cell}).")
    return lines


def _line(node: Node, po: str | None) -> LineDraft:
    kind = codes_of("iso20022").document_types.get(code_in(node), DocumentType.INVOICE)
    number = node.first("Nb")
    return LineDraft(
        node.value("Nb") or None, kind, day_in(node.first("RltdDt")), po, cell=(number or node).cell
    )


def _reference(strd: Node, amounts: Node | None, po: str | None) -> list[LineDraft]:
    """Without a document the payee's own reference names what is paid; amounts alone are on account."""
    reference = strd.first("CdtrRefInf", "Ref")
    if reference is not None and reference.text:
        code = code_in(strd.first("CdtrRefInf"))
        kind = DocumentType.CREDIT_NOTE if code in ("CREN", "CNFA") else DocumentType.INVOICE
        return [LineDraft(reference.text, kind, po=po, cell=reference.cell)]
    if amounts is not None:
        return [LineDraft(None, DocumentType.ON_ACCOUNT, po=po, cell=amounts.cell)]
    return []


def _amounts(line: LineDraft, amounts: Node) -> None:
    """Take the amounts of one document; the standard signs none of them."""
    problems = line.problems
    due, remitted, credit = (
        stated_amount(amounts.first(name), problems) for name in ("DuePyblAmt", "RmtdAmt", "CdtNoteAmt")
    )
    discounts = [
        value
        for node in amounts.all("DscntApldAmt")
        if (value := stated_amount(node.first("Amt") or node, problems)) is not None
    ]
    line.discount = sum(discounts, Decimal(0)) or None
    line.net, line.gross = remitted, due
    if line.kind in _CREDITS:
        line.gross = due if due is not None else credit
        line.net = remitted if remitted is not None else credit
        _turn(line)
        credit = None
    _adjust(line, amounts, credit)
    if line.net is not None and line.net < 0 and line.kind is DocumentType.INVOICE:
        line.kind = DocumentType.CREDIT_NOTE


def _turn(line: LineDraft) -> None:
    line.gross = -abs(line.gross) if line.gross is not None else None
    line.net = -abs(line.net) if line.net is not None else None
    line.discount = -abs(line.discount) if line.discount is not None else None


def _adjust(line: LineDraft, amounts: Node, credit: Decimal | None) -> None:
    """Take adjustments, and a credit taken off an invoice, as deduction; signs by the line's own equation."""
    nodes = amounts.all("AdjstmntAmtAndRsn")
    sizes = [stated_amount(node.first("Amt"), line.problems) or Decimal(0) for node in nodes]
    if not nodes and not credit:
        return
    usual = tuple(-1 if node.value("CdtDbtInd") == "DBIT" else 1 for node in nodes)
    signs = _signs(line, sizes, usual, credit or Decimal(0))
    whole = sum((sign * size for sign, size in zip(signs, sizes, strict=True)), credit or Decimal(0))
    line.deduction = whole
    line.reason = ", ".join(dict.fromkeys(reason for node in nodes if (reason := _reason(node)))) or None


def _signs(
    line: LineDraft, sizes: Sequence[Decimal], usual: tuple[int, ...], credit: Decimal
) -> tuple[int, ...]:
    """Return by which sign each adjustment reduces: credits do, unless gross and net say otherwise."""
    if line.gross is None or line.net is None or len(sizes) > 4:
        return usual
    wanted = line.gross - (line.discount or 0) - line.net - credit
    for signs in (usual, tuple(-sign for sign in usual), *product((1, -1), repeat=len(sizes))):
        if sum((sign * size for sign, size in zip(signs, sizes, strict=True)), Decimal(0)) == wanted:
            return signs
    return usual


def _reason(node: Node) -> str:
    return (
        node.value("Rsn") or node.value("Rsn", "Cd") or node.value("Rsn", "Prtry") or node.value("AddtlInf")
    )
