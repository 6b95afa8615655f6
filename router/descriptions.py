"""Words and forms, in seven languages, by which people mean a document without its number."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

import re

INVOICE = re.compile(
    r"\b(?:invoices?|bills?|inv|factures?|avoirs?|\w*rechnung\w*|faktur\w*|gutschrift\w*|facturas?|abonos?|fattur[ae]|\w*factuur|facturen|faturas?|credit (?:notes?|memos?)|creditnota|notas?)\b"
)
ABOUT_ITEMS = re.compile(
    r"invoice|\bbills?\b|factur|rechnung|beleg|fattur|fatur|cop(?:y|ie|ia)|kopie|\bpdf\b|\bpaid|\bpay|settle|\bregl|\bvir(?:e|ement)|bezahl|uberw|begl|pag[aoué]|ingres|deposit|bonific|betal|betaal|overgemaakt|overboeking|gestort|transfer|\bwire|cheque|\bcheck\b|missing|manqu|fehl|\bfalt|manc|ontbre|versement|verse\b|saldat"
)
"""A folded text that speaks of paying or of papers at all."""
_MONTHS = (
    r"january|janvier|januar|janner|enero|gennaio|januari|janeiro",
    r"february|fevrier|februar|feber|febrero|febbraio|februari|fevereiro",
    r"march|mars|marz|marzo|maart|marco",
    r"april|avril|abril|aprile",
    r"may|mai|mayo|maggio|mei|maio",
    r"june|juin|juni|junio|giugno|junho",
    r"july|juillet|juli|julio|luglio|julho",
    r"august|aout|agosto|augustus",
    r"september|septembre|septiembre|settembre|setembro",
    r"october|octobre|oktober|octubre|ottobre|outubro",
    r"november|novembre|noviembre|novembro",
    r"december|decembre|dezember|diciembre|dicembre|dezembro",
)
MONTHS = tuple(re.compile(rf"\b(?:{names})\b") for names in _MONTHS)
DAY = re.compile(
    rf"\b(?P<first>\d{{1,2}})(?:st|nd|rd|th|er|\.)? (?:de |of )?(?:{'|'.join(_MONTHS)})\b|\b(?:{'|'.join(_MONTHS)}) (?P<last>\d{{1,2}})\b"
)
"""A day with its month by name, folded."""
NUMERIC_DAY = re.compile(r"(?<![\w./-])(\d{1,2})[./-](\d{1,2})(?:[./-](?:20)?\d\d)?(?![\w/-]|[.]\d)")
"""Day and month in figures, the day first."""
ONE_OF = re.compile(
    r"\b(?:the (?:\w+ ){0,5}(?:one|invoice|bill)s?|(?:that|those) (?:of|from)|celles? (?:du|de|d')|(?:die|der|den|das) (?:vom?|aus|uber)|diejenige\w*|l[ao]s? (?:del?|por)|el (?:del?|por)|quell[ao] (?:del?|di|da)|d(?:ie|at) van|a (?:do|de)|as (?:do|de)|la (?:facture|factura|fattura) (?:du|de|del|di)|de factuur van|die rechnung (?:vom|aus|uber)|a fatura de)\b"
)
"""One of several is meant, told apart by what follows: "the one from", "celle de", "die van"."""
THAT_ONE = re.compile(
    r"\b(?:the one(?:s)? (?:of|from|dated)|that (?:of|from|dated)|the \w+ one|celles? (?:du|de)|(?:die|diejenige|jene) vom|die aus dem|la del?|quella del?|quella di|die van|a de|a do)\b"
)
KEPT_BACK = re.compile(
    r"(?:\b(?:less|minus|short|deduct\w*|withheld|discount|instead of|moins|deduction|retenu\w*|escompte|remise|au lieu de|abzug\w*|abzuglich|abgezogen|gekurzt|weniger|minderung|statt|anstatt|skonto|menos|deducc\w*|descuento|descont\w*|en lugar de|en vez de|meno|detra\w*|sconto|trattenut\w*|anziche|invece di|minus|verminder\w*|korting|aftrek|ingehouden|in plaats van|desconto|deduz\w*|em vez de|total|gesamt\w*|totale)\b[^.;:\d]{0,20})$"
)
PER_PIECE = re.compile(
    r"\s?(?:€|eur\w*|usd|gbp|\$|£)?\s?(?:per\b|each\b|a piece|apiece|/|pro\b|je\b|das stuck|l'unite|la piece|piece\b|por\b|cada\b|la unidad|al pezzo|cadaun\w|l'un[oa]\b|per stuk|stuk\b|a unidade|%)"
)
BARE_FIGURE = re.compile(
    r"(?<![\w.,/-])(?<!\d )(?P<figure>\d{1,3}(?:[.,'’ ]\d{3})+(?![\w/-]|[.,]\d)|(?:(?<=los )|(?<=les )|(?<=las )|(?<=die )|(?<=the )|(?<=os )|(?<=gli )|(?<=le )|(?<= de )|(?<= i ))\d{3,6}(?=[.;!?)]|, |\s*$|\s+(?:and|et|und|y|e|en)\b))"
)
"""An amount without currency or cents: "de 29.520 is betaald", "los 644,50 y los 153"."""
THOUSANDS = re.compile(r"\b(\d{1,3}) (?:thousand|mille|mil|tausend|mila|duizend|k)\b")
