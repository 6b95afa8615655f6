"""Every reason why a reading whose sums hold may still be wrong: unread values, odd numbers, faint print."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like
from domain.ledger import Ledger
from domain.numbers import number_key
from domain.pages import Document
from domain.words import DocumentType
from extractors.recognition.entries import Entry
from extractors.recognition.labels import Labelled, under_label
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.pieces import Row, split_typed
from extractors.recognition.words import Meaning, components, label_meaning

_HEADER = {
    "payment_reference": "payment's number",
    "payment_date": "day of payment",
    "payer": "payer",
    "payee": "payee",
    "total": "total",
    "payment_method": "way of paying",
}
_OF_LINES = frozenset({"line_gross", "line_discount", "line_deduction", "line_date", "line_po"})
_REASON = "line_reason"
_LETTERS = re.compile(r"^[^\d]*")
_SERIES = re.compile(r"^[A-Z]{1,4} \d+$")
_LONG_NUMBER = 5
_HEAD_ROWS = 4
_EDGES = " ,;:.()[]\"'"
_CALLED = (frozenset({"REF"}), frozenset({"REF", "NUM"}), frozenset({"TRANSFER"}), frozenset({"CHEQUE"}))
_LINKING = frozenset("is est es lautet war".split())  # noqa: SIM905
_CAPITALS = re.compile(r"[A-Z]{1,4}")
_CALLED_BY = 3
"""In words before a number: what may call it a reference."""
_NUMBERED = re.compile(
    r"(?P<label>[^\W\d][^\d:]{2,38}?) (?:[nN]\.|[nN][or]\.?|[nN]\.?[º°]) ?(?P<number>\S*\d\S*)"
)
_CUT_BY_SHEET = re.compile(r"^\d(?:[.,]\d+)?E\+\d{1,2}$|^#+$", re.IGNORECASE)
_CUT_BY = 2
"""In figures: a number so much shorter than its kin has lost some."""


def number_doubts(entries: Sequence[Entry], document: Document, ledger: Ledger | None) -> list[str]:
    """Return doubts about document numbers: unknown among known ones, cut short, or read off a picture."""
    numbered = [entry for entry in entries if entry.number and entry.kind is DocumentType.INVOICE]
    names = [entry.number or "" for entry in numbered]
    known = {name for name in names if ledger and number_key(name) in ledger.items_by_key}
    strange = list(dict.fromkeys(name for name in names if name not in known))
    doubts = []
    if known and strange and len(strange) <= len(known):
        doubts.append(f"{', '.join(strange)}: no open item has that number, though the others are found.")
    doubts += [
        f"{name} is shorter than the other numbers." for name in _cut_short(names) if name not in known
    ]
    doubts += [f"{name} lacks the letters of the other numbers." for name in _without_series(names)]
    doubts += [f"{name} is a number that a spreadsheet cut." for name in names if _CUT_BY_SHEET.match(name)]
    if strange and _is_recognised(document):
        doubts.append(f"{', '.join(strange)} was read off a picture and no open item confirms it.")
    return doubts


def unread_labels(rows: Sequence[Row], found: Sequence[Labelled], stated: frozenset[str]) -> list[str]:
    """Return labels of the payment whose value was not read; `stated` are the fields that have one."""
    doubts = []
    read_at = {(hit.at, hit.label.rstrip(" :.")) for hit in found}
    for at, row in enumerate(rows):
        for place, piece in enumerate(row.pieces):
            label, value = _label_and_value(row, place)
            if not value or label_meaning(value.rstrip(" :.")) is not None:
                under = under_label(rows, at, piece)
                value = under.text if under else value
            meaning = label_meaning(label) if label and value else None
            if meaning is None or (at, label) in read_at or not _is_unread(meaning, value, stated):
                continue
            doubts.append(f'"{piece.text}" seems to name the {_HEADER[meaning.concept]}; it was not read.')
    return doubts


def unread_line_labels(found: Sequence[Labelled], entries: Sequence[Entry]) -> list[str]:
    """Return labelled values of lines ("Gross amount 16.50") that no line took."""
    taken = {value for entry in entries for value in _values(entry)}
    reduced = any(entry.deduction for entry in entries)
    reasons = {entry.reason for entry in entries}
    return [
        f'"{hit.label} {hit.text}" belongs to a line; it was not read.'
        for hit in found
        if hit.how != "above"
        and (
            (hit.concept in _OF_LINES and _claim(hit) not in taken)
            or (hit.concept == _REASON and reduced and hit.text not in reasons)
        )
    ]


def _values(entry: Entry) -> list[object]:
    amounts = (entry.gross, entry.discount, entry.deduction, entry.net)
    return [*(abs(amount) for amount in amounts if amount is not None), entry.day, entry.po]


def _claim(hit: Labelled) -> object:
    if hit.amount is not None:
        return abs(hit.amount)
    return hit.day if hit.concept == "line_date" else hit.text


def unclaimed_numbers(rows: Sequence[Row], entries: Sequence[Entry]) -> list[str]:
    """Return doubts about numbers beside labels that nobody knows, where no payment's number was read."""
    used = {name for entry in entries for name in (entry.number, entry.po) if name}
    found = []
    for row in rows:
        found += _number_of_day(row, used)
        if row.ruled and len(row.pieces) > 2:
            continue
        found += _numbered(row, used)
        for place in range(len(row.pieces)):
            label, value = _label_and_value(row, place)
            if value in used or not looks_like_number(value) or len(value) < _LONG_NUMBER:
                continue
            meaning = label_meaning(label)
            if (
                label
                and (meaning is None or meaning.concept == "document_number")
                and not any(map(str.isdigit, label))
                and len(label) < 40
            ):
                found.append(f'"{label} {value}" may be the payment\'s number; it was not read.')
    return found


def _numbered(row: Row, used: set[str]) -> list[str]:
    """Return doubts about titles that end in a number of their own: "Mandato di pagamento n. 0027224"."""
    told = [match for piece in row.pieces if (match := _NUMBERED.fullmatch(piece.text.strip()))]
    return [
        f'"{match.group()}" may be the payment\'s number; it was not read.'
        for match in told
        if match["number"] not in used
        and len(match["number"]) >= _LONG_NUMBER
        and looks_like_number(match["number"])
        and label_meaning(match["label"]) is None
    ]


def _number_of_day(row: Row, used: set[str]) -> list[str]:
    """Return a doubt about a number that begins a row of a day and words: the payment's values in a row."""
    texts = [piece.text for piece in row.pieces]
    if len(texts) < 3 or len(texts[0]) < _LONG_NUMBER or not looks_like_number(texts[0]) or texts[0] in used:
        return []
    return [f'"{row.text}" may name the payment; its number was not read.'] if _is_day(texts[1]) else []


def _is_day(text: str) -> bool:
    return is_date_like(text) and not text.isdigit()


def stray_documents(rows: Sequence[Row], entries: Sequence[Entry]) -> list[str]:
    """Return doubts about rows of a number and a day alone: a document that no line took."""
    used = {name for entry in entries for name in (entry.number, entry.po) if name}
    return [
        f'"{row.text}" may belong to a line; it was not read.' for row in rows if _names_document(row, used)
    ]


def _names_document(row: Row, used: set[str]) -> bool:
    texts = [piece.text for whole in row.pieces for piece in split_typed(whole)]
    if len(texts) != 2:
        return False
    number, day = texts if is_date_like(texts[1]) else reversed(texts)
    known = number in used or is_date_like(number) or is_amount_like(number)
    return is_date_like(day) and looks_like_number(number) and len(number) >= _LONG_NUMBER and not known


def told_numbers(rows: Sequence[Row], entries: Sequence[Entry], spoken: str = "") -> list[str]:
    """Return doubts about numbers that running text calls a reference, where no payment's number was read.

    `spoken` is the text of a document that names its lines in sentences.
    """
    used = {name for entry in entries for name in (entry.number, entry.po) if name}
    texts = [row.text for row in rows if not row.ruled] + (spoken.split("\n") if spoken else [])
    words = [word.strip(_EDGES) for text in texts for word in text.split()]
    told = [
        f'"{" ".join(words[at - 1 : at + 1])}" may be the payment\'s number; it was not read.'
        for at, word in enumerate(words)
        if word not in used
        and len(word) >= _LONG_NUMBER
        and looks_like_number(word)
        and _is_called(words[max(0, at - _CALLED_BY) : at])
    ]
    return list(dict.fromkeys(told))


def _is_called(before: Sequence[str]) -> bool:
    """Tell whether the last words call what follows a reference: "our reference", "la référence est V"."""
    last = [word for word in before if word]
    while len(last) > 1 and (last[-1] in _LINKING or _CAPITALS.fullmatch(last[-1])):
        last.pop()
    return bool(last) and components(last[-1])[0] in _CALLED


def unnamed_payer(rows: Sequence[Row], payer: str | None, payee: str | None) -> list[str]:
    """Return a doubt where a document with a letterhead of unknown words gave no payer."""
    if payer is not None:
        return []
    head = [piece.text for row in rows[:_HEAD_ROWS] for piece in row.pieces if not row.ruled]
    names = [text for text in head if _may_name(text) and text != payee]
    return [f'"{names[0]}" may be the payer; no payer was read.'] if names else []


def _may_name(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    known = components(text)[1]
    return letters > 3 and ":" not in text and known < 0.5 and not text.endswith((".", "!", "?"))


def _is_unread(meaning: Meaning, value: str, stated: frozenset[str]) -> bool:
    if meaning.concept not in _HEADER or meaning.concept in stated or meaning.strength < 0.99:
        return False
    if meaning.concept == "payment_reference":
        return looks_like_number(value.split()[-1])
    if meaning.concept == "payment_date":
        return is_date_like(value) or bool(re.search(r"\d", value))
    if meaning.concept == "total":
        return is_amount_like(value)
    if meaning.concept == "payment_method":
        return _may_be_method(value)
    return meaning.rank == 1 and len(value) > 3 and value[0].isupper()


def _may_be_method(value: str) -> bool:
    """A word or a few, no figures: "Zahlart  Lieferantenkonto" names a way of paying that nobody knows."""
    return 0 < len(value.split()) <= _CALLED_BY and value[0].isalpha() and not any(map(str.isdigit, value))


def _label_and_value(row: Row, place: int) -> tuple[str, str]:
    text = row.pieces[place].text
    if ":" in text.rstrip(" :"):
        label, value = text.split(":", 1)
        return label.strip(), value.strip()
    label, _, last = text.rpartition(" ")
    if label and looks_like_number(last) and not is_date_like(last):
        return label.rstrip(" :."), last
    value = row.pieces[place + 1].text if place + 1 < len(row.pieces) else ""
    return text.rstrip(" :."), value.strip()


def _cut_short(names: Sequence[str]) -> list[str]:
    """Return numbers that have clearly fewer figures than most others that begin with the same letters."""
    headed = [(_head(name), name) for name in names]
    heads = Counter(head for head, _ in headed)
    kin: dict[str, list[str]] = defaultdict(list)
    for head, name in dict.fromkeys(headed):
        kin[head].append(name)
    # The two shortest tell the shortest other name, whichever name is asked.
    shortest = {head: sorted(others, key=len)[:2] for head, others in kin.items()}
    short = []
    for head, name in headed:
        others = [len(other) for other in shortest[head] if other != name]
        if head and heads[head] > 2 and others and len(name) + _CUT_BY <= min(others):
            short.append(name)
    return short


def _without_series(names: Sequence[str]) -> list[str]:
    """Return bare figures as long as those behind the series of another number: "25024" beside "RG 25017"."""
    figures = {len(name.split()[1]) for name in names if _SERIES.match(name)}
    return [name for name in names if name.isdigit() and len(name) in figures][:1]


def _head(name: str) -> str:
    found = _LETTERS.match(name)
    return found.group() if found else ""


def _is_recognised(document: Document) -> bool:
    return any(token.confidence is not None for page in document.pages for token in page.tokens)
