"""Teaching: one function that learns a layout from a document and its true values, for command and page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from domain.errors import ConfigurationError
from domain.layouts import LayoutTemplate, Sample, TruePayment
from domain.money import as_text
from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance
from extractors.electronic.reading import describes_itself
from extractors.layouts.choosing import best_reading
from extractors.layouts.differences import differences
from extractors.layouts.folder import Stored, free_name, load_folder, samples_of, save
from extractors.layouts.kinds import KIND_OF, Kind
from extractors.layouts.refine import refine
from extractors.layouts.shelf import TemplateShelf
from extractors.layouts.truth import LearningError
from pipeline.desk import Desk
from pipeline.item import WorkItem
from pipeline.steps.extract import own_name
from pipeline.steps.parse import parse
from pipeline.table import run_all

_SAME_LAYOUT = 0.8
"""Share of a template's landmarks from which on a document is taken for its layout."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What teaching came to: the template and its file, or that nothing is to be learnt."""

    template: LayoutTemplate | None
    path: Path | None
    refined: bool = False


def teach(item: WorkItem, truth: Sequence[TruePayment], desk: Desk, folder: Path) -> Taught:
    """Learn a layout from an item's document and write it to the folder, replacing what it refines.

    Raises LearningError when no template reads the document as its true values say, and
    ConfigurationError when the folder cannot be read or written.
    """
    item = replace(item, company=parse(item, desk).item.company)
    # Of one company from here on, so that what is learnt reads with that one's name and ledger.
    desk = replace(desk.serving(item), of_company=None)
    document = taught_document(item, truth, desk)
    if describes_itself(document):
        return Taught(None, None)
    stored = load_folder(folder)
    payer = payer_of(truth, item)
    sample = Sample(document, tuple(truth), item.company)
    older = _same_layout(stored, document, payer)
    samples = [*_others(samples_of(older.path), sample), sample] if older else [sample]
    name = older.template.name if older else free_name(payer, [one.template.name for one in stored])
    template = refine(samples, name, payer, aids_of(item, desk))
    if older:
        template = replace(template, version=older.template.version + 1, note=older.template.note)
    others = [one.template for one in stored if one.template.name != name]
    _verify(item, document, truth, replace(desk, templates=TemplateShelf([*others, template])))
    return Taught(template, save(folder, template, samples), refined=older is not None)


def truth_of(body: object) -> tuple[TruePayment, ...]:
    """Return the payments of a truth file: an object with `remittances`, a list, or one bare payment.

    Raises ConfigurationError that says what the file lacks.
    """
    if isinstance(body, Mapping) and "remittances" in body:
        body = body["remittances"]
    payments = [body] if isinstance(body, Mapping) else body
    if (
        not isinstance(payments, list)
        or not payments
        or not all(isinstance(one, Mapping) for one in payments)
    ):
        raise ConfigurationError("the truth file holds no payment; give an object with `remittances`.")
    return tuple(_payment(one) for one in payments)


def taught_document(item: WorkItem, truth: Sequence[TruePayment], desk: Desk) -> Document:
    """Return the document that the true values are about: the one that holds most of them."""
    documents = [document for document in run_all(item, desk).documents if document.pages]
    if not documents:
        raise LearningError(f"{item.source} holds no document that could be read; nothing was learnt.")
    wanted = [str(line.get("document_number") or "") for payment in truth for line in payment.lines]
    amounts = [str(line.get("net_amount") or "") for payment in truth for line in payment.lines]

    def held(document: Document) -> int:
        text = "".join(document.text.split())
        return 2 * sum(bool(n) and "".join(n.split()) in text for n in wanted) + sum(
            bool(a) and a.lstrip("-").split(".")[0] in text for a in amounts
        )

    return max(documents, key=held)


def payer_of(truth: Sequence[TruePayment], item: WorkItem) -> str:
    """Return the payer's name: as the truth states it, else the sender's domain."""
    named = next((name for payment in truth if (name := payment.fields.get("payer_name"))), None)
    if named:
        return named
    sender = item.mail.sender if item.mail else None
    return sender.email.rpartition("@")[2] if sender and sender.email else "unknown payer"


def aids_of(item: WorkItem, desk: Desk) -> ReadingAids:
    """Return what extraction leans on for this item."""
    return ReadingAids(desk.ledger, item.mail, None, own_name(desk.company), desk.templates)


def _same_layout(stored: Sequence[Stored], document: Document, payer: str) -> Stored | None:
    """Return the payer's own template that fits the document, so that it is refined and not doubled."""
    own = [one for one in stored if one.template.payer.casefold() == payer.casefold()]
    fitting = TemplateShelf([one.template for one in own]).candidates(document)
    best = next((candidate for candidate in fitting if candidate.fit >= _SAME_LAYOUT), None)
    return next((one for one in own if best and one.template.name == best.template.name), None)


def _others(samples: Sequence[Sample], sample: Sample) -> list[Sample]:
    """Leave out what was taught by the same bytes before: the newer truth counts."""
    return [one for one in samples if one.document.sha256 != sample.document.sha256]


def _verify(item: WorkItem, document: Document, truth: Sequence[TruePayment], desk: Desk) -> None:
    """Read the whole input with the new template as `process` would; it must read exactly as the truth."""
    read: tuple[Remittance, ...] = tuple(
        payment for payment in run_all(item, desk).remittances if payment.document == document.name
    )
    faults = differences(read, truth)
    if faults:
        aids = aids_of(item, desk)
        alone = differences(best_reading(document, aids, ()), truth)
        why = "" if alone else " (the layout alone reads it right: another document of this mail wins)"
        raise LearningError(f"with the new layout the input is read otherwise{why}: {' '.join(faults[:5])}")


def _payment(body: Mapping[str, object]) -> TruePayment:
    lines = body.get("lines", [])
    if not isinstance(lines, list) or not all(isinstance(line, Mapping) for line in lines):
        raise ConfigurationError("`lines` in the truth file must be a list of objects.")
    return TruePayment(_values(body), tuple(_values(line) for line in lines))


def _values(body: Mapping[str, object]) -> dict[str, str | None]:
    """Return the values as the public JSON writes them; amounts given as numbers or short are written out."""
    values: dict[str, str | None] = {}
    for name, value in body.items():
        if value is None or (isinstance(value, str) and KIND_OF.get(name) is not Kind.AMOUNT):
            values[str(name)] = value
        elif KIND_OF.get(name) is Kind.AMOUNT:
            values[str(name)] = _amount(name, value)
        elif name in KIND_OF:
            raise ConfigurationError(f"the truth file gives {name} as {value!r}; write it as text or null.")
    return values


def _amount(name: str, value: object) -> str:
    try:
        return as_text(Decimal(str(value)))
    except (InvalidOperation, ValueError):
        raise ConfigurationError(
            f'the truth file gives {name} as {value!r}, which is no amount; write it as "1234.50" or null.'
        ) from None
