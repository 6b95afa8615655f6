"""Judges numbers that no book holds: what words, letters and form say of them."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

import re
from collections.abc import Collection

from domain.sentences import word_set
from router.candidates import Candidate, is_label

BARE_DIGITS = 4
"""Digits that a number without label or letters must have to mean anything."""
FEWEST_DIGITS = 3
_TOO_LONG = 9
YEAR = re.compile(r"(?:19|20)\d\d")
_RANGE = 10
_INVOICE_SHAPE = re.compile(
    r"(?i)(?:inv|rg|re|rn|fac?t?|f|ft|fv|cn|crn|av|gs|nc|dn|sinv|si)[-/._ ]?(?:n[°º.]?[ ]?)?(?:\d{2,4}[-/._])?\d{2,}[a-z]?"
)
_ORDER_SHAPE = re.compile(
    r"(?i)(?:po|ord|bdc|oda|ne(?=.?\d{6})|oc(?=.\d{4})|(?:bc|be)(?=.?\d{6}))[-/._ ]?\d{3,}(?:[-/]\d+)?"
)
_OWN_LETTERS = re.compile(r"(?i)[a-z]{2,}[-/._]?\d|[a-z]-\d")
_LETTERED = re.compile(
    r"([^\W\d_]{1,5})(?:[-/][^\W\d_]{1,3})?[-/]?\d[\d/-]*(?:[-/]?[^\W\d_]{1,3})?|\d[\d/.-]*[-/]([^\W\d_]{1,3})(?:[-/]?\d+)?|\d[\d-]*[-/][^\W\d_]{1,2}\d*"
)
_PARTED = re.compile(r"\d{1,10}(?:[-/]\d{1,8}){1,3}")
_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])/(?:19|20)\d\d")
_FRACTION = re.compile(r"\d{1,2}/\d{1,2}|(?:19|20)\d\d/\d\d|24/7|\d{1,2}-\d{1,2}(?=[ ]?%)")
_DAY = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|1[0-2])|(?:0[1-9]|1[0-2])[/](?:0[1-9]|[12]\d|3[01])"
)
_SIZE = re.compile(
    r"(?i)m?\d{1,4}(?:[.,]\d+)?x\d{1,4}(?:[.,]\d+)?(?:x\d{1,4})?(?:mm|cm)?|a[245]-[5-8]0|m\d{1,2}|[gk]?\d{1,2}[.]\d"
)
"""Sizes and grades of goods: "M12x40", "A4-70", "8.8"."""
_CREDIT = re.compile(r"NC|CN|GS|AV")
"""Letters of a credit note are part of its number: the invoice of that number is another document."""
_STANDARDS = word_set(
    "iso din en ral covid art ph ip dn pn usb rs co h t p m v w q g a no nr pos ean hs hsn co2 bs astm sku ref cas un rev ver version cfop abs s"
)
_ORDINAL = re.compile(r"(?i)\d+(?:st|nd|rd|th|er|eme|e|o|a)")
ABOUT_ORDERS = re.compile(
    r"\b(?:pos?|p\.o|orders?|ordered|ordenes|orden|pedidos?|commandes?|commande|bc|bdc|\w*bestell\w*|geordert|auftrag\w*|bestelling\w*|besteld|ordin[ei]|ordinato|oda|encomendas?|oc)\b"
)
"""A folded line that speaks of orders."""
_INVOICE_WORDS = re.compile(
    r"invoice|\bbill|factur|rechnung|beleg|fattur|fatur|nota\b|avoir|credit|gutschrift|document|\bdoc\b|\bft\b"
)
_OWED = re.compile(
    r"\b(?:reminder|overdue|past due|owe|unpaid|\w*mahnung|\w*erinnerung|uberfallig|relance|rappel|impayee?s?|sollecito|insolut[oae]|scadut[oae]|aanmaning|herinnering|openstaand\w*|recordatorio|vencid[oa]s?|impagad[oa]s?|lembrete|cobranca)\b"
)
"""A folded line that asks for money."""
_POINTING = word_set(
    """
    on for of under over against about the re invoice your our in with no nr
    la le les sur pour de du des notre votre vos a au celle une
    die der das den dem auf aus zu zur fur unter mit von ihre ihrer eure nr betreff laut uber gegen beleg
    el los las por para en con su sus del al
    il lo gli sulla della dalla alla nella per vostra vs dalle sulle
    op voor van bij uit jullie uw onze nummer nota
    da na as o os um uma pela pelo vossa sua minha em das nas
    """
)


def shape_of(number: str) -> str:
    """Return the form of a number: "INV-1001" -> "INV-9999"."""
    return re.sub(r"\d", "9", number)


def as_written(candidate: Candidate, shapes: Collection[str] | None) -> tuple[tuple[str, ...], bool]:
    """Return a number that no book holds and whether it is an order; () where nothing says what it is.

    `shapes` are the forms of the ledger's own numbers; None where there is no ledger to compare with.
    """
    text = written(candidate.text)
    if _SIZE.fullmatch(text) or _DAY.fullmatch(text) or _counted(candidate, text):
        return (), False
    if candidate.label == "order" or (not candidate.label and _ORDER_SHAPE.fullmatch(text)):
        fine = len(digits_of(text).lstrip("0")) >= FEWEST_DIGITS and not YEAR.fullmatch(text)
        return ((text,) if fine else ()), True
    if _ORDINAL.fullmatch(text) or not (
        _named(candidate, text) or (not candidate.label and _by_form(candidate, text, shapes))
    ):
        return (), False
    return spelled(candidate), False


def spelled(candidate: Candidate) -> tuple[str, ...]:
    """Return the number as written, of a short range every number."""
    text = written(candidate.text)
    if candidate.range_end is None:
        return (text,)
    rest = between(text, candidate.range_end, _RANGE)
    return (text, *rest) if rest else (text, written(candidate.range_end))


def written(text: str) -> str:
    """Return the number as written, without a word that only labels it ("inv 1001" -> "1001")."""
    text = text.strip().rstrip("._-/")
    match = re.match(r"^([^\W\d_]+)[ .]+(?:n[°ºor]{0,2}[. ]*)?(?=\d)", text)
    named = match and is_label(match[1]) and not _CREDIT.fullmatch(match[1])
    return text[match.end() :] if match and named else text


def digits_of(text: str) -> str:
    """Return the digits alone."""
    return "".join(letter for letter in text if letter.isdigit())


def between(first: str, last: str, most: int) -> tuple[str, ...]:
    """Return the numbers after `first` up to `last`, in the spelling of `first`; () where it is no short range."""
    start, end = re.search(r"\d+$", first), re.search(r"\d+$", last)
    if not start or not end:
        return ()
    low, tail = int(start.group()), end.group()
    high = int(start.group()[: -len(tail)] + tail) if len(tail) < len(start.group()) else int(tail)
    if not low < high <= low + most:
        return ()
    width = len(start.group())
    return tuple(first[: start.start()] + str(number).zfill(width) for number in range(low + 1, high + 1))


def _counted(candidate: Candidate, text: str) -> bool:
    """Tell whether a short number opens a line of goods: "- 400 tirefonds"."""
    opens = not candidate.words_before or candidate.words_before[-1] in ("\n", "-", "*", "•", "–")
    goods = bool(candidate.words_after) and candidate.words_after[0].isalpha()
    return text.isdigit() and len(text) <= BARE_DIGITS and text == candidate.text and opens and goods


def _named(candidate: Candidate, text: str) -> bool:
    """Tell whether the words before it, or its own letters, call it an invoice."""
    digits = digits_of(text)
    shaped = _INVOICE_SHAPE.fullmatch(text) is not None
    if shaped and len(digits) >= FEWEST_DIGITS and _OWN_LETTERS.match(text):
        return True
    if candidate.label != "invoice" or YEAR.fullmatch(text):
        return False
    lettered = re.search(r"[-/]", text) is not None and not _FRACTION.fullmatch(text)
    return (
        len(digits) >= FEWEST_DIGITS or ((shaped or candidate.text != text) and len(digits) >= 2) or lettered
    )


def _by_form(candidate: Candidate, text: str, shapes: Collection[str] | None) -> bool:
    """Tell whether an unnamed number has the form of a document's: the ledger's own, else any usual one."""
    digits = digits_of(text)
    lettered = _LETTERED.fullmatch(text)
    if shapes is not None:
        if lettered is None or len(digits) < FEWEST_DIGITS:
            return False
        owed = len(digits) >= BARE_DIGITS and _OWED.search(candidate.sentence) is not None
        return shape_of(text) in shapes or (owed and _is_code(lettered[1] or "", text))
    if lettered:
        return _is_code(lettered[1] or "", text)
    if ABOUT_ORDERS.search(candidate.sentence) and not _INVOICE_WORDS.search(candidate.sentence):
        return False
    if _PARTED.fullmatch(text):
        return len(digits) >= FEWEST_DIGITS and not (_FRACTION.fullmatch(text) or _MONTH.fullmatch(text))
    bare = text.isdigit() and BARE_DIGITS <= len(text) < _TOO_LONG and not YEAR.fullmatch(text)
    opens = candidate.alone and not candidate.before
    return bare and (opens or candidate.before in _POINTING)


def _is_code(letters: str, text: str) -> bool:
    if letters.lower() in _STANDARDS and len(digits_of(text)) < BARE_DIGITS:
        return False
    parted = "-" in text or "/" in text
    return parted or (len(digits_of(text)) >= BARE_DIGITS and text.upper() == text)
