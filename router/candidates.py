"""Cuts out of a text what may be a document's number, and leaves out what surely is none."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from domain.sentences import LONGEST_TEXT, fold, word_set

_CURRENCY = r"(?:€|\$|£|¥|EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|CAD|AUD|BRL|euros?|R\$)"
_FIGURES = r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3}){1,8}(?:[.,]\d{2})?|\d+[.,]\d{2}"
AMOUNT = re.compile(
    rf"(?<![\w.,/-])(?:{_CURRENCY}[^\S\n]?-?(?:{_FIGURES}|\d+)|-?(?:{_FIGURES}|\d+)[^\S\n]?{_CURRENCY}(?!\w|[^\S\n]?\d)"
    r"|-?(?:\d{1,3}(?:[.,'’]\d{3}){1,8}[.,]\d{2}|\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,8}[.,]\d{2}|\d+[.,]\d{2}))(?![\w/-]|[.,]\d)",
    re.IGNORECASE,
)
"""An amount with a currency beside it, or with two decimals."""

_NEVER = re.compile(
    r"""
    https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+                               # addresses
    |\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,4})?\b                  # IBAN
    |(?:\b(?:tel(?:efon[eo]?|ephone)?|phone|fax|telefax|mobile?|mob|handy|cell|gsm|portable|m[oó]vil|cellulare|cell|telem[oó]vel|durchwahl|
        ext(?:ension)?|t[ée]l|ligne|call|ring|whatsapp|hotline)\b[.:)]*|(?<![\w+])\+|(?<![\w./-])00(?=[1-9]\d[ ./-]))[ \t]*[(+]?\d[\d()/. +-]{4,30}\d  # telephones
    |(?<![\w./-])0\d{2,4}[ ]\d{4,8}(?![\w/-]|[ ]?\d)
    |\b(?:vat(?:[ ]?(?:id|no|number|reg(?:istration)?))?|ust-?id(?:-?nr)?|ustidnr|tva|n°[ ]?tva|p\.?[ ]?iva|partita[ ]iva|c\.?f|nif|cif|siren|siret|
        rcs|kvk|btw(?:-?(?:nr|nummer))?|steuernummer|st\.?-?nr|ein|tax[ ]?id|hrb|hra|bic|swift|blz|sort[ ]?code|account(?:[ ]?(?:no|number))?|iban|
        konto(?:nummer|-?nr)?|cnpj|nipc|company[ ]?(?:no|number|reg\w*)|registered[ ]in)\b[.:# ]*(?:no\.?|nr\.?|n[°º])?[ :]*(?:[A-Z]{1,3}|(?-i:[A-Z]{1,3})[ ])?\d[\w ./-]{4,40}\d  # tax ids, accounts
    |(?<![\w/.-])\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?![\w/-]|[.]\d)|(?<![\w/.-])(?:19|20)\d\d-[01]\d-[0-3]\d(?![\w-])  # days
    |\b\d{1,2}(?::|h)\d{2}\b                                                          # times
    |\b\d+(?:[.,]\d+)?[ ]?%
    """,
    re.IGNORECASE | re.VERBOSE,
)
_POSTAL = re.compile(
    r"(?:^|,|\b[A-Z]{1,2}-)[ \t]{0,3}\d{4,5}(?:[ \t]{1,3}[A-ZÄÖÜ][a-zäöüéè]{2,})", re.MULTILINE
)
_MONTHS = (
    "jan(?:uary|vier|uar|uari|eiro)?|jän(?:ner)?|ene(?:ro)?|gen(?:naio)?|feb(?:ruary|ruar|brero|braio|ruari)?|f[eé]v(?:r(?:ier)?|ereiro)?|mar(?:ch|s|zo|ço)?|märz?|mrz|maart|mrt|apr(?:il|ile)?"
    "|avr(?:il)?|abr(?:il)?|may|mai|mayo|mag(?:gio)?|maio|mei|jun[ei]?|juin|junio|giu(?:gno)?|junho|jul[yi]?|juil(?:let)?|julio|lug(?:lio)?|julho|aug(?:ust|ustus)?|ao[uû]t|ago(?:sto)?"
    "|sep(?:t(?:ember|embre)?|tiembre)?|set(?:tembre|embro)?|oct(?:ober|obre|ubre)?|okt(?:ober)?|ott(?:obre)?|out(?:ubro)?|nov(?:ember|embre|iembre|embro)?|dec(?:ember)?|d[eé]c(?:embre)?|dez(?:ember|embro)?|dic(?:iembre|embre)?"
)
_NAMED_DAY = re.compile(
    rf"(?<![\w/-])\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+|of\s+)?(?:{_MONTHS})\b\.?(?:\s+(?:de\s+)?(?:19|20)\d\d\b)?"
    rf"|\b(?:{_MONTHS})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?![\w/-])(?:,?\s+(?:19|20)\d\d\b)?",
    re.IGNORECASE,
)
_DECIMAL = re.compile(
    r"(?<![\w.,/-])(?:\d{1,4},\d{1,2}|\d,\d{4}|\d{1,2},\d{3})(?![\w/-]|,\d)|(?<![\w.,/-])(?<!\d[ ])\d{1,2}[ ]\d{3}(?![\w/-]|[ .,]?\d)|(?<![\w.,/-])\d{1,3}(?:[.]\d{3})*,[-–]"
)
"""A quantity or a price without currency: "27,5", "3,4650", "7 695"."""
_UNIT = re.compile(
    r"[ ]?(?:%|st\b|stk|stuck|stuks?|pcs?\b|pieces?|pezzi|piezas|unidades|units?|ea\b|each|kg|to\b|t\b(?![./])|tonn?e?s?|m[23²³]?\b|sq\b|km|l\b|litros?|liter|h\b|hrs?|hours?|heures|horas|ore\b|uur|stunden|std"
    r"|tag(?:e|en)?\b|days?|jours?|dias?\b|giorni|dagen|weeks?|wochen|weken|semaines?|semanas?|settimane|months?|monate?n?|mois|maanden|meses|mesi|years?|jahre?n?|ans\b|anos|anni|jaar"
    r"|boxe?s?\b|boites?|caixas|cajas|scatole|dozen|doos|dozes|kartons?|cartons?|colis|colli|crates?|pallets?|palettes?|paletten|bancali|sacas|sacks?|exemplares|copies\b|copias|cases\b|bottles|people|lines?\b"
    r"|invoices|factures|rechnungen|facturas|fatture|facturen|faturas|x\b|\*|cents?\b|euros?\b|quid\b|pounds?\b|bucks\b)"
)
"""What may follow a quantity, folded."""
_PREFIX_WORD = re.compile(r"([^\W\d_]{1,40})[ ]++(?=\d)")
_NUMBER_WORD = re.compile(r"(?:[^\W\d_]{1,40}+[ ._/-]++)?n[rnos]{0,2}(?:\.?[°º]\.?[ ]*|\.[ ]*|[ ]+)(?=\d)")
"""What only says that a number follows: "no. ", "your no. ", "nn. "."""
_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+")
_NO_PREFIX = word_set(
    "a and the for of on in to is no nr et und y e en ou or oder la le les die der das den il el di de da do du des zu auf aus mit von per por para con sur op van bij met all nur only both"
)
_PREFIX = r"[^\W\d_]{1,6}"
_NUMBER = re.compile(
    rf"(?<![\w])(?:[A-Za-z]{{1,3}}-?(?:20)?[2-4]\d[ ]\d{{1,5}}(?![\w/.-])|(?:{_PREFIX}[-/._ ]?(?:n[°ºor.]{{0,2}}[ ]?)?(?=\d)|{_PREFIX}(?:[-/_][A-Za-z]{{1,4}})?[-/_](?=\d))?\d[\dA-Za-z]*(?:[-/._][\dA-Za-z]+)*)"
)
_LABELS = re.compile(
    r"(?P<order>\b(?:purchase[ ]orders?|orders?|p[./]?o\.?s?|bon(?:s)?[ ]de[ ]commande|commandes?|bdc|bc|cde|bestell(?:ung|nummer|nr)\w*|bestelling\w*|inkooporder\w*"
    r"|auftrag\w*|pedidos?|orden(?:es)?[ ]de[ ]compra|orden(?:es)?[ ]de[ ]pedido|oc|ordin[ei]|oda|encomendas?|nota[ ]de[ ]encomenda|ordernummer|bestelnummer|opdracht\w*|requisicao|requisition|lieferplan|lieferabruf|abruf|enc|ord|orden(?:es)?|ordem|sales[ ]order|oda)\b)"
    r"|(?P<reference>\b(?:references?|refs?|ticket)\b)"
    r"|(?P<other>\b(?:delivery[ ]notes?|cheques?|checks?|\w*schecks?|aktenzeichen|az|siniestro|sinistro|sinistre|schaden|procedimiento|proceso|processo(?:[ ]de[ ]despesa)?|litige|litigio|kenmerk|melding|meldung|ocorrencia|lieferung|lot[ ]de[ ]paiement|pv|attestation|retour(?:bon)?|gesellschaft|fornecedor|proveedor|fournisseur|lieferant|fornitore|leverancier|conta|compte|cuenta|conto|proposta|oferta|giudiziale|ordinario|call|d[.]m[.]|rifdebitor\w*|kto|\w*konto|klarfall|query(?:[ ]id)?|request|vendor(?:[ ]record)?|supplier(?:[ ]no)?|\w*vertrag|quot(?:e|ation)|angebot\w*|offerte|devis|presupuesto|preventivo|orcamento|radicado|expediente|protocollo|protocolo|remittance[ ]advice|payment[ ]advice|\w*avis|\w*mitteilung|notification|dn|returns?(?:[ ]slip)?|code|codigo|codice|rucklieferschein|fy|batch|lot|lote|lotto|partita|charge|serial|telefon|amc|recibo|receipt|bon[ ]de[ ]livraison|guia|albaran|duns|gln|policy|police|poliza|fire|section|version|build|gate|dock|rampe|unit|apt|apartment|no[ ]de[ ]client|cliente|cheque[ ]n|transfer|confirmation|case|customer|client|account|kunden?(?:nummer|nr)?|lieferschein\w*|bon[ ]de[ ]livraison|bl"
    r"|albaran\w*|ddt|pakbon\w*|guia[ ]de[ ]remessa|rastreo|rastreamento|contract|vertrag\w*|contrat|item|article|artikel\w*|art|pos|page|scheck\w*|klantnummer|debiteur\w*|cro|trn|trace|tracking|claim|dossier|vorgang\w*|project|projekt\w*|mandate|mandat|room|form|formular|rma|exp|expediente|poste?|position|posten|zeile|line|zip|postcode|plz|clause|section|schedule|annex|anlage|kostenstelle|cost[ ]cent(?:er|re)|po[ ]?box|bp|cs|suite|floor)\b)"
    r"|(?P<invoice>\b(?:invoices?|inv|invs|bills?|credit[ ](?:notes?|memos?)|cn|factures?|fact?|fac|avoirs?|rechnung(?:en|snummer|snr)?\w*|rgn?|re|rech|gutschrift\w*|facturas?|fras?|fa|abonos?"
    r"|nota[ ]de[ ]cr[eé]dito|fattur[ae]|fatt|ft|note?[ ]di[ ]credito|factu(?:ur|ren)|factuurnummers?|creditnota\w*|faturas?|nf|debit[ ]notes?|documents?|documentos?|dokumente?|belege?|\w*rechnung(?:en)?|faktur\w*|\w*factuur|notas?|rekening(?:en)?|declaratie|titulos?|nfe|doc|comprobantes?|boletos?|pieces?|notula|parcella|honorarnote|nc)\b)"
)
_BRIDGE = re.compile(
    r"[\s:#.,;()'\"/&+-]*(?:(?:numbers?|nos?|nrs?|num(?:ero|eros|mer|mers)?|n[°ºo]?s?|#|is|are|and|et|und|y|e|en|ou|or|oder|to|bis|a|au|till|through|dated|vom|du|del|of|the|ref|both|also|plus|as|well|for|fur"
    r"|van|di|de|la|le|les|il|el|die|der|den|das)[\s:#.,;()'\"/&+-]*){0,4}"
)
_LISTED = re.compile(
    r"[\s:#,;()'\"/&+.-]*(?:(?:and|et|und|y|e|en|or|ou|oder|o|to|bis|a|au|tot|plus|also|sowie|ainsi que|as well as|through|until|ate|al|invoice|inv|nos?|nr)?[\s:#,;()'\"/&+.-]*){0,2}"
)
_RANGE = re.compile(
    r"\s*(?:-|–|—|to|bis(?: zu[rm]?)?(?: und mit| einschlies{1,2}lich| inklusive)?|a|au|al|alla|aux|tot(?: en met)?|t/m|ate|ao?|(?:desde )?hasta(?: la| el)?|(?:sino|fino) (?:alla|al|a)|jusqu'(?:a|au)(?: la)?|through(?: to)?|thru|until|up to(?:,? and including)?|inclusive to)\s*"
)


MOST = 200
"""More numbers than this in one text are a list, which a reader of documents takes."""
_QUANTITY = re.compile(r"\d{1,4}|\d{1,3}(?:[.,]\d{3})+")
_LONGEST_NUMBER = 100
"""Characters; a longer run of digits and marks names no document."""
_NEAR = 24
_SHORT_LINE = 60
_LONGEST_JOINT = 30
"""Characters between two numbers of one list."""
_WINDOW = 8
_REACH = 120
CUT = "<cut>"
"""Stands for an address, a day, an amount or whatever else was blanked."""
_TOKEN = re.compile(r"\u0001+|[^\W\d_]+|[^\W\d]{0,40}+\d[\w./-]*\w|\d|\n|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece of text that may be a document's number."""

    text: str
    label: str
    """"invoice", "order", "reference", "other" or "": what the words before it call it, or before the list it stands in."""
    range_end: str | None = None
    """The other end of a range "1001-1005", "1001 to 1005"."""
    sentence: str = ""
    """The line it stands in, folded: for bare numbers the words around count."""
    before: str = ""
    """The word right before it, folded; "" at the start of a line or behind a stop."""
    alone: bool = False
    """It is the only number of a short line, such as a subject."""
    words_before: tuple[str, ...] = ()
    """Up to `_WINDOW` words and marks before it, folded, the nearest last; `CUT` where something was blanked."""
    words_after: tuple[str, ...] = ()
    """As many after it, the nearest first."""
    lines_left: int = 0
    """Lines of the text that follow its own."""
    amounts: tuple[str, ...] = ()
    """The amounts of its line, as written."""


def candidates_in(text: str, held: Callable[[str], bool] = lambda _: False) -> tuple[Candidate, ...]:
    """Return the candidates of a text in order; addresses, telephones, tax ids, days and amounts are blanked first.

    `held` tells of a spelling whether the books hold just that: a day or an amount it cannot be then.
    """
    joined = _joined(text[:LONGEST_TEXT])
    blanked = _blank(joined, held)
    folded = fold_same_length(blanked)
    return tuple(islice(_candidates(_spans(blanked, folded, held), blanked, folded, joined), MOST))


def fold_same_length(text: str) -> str:
    """Fold letter by letter so that places stay the same."""
    if text.isascii():
        return text.lower()
    return "".join(fold(letter)[:1] or " " for letter in text)


def _joined(text: str) -> str:
    """Join numbers that a line end cut: "INV-\n1001"."""
    return re.sub(r"(?<=[A-Za-z0-9]-)[ \t]*\r?\n[> \t]*(?=\d)", "", text)


def _blank(text: str, held: Callable[[str], bool]) -> str:
    for pattern in (_NEVER, AMOUNT, _DECIMAL, _NAMED_DAY, _POSTAL):
        text = pattern.sub(
            lambda match: match.group() if held(match.group()) else re.sub(r"[^\n]", "\u0001", match.group()),
            text,
        )
    return text


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int


def _spans(text: str, folded: str, held: Callable[[str], bool]) -> list[_Span]:
    """Return where numbers stand; words before them that are no part of them, and quantities, are left out."""
    spans: list[_Span] = []
    for match in _NUMBER.finditer(text):
        start = match.start()
        word = _PREFIX_WORD.match(text, start, match.end())
        if word and not _is_prefix(word[1], folded[start : start + len(word[1])]):
            start = word.end()
        worded = _NUMBER_WORD.match(text, start, match.end())
        start = worded.end() if worded else start
        digits = text[start : match.end()]
        if len(digits) > _LONGEST_NUMBER:
            continue
        if _QUANTITY.fullmatch(digits) and _UNIT.match(folded, match.end()):
            continue
        if spans and _in_thousands(text[spans[-1].start : match.end()], held):
            start = spans.pop().start
        spans.append(_Span(start, match.end()))
    return spans


def _in_thousands(text: str, held: Callable[[str], bool]) -> bool:
    """Tell whether a held number is written in groups of three: "118 447"."""
    return _GROUPED.fullmatch(text) is not None and (held(text) or held(text.replace(" ", "")))


def listed(between: str) -> bool:
    """Tell whether a folded text holds nothing but what parts the numbers of a list."""
    return _LISTED.fullmatch(between) is not None


def is_label(word: str) -> bool:
    """Tell whether a word only names the number behind it: "inv", "FT", "Rechnung"."""
    return _LABELS.fullmatch(fold(word)) is not None


def _is_prefix(word: str, folded: str) -> bool:
    return word.isupper() and len(word) <= 4 and folded not in _NO_PREFIX


def _candidates(found: list[_Span], text: str, folded: str, whole: str) -> Iterator[Candidate]:
    label, label_end = "", -1
    skip = -1
    for place, span in enumerate(found):
        if place == skip:
            continue
        own = _label_before(folded, span.start, found[place - 1].end if place else 0)
        own = _label_within(folded, span) or own
        if own is not None:
            label = own
        elif not (label_end >= 0 and _listed(folded, label_end, span.start)):
            label = ""
        label_end = span.end
        range_end = None
        following = found[place + 1] if place + 1 < len(found) else None
        if (
            following
            and _RANGE.fullmatch(folded[span.end : following.start])
            and "\n" not in text[span.end : following.start]
            and _one_series(text[span.start : span.end], text[following.start : following.end])
        ):
            range_end, skip, label_end = text[following.start : following.end], place + 1, following.end
        until = following.end if following and range_end is not None else span.end
        yield Candidate(
            text[span.start : span.end],
            label,
            range_end,
            _line(folded, span.start),
            _before(folded, span.start),
            _alone(_line(folded, span.start), text[span.start : span.end]),
            _tokens(folded[max(0, span.start - _REACH) : span.start])[-_WINDOW:],
            _tokens(folded[until : until + _REACH])[:_WINDOW],
            text.count("\n", until, len(text.rstrip())),
            tuple(match.group() for match in AMOUNT.finditer(_line(whole, span.start))),
        )


def _one_series(first: str, last: str) -> bool:
    """Tell whether two numbers can be the ends of a range: alike but for their last digits."""
    letters = re.match(r"[^\W\d_]*", last)
    prefix = letters[0].lower() if letters else ""
    return len(last) <= len(first) and (not prefix or first.lower().startswith(prefix))


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
    return end - start <= _LONGEST_JOINT and listed(folded[start:end])


def _label_within(folded: str, span: _Span) -> str | None:
    """Return what the letters before the digits call it, as in "inv 1001"."""
    label = _LABELS.match(folded, span.start, span.end)
    return label.lastgroup if label and re.match(r"[ .:#]", folded[label.end() : label.end() + 1]) else None


def _line(folded: str, place: int) -> str:
    start = folded.rfind("\n", 0, place) + 1
    end = folded.find("\n", place)
    return folded[start : end if end >= 0 else len(folded)][:400]


def _before(folded: str, place: int) -> str:
    word = re.search(r"([^\W\d_]+)['’ ]+$", folded[max(0, place - _NEAR) : place])
    return word[1] if word else ""


def _tokens(folded: str) -> tuple[str, ...]:
    """Return words and marks; numbers are alike but for their length."""
    found = (CUT if token[0] == "\u0001" else token for token in _TOKEN.findall(folded))
    return tuple(f"<{sum(map(str.isdigit, one))}>" if any(map(str.isdigit, one)) else one for one in found)


def _alone(line: str, number: str) -> bool:
    """Tell whether a short line holds no digit but this number's."""
    rest = line.replace(fold_same_length(number), "", 1)
    return len(line) <= _SHORT_LINE and not any(letter.isdigit() for letter in rest)
