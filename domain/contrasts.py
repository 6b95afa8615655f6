"""Finds complaints made of bare facts: two counts or two prices of one thing that differ."""

# ruff: noqa: E501 - word lists read better unbroken

import re
from collections.abc import Iterator, Sequence

from domain.phrase_rules import Finding
from domain.phrases import ReadClause
from domain.sentences import fold, word_set
from domain.words import DisputeReason

_COUNT_WEIGHT = 0.85
_PRICE_WEIGHT = 0.82
_FEWEST_WORDS = 2
_CLOSE = 2.5
"""Two prices of one thing lie within this ratio; a price and a total do not."""
_NUMERALS = {
    language: {word: place for place, word in enumerate(line.split(), start=2) if word != "-"}
    for language, line in {
        "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
        "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize - - - vingt",
        "de": "zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn zwanzig",
        "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte",
        "it": "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti",
        "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig",
        "pt": "dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete dezoito dezanove vinte",
    }.items()
}
"""Numbers in words, folded, by language: "once" is eleven in Spanish only."""
_LABEL = word_set(
    "invoice inv facture rechnung factura fattura factuur fatura ft rg re fa fac no nr n number order po commande bestellung pedido ordine "
    "encomenda reference ref referenz page line ligne zeile position pos week semaine woche kw the le am el il op den dem vom du del"
)
_MONTH = re.compile(
    r"(?:jan|feb|fev|mar|apr|avr|abr|mai|may|mag|maj|jun|juin|jul|juil|giu|lug|aug|aou|ago|set|sep|oct|okt|ott|out|nov|dec|dez|dic)[a-z]*"
)
_NO_COUNT = word_set("de percent prozent")
_MONEY = re.compile(r"(?<![\w.,/-])\d{1,4}[.,]\d{2}(?![\w/-]|[.,]\d)")
_ELSEWHERE = ("remittance", "will_pay", "order_verb", "pay_status", "plan")
_DOCUMENTS = ("pod", "copy", "other_doc", "statement", "records_mismatch")


def contrasts_in(clauses: Sequence[ReadClause]) -> tuple[Finding, ...]:
    """Return the quantities and prices that stand against each other in one sentence or in two neighbours."""
    found: dict[tuple[str, int], Finding] = {}
    for pair in _neighbours([clause for clause in clauses if _is_sentence(clause)]):
        if any(clause.has(concept) for clause in pair for concept in _ELSEWHERE):
            continue
        for reason, weight in ((_counts, _COUNT_WEIGHT), (_prices, _PRICE_WEIGHT)):
            name = reason(pair)
            if name:
                found.setdefault((name, pair[0].clause.order), Finding(name, weight, pair[-1]))
    return tuple(found.values())


def _is_sentence(clause: ReadClause) -> bool:
    """Tell a sentence from a line of a list or table, "INV-1001 345.60"."""
    return sum(word.isalpha() for word in clause.clause.words) >= _FEWEST_WORDS


def _neighbours(clauses: Sequence[ReadClause]) -> Iterator[list[ReadClause]]:
    """Yield the clauses of each sentence, then those of each two that follow one another."""
    orders = sorted({clause.clause.order for clause in clauses})
    for reach in (0, 1):
        for order in orders:
            yield [c for c in clauses if order <= c.clause.order <= order + reach]


def _counts(pair: Sequence[ReadClause]) -> str | None:
    """Tell "eleven boxes came, you want money for fourteen" by its counts and by who counted."""
    if any(clause.has("ask") and any(clause.has(name) for name in _DOCUMENTS) for clause in pair):
        return None
    billed = any(clause.has("billed") for clause in pair)
    named = any(clause.has("number") or clause.has("invoice") for clause in pair)
    counted = any(clause.has("counted") for clause in pair)
    thing = any(clause.has("quantity") or clause.has("goods") for clause in pair)
    paid = any(clause.has("paid") for clause in pair)
    if not counted or not (billed or (named and thing and not paid)):
        return None
    return (
        DisputeReason.QUANTITY.value if len({n for clause in pair for n in _numbers(clause)}) >= 2 else None
    )


def _numbers(clause: ReadClause) -> Iterator[int]:
    """Yield the counts of a clause, in figures or words; no days, terms, shares or document numbers."""
    words = ("", *clause.clause.words, "")
    numerals = _NUMERALS.get(clause.language or "", {})
    timed = {
        place
        for hit in clause.hits
        if hit.concept in ("terms", "when", "tax")
        for place in range(hit.start, hit.end)
    }
    for place, (before, word, following) in enumerate(zip(words, words[1:], words[2:], strict=False)):
        if (
            place in timed
            or _MONTH.fullmatch(following)
            or _MONTH.fullmatch(before)
            or following in _NO_COUNT
        ):
            continue
        if word in numerals:
            yield numerals[word]
        elif re.fullmatch(r"\d{1,3}", word) and before not in _LABEL and not _is_share(clause, word):
            yield int(word)


def _is_share(clause: ReadClause, word: str) -> bool:
    """Tell "5 %", "20%" and "1. " from a count."""
    sentence = clause.clause.sentence.rstrip()
    share = re.search(rf"(?<!\d){word}(?:[.,]\d+)?\s?(?:%|\.\s)", fold(sentence))
    return share is not None and not sentence.endswith(word + ".")


def _prices(pair: Sequence[ReadClause]) -> str | None:
    """Tell "the catalogue has it at 3.15, on your invoice it is 3.95" by two near amounts and a bill."""
    if any(
        clause.has("paid") or clause.has("statement") or clause.has("records_mismatch") for clause in pair
    ):
        return None
    sentences = dict.fromkeys(clause.clause.sentence for clause in pair)
    amounts = {float(text.replace(",", ".")) for one in sentences for text in _MONEY.findall(one)}
    billed = any(clause.has(name) for clause in pair for name in ("billed", "price", "overcharged"))
    named = any(clause.has(name) for clause in pair for name in ("invoice", "number"))
    if len(amounts) != 2 or not (billed or named):
        return None
    low, high = sorted(amounts)
    return DisputeReason.PRICE.value if 0 < low < high <= low * _CLOSE else None
