"""Cuts out of a text what may be a document's number, and leaves out what surely is none."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.sentences import LONGEST_TEXT, fold

_CURRENCY = r"(?:€|\$|£|¥|EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|CAD|AUD|BRL|euros?|R\$)"
_FIGURES = r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d{2})?|\d+[.,]\d{2}"
AMOUNT = re.compile(
    rf"(?<![\w.,/-])(?:{_CURRENCY}\s?-?(?:{_FIGURES}|\d+)|-?(?:{_FIGURES}|\d+)\s?{_CURRENCY}(?!\w)"
    r"|-?(?:\d{1,3}(?:[.,'’]\d{3})+[.,]\d{2}|\d{1,3}(?:[ \u00a0\u202f]\d{3})+[.,]\d{2}|\d+[.,]\d{2}))(?![\w/-]|[.,]\d)",
    re.IGNORECASE,
)
"""An amount with a currency beside it, or with two decimals."""

_NEVER = re.compile(
    r"""
    https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+                               # addresses
    |\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,4})?\b                  # IBAN
    |(?:\b(?:tel(?:efon[eo]?|ephone)?|phone|fax|telefax|mobile?|mob|handy|cell|gsm|portable|m[oó]vil|cellulare|cell|telem[oó]vel|durchwahl|
        ext(?:ension)?|t[ée]l|ligne|call|ring|whatsapp|hotline)\b[.:)]*|(?<![\w+])\+|(?<!\w)00(?=[1-9]\d[ ./-]))[ \t]*[(+]?\d[\d()/. +-]{4,30}\d  # telephones
    |\b(?:vat(?:[ ]?(?:id|no|number|reg(?:istration)?))?|ust-?id(?:-?nr)?|ustidnr|tva|n°[ ]?tva|p\.?[ ]?iva|partita[ ]iva|c\.?f|nif|cif|siren|siret|
        rcs|kvk|btw(?:-?(?:nr|nummer))?|steuernummer|st\.?-?nr|ein|tax[ ]?id|hrb|hra|bic|swift|blz|sort[ ]?code|account(?:[ ]?(?:no|number))?|iban|
        konto(?:nummer|-?nr)?|cnpj|nipc|company[ ]?(?:no|number|reg\w*)|registered[ ]in)\b[.:# ]*(?:no\.?|nr\.?|n[°º])?[ :]*[A-Z]{0,3}[ ]?\d[\w ./-]{4,40}\d  # tax ids, accounts
    |(?<![\w/.-])\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?![\w/-]|[.]\d)|(?<![\w/.-])(?:19|20)\d\d-[01]\d-[0-3]\d(?![\w-])  # days
    |\b\d{1,2}(?::|h)\d{2}\b                                                          # times
    |\b\d+(?:[.,]\d+)?[ ]?%
    """,
    re.IGNORECASE | re.VERBOSE,
)
_POSTAL = re.compile(
    r"(?:^|,|\b[A-Z]{1,2}-)[ \t]{0,3}\d{4,5}(?:[ \t]{1,3}[A-ZÄÖÜ][a-zäöüéè]{2,})", re.MULTILINE
)
_MONTHS = "jan|feb|fev|fév|mar|mär|mrz|apr|avr|abr|may|mai|mag|maj|jun|juin|giu|jul|juil|lug|aug|aou|aoû|ago|sep|set|oct|okt|ott|out|nov|dec|déc|dez|dic"
_NAMED_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+|of\s+)?(?:{_MONTHS})\w*\.?(?:\s+(?:de\s+)?(?:19|20)\d\d)?"
    rf"|\b(?:{_MONTHS})\w*\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+(?:19|20)\d\d)?\b",
    re.IGNORECASE,
)
_PREFIX = r"[A-Za-z]{1,6}"
_NUMBER = re.compile(
    rf"(?<![\w])(?:[A-Za-z]{{1,3}}-?(?:20)?[2-4]\d[ ]\d{{1,5}}(?![\w/.-])|(?:{_PREFIX}[-/._ ]?(?:n[°ºor.]{{0,2}}[ ]?)?(?=\d)|{_PREFIX}(?:[-/_][A-Za-z]{{1,4}})?[-/_](?=\d))?\d[\dA-Za-z]*(?:[-/._][\dA-Za-z]+)*)"
)
_LABELS = re.compile(
    r"(?P<order>\b(?:purchase[ ]orders?|orders?|p[./]?o\.?s?|bon(?:s)?[ ]de[ ]commande|commandes?|bdc|bc|cde|bestell(?:ung|nummer|nr)\w*|bestelling\w*|inkooporder\w*"
    r"|auftrag\w*|pedidos?|orden(?:es)?[ ]de[ ]compra|oc|ordin[ei]|oda|encomendas?|nota[ ]de[ ]encomenda|ordernummer|bestelnummer|opdracht\w*|requisicao)\b)"
    r"|(?P<other>\b(?:delivery[ ]notes?|cheques?|checks?|cheque[ ]n|transfer|confirmation|ticket|case|reference|ref|customer|client|account|kunden?(?:nummer|nr)?|lieferschein\w*|bon[ ]de[ ]livraison|bl"
    r"|albaran\w*|ddt|pakbon\w*|guia[ ]de[ ]remessa|contract|vertrag\w*|contrat|item|article|artikel\w*|art|pos|page|scheck\w*|klantnummer|debiteur\w*|cro|trn|trace|tracking|claim|dossier|vorgang\w*|project|projekt\w*|mandate|mandat|room|form|formular|po[ ]?box|bp|cs|suite|floor)\b)"
    r"|(?P<invoice>\b(?:invoices?|inv|invs|bills?|credit[ ](?:notes?|memos?)|cn|factures?|fact?|fac|avoirs?|rechnung(?:en|snummer|snr)?\w*|rgn?|re|rech|gutschrift\w*|facturas?|fras?|fa|abonos?"
    r"|nota[ ]de[ ]cr[eé]dito|fattur[ae]|fatt|ft|note?[ ]di[ ]credito|factu(?:ur|ren)|factuurnummers?|creditnota\w*|faturas?|nf|debit[ ]notes?|documents?|belege?)\b)"
)
_BRIDGE = re.compile(
    r"[\s:#.,;()'\"/&+-]*(?:(?:numbers?|nos?|nrs?|num(?:ero|eros|mer|mers)?|n[°ºo]?s?|#|is|are|and|et|und|y|e|en|ou|or|oder|to|bis|a|au|till|through|dated|vom|du|del|of|the|ref|both|also|plus|as|well|for|fur"
    r"|van|di|de|la|le|les|il|el|die|der|den|das)[\s:#.,;()'\"/&+-]*){0,4}"
)
_LISTED = re.compile(
    r"[\s:#,;()'\"/&+.-]*(?:(?:and|et|und|y|e|en|or|ou|oder|o|to|bis|a|au|tot|plus|also|sowie|ainsi que|as well as|through|until|ate|al|invoice|inv|nos?|nr)?[\s:#,;()'\"/&+.-]*){0,2}"
)
_RANGE = re.compile(r"\s*(?:-|–|—|to|bis|a|au|al|tot|ate|through|thru|until)\s*")


_LONGEST_JOINT = 30
"""Characters between two numbers of one list."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece of text that may be a document's number."""

    text: str
    label: str
    """"invoice", "order", "other" or "": what the words before it call it, or before the list it stands in."""
    range_end: str | None = None
    """The other end of a range "1001-1005", "1001 to 1005"."""
    sentence: str = ""
    """The line it stands in, folded: for bare numbers the words around count."""


def candidates_in(text: str) -> tuple[Candidate, ...]:
    """Return the candidates of a text in order; addresses, telephones, tax ids, days and amounts are blanked first."""
    blanked = _blank(_joined(text[:LONGEST_TEXT]))
    found = list(_NUMBER.finditer(blanked))
    folded = fold_same_length(blanked)
    return tuple(_candidates(found, blanked, folded))


def fold_same_length(text: str) -> str:
    """Fold letter by letter so that places stay the same."""
    if text.isascii():
        return text.lower()
    return "".join(fold(letter)[:1] or " " for letter in text)


def _joined(text: str) -> str:
    """Join numbers that a line end cut: "INV-\n1001"."""
    return re.sub(r"(?<=[A-Za-z0-9]-)[ \t]*\r?\n[> \t]*(?=\d)", "", text)


def _blank(text: str) -> str:
    for pattern in (_NEVER, AMOUNT, _NAMED_DAY, _POSTAL):
        text = pattern.sub(lambda match: re.sub(r"[^\n]", "\u0001", match.group()), text)
    return text


def _candidates(found: list[re.Match[str]], text: str, folded: str) -> Iterator[Candidate]:
    label, label_end = "", -1
    skip = -1
    for place, match in enumerate(found):
        if place == skip:
            continue
        own = _label_before(folded, match.start(), found[place - 1].end() if place else 0)
        own = _label_within(folded, match) or own
        if own is not None:
            label = own
        elif not (label_end >= 0 and _listed(folded, label_end, match.start())):
            label = ""
        label_end = match.end()
        range_end = None
        following = found[place + 1] if place + 1 < len(found) else None
        if (
            following
            and _RANGE.fullmatch(folded[match.end() : following.start()])
            and "\n" not in text[match.end() : following.start()]
        ):
            range_end, skip, label_end = following.group(), place + 1, following.end()
        yield Candidate(match.group(), label, range_end, _line(folded, match.start()))


def _label_before(folded: str, start: int, floor: int) -> str | None:
    """Return what the nearest label before the number calls it, None where no label stands right before."""
    window_start = max(floor, start - 60)
    last = None
    for match in _LABELS.finditer(folded, window_start, start):
        last = match
    if last is None or not _BRIDGE.fullmatch(folded[last.end() : start]):
        return None
    return last.lastgroup


def _listed(folded: str, start: int, end: int) -> bool:
    """Tell whether only list words and marks stand between two numbers."""
    return end - start <= _LONGEST_JOINT and _LISTED.fullmatch(folded[start:end]) is not None


def _label_within(folded: str, match: re.Match[str]) -> str | None:
    """Return what the letters before the digits call it, as in "inv 1001"."""
    label = _LABELS.match(folded, match.start(), match.end())
    return label.lastgroup if label and re.match(r"[ .:#]", folded[label.end() : label.end() + 1]) else None


def _line(folded: str, place: int) -> str:
    start = folded.rfind("\n", 0, place) + 1
    end = folded.find("\n", place)
    return folded[start : end if end >= 0 else len(folded)][:400]
