"""Takes numbers out of the quoted mail where the new text answers it: "all three", "the middle one", "that was paid"."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

import re
from collections.abc import Sequence

from domain.sentences import fold
from router.reading import Reading

_COUNTS = {
    2: r"both|neither|(?:des|delle|das) (?:deux|due|duas)|dos dois|the two|die beiden|beide\w*|alle zwei|les deux|toutes les deux|tous les deux|las dos|los dos|ambas|ambos|entrambe|entrambi|tutte e due|tutti e due|le due|i due|allebei|alletwee|beiden?|de twee|as duas|os dois",
    3: r"all three|(?:des|der|delle|das) (?:trois|drei|tre|tres)|the three|alle drei|die drei|les trois|las tres|los tres|de las tres|tutte e tre|le tre|i tre|alle drie|de drie|as tres|os tres",
    4: r"all four|the four|alle vier|die vier|les quatre|las cuatro|los cuatro|tutte e quattro|le quattro|de vier|as quatro|os quatro",
    5: r"all five|the five|alle funf|die funf|les cinq|las cinco|los cinco|tutte e cinque|le cinque|alle vijf|de vijf|as cinco|os cinco",
}
_COUNTED = {count: re.compile(rf"\b(?:{words})\b") for count, words in _COUNTS.items()}
_EVERY = re.compile(
    r"\b(?:all of (?:them|these|those)|them all|all (?:the )?(?:invoices|items|bills)|everything (?:below|listed)|alle (?:rechnungen|posten|unten|facturen)|alles unten|samtliche|toutes? (?:les |vos )?factures|toutes reglees|tout (?:est )?(?:regle|paye)"
    r"|todas (?:las |ellas)?|todas|tutte (?:le fatture|quante)?|tutte|allemaal|todas as|(?:listed|mentioned|named|invoices) (?:below|above)|(?:unten|oben) (?:genannt|aufgefuhrt|stehend)\w*|untenstehend\w*|obengenannt\w*|ci[- ]dessous|ci[- ]dessus|mas abajo|de abajo|qui sotto|sottoelencat\w*|hieronder|onderstaand\w*|abaixo)\b"
)
_PLACES = {
    0: r"first|oldest|top|erste\w*|alteste\w*|premiere?|plus ancienne|primera?|prima|primo|eerste|oudste|primeir[ao]",
    1: r"second|zweite\w*|deuxieme|seconde|segund[ao]|seconda|secondo|tweede",
    2: r"third|dritte\w*|troisieme|tercer[ao]?|terz[ao]|derde|terceir[ao]",
    -1: r"last|latest|bottom|letzte\w*|unterste\w*|derniere?|ultim[ao]|laatste|onderste",
}
_PLACED = {
    place: re.compile(
        rf"\b(?:the|die|den|der|la|le|el|il|l|de|a|o) (?:{words})(?: (?:one|ones|invoice|rechnung|facture|factura|fattura|factuur|fatura))?\b(?= (?:one|invoice|rechnung|facture|factura|fattura|factuur|fatura)|[,.;:!]|$| (?:is|was|has|waits|follows|ist|war|steht|wartet|folgt|bleibt|est|sera|reste|attend|suit|esta|queda|sera|va|e|resta|attende|staat|wacht|komt|volgt|fica|vai)\b)"
    )
    for place, words in _PLACES.items()
}
_MIDDLE = re.compile(
    r"\b(?:the middle (?:one|invoice)|die mittlere|celle du milieu|la (?:factura )?del medio|la de en medio|quella (?:di|in) mezzo|de middelste|a do meio)\b"
)
_ELSEWHERE = ("unsubscribe", "statement_request", "automatic_reply", "bounce", "new_order", "marketing")
"""Matters that a mail brings up whatever the mail below it was about."""
_ENOUGH = 0.6


def pointed_at(
    read: Reading, in_subject: Sequence[str], in_text: Sequence[str], quoted: Sequence[str]
) -> list[str]:
    """Return those of the quoted numbers that the new text means beside what subject and text name themselves.

    A sole number below is what a reply without any number answers; of several, the reply must say which.
    """
    below = list(dict.fromkeys(quoted))
    if not below or in_text:
        return []
    said = " ".join(fold(f"{read.subject} {read.text}" if not read.from_quote else read.text).split())
    if _counts(said, len(below)):
        return below
    if in_subject:
        return []
    chosen = _by_place(said, below)
    if chosen or len(below) > 1:
        return chosen or (below if _EVERY.search(said) or read.from_quote else [])
    return [] if any(read.strength(matter) >= _ENOUGH for matter in _ELSEWHERE) else below


def _counts(said: str, count: int) -> bool:
    pattern = _COUNTED.get(count)
    return pattern is not None and pattern.search(said) is not None


def _by_place(said: str, below: Sequence[str]) -> list[str]:
    if len(below) < 2:
        return []
    if len(below) % 2 and _MIDDLE.search(said):
        return [below[len(below) // 2]]
    places = [place for place, pattern in _PLACED.items() if pattern.search(said) and place < len(below)]
    return list(dict.fromkeys(below[place] for place in places))
