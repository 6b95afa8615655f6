"""Takes titles and captions off the names that they announce: "Cheque register of Harrow Ltd"."""

from collections.abc import Sequence
from itertools import dropwhile

from extractors.recognition.customers import is_firm
from extractors.recognition.firm_words import begins_as_name, legal_forms
from extractors.recognition.naming import announces_payee
from extractors.recognition.party import PARTICLES
from extractors.recognition.words import LONGEST_WORD, components, fold

_PAYMENTS = frozenset({"CHEQUE", "TRANSFER", "PAID"})
_PREPOSITIONS = frozenset({"to", "an", "a", "à", "al", "aan", "para", "für", "for", "pour", "voor"})
"""Before who is paid, not who pays."""
_TELLING = frozenset({"PAID", "TRANSFER", "PAYER", "YOUR", "OUR"})
_CAPTION = 4
"""In words: so far into a caption what it lists is named."""
_STEM = 6
"""In letters: a shorter beginning of a word tells nothing."""


def without_title(text: str) -> str:
    """Take "Zahlungsavis der" off "Zahlungsavis der Kessler Antriebe GmbH"."""
    text = _behind_sentence(text)
    words = text.split()
    if len(words) > 2 and words[1][:1].isupper() and announces_payee(words[0]) and not begins_as_name(text):
        return " ".join(words[1:])
    if "ADVICE" not in components(words[0])[0]:
        return _behind_caption(words) or text
    rest = words
    while len(rest) > 2 and (rest[0][:1].islower() or components(rest[0])[0] & {"ADVICE", "PAID"}):
        rest = rest[1:]
    return " ".join(rest)


def _behind_sentence(text: str) -> str:
    """Return the firm at the end of words that tell of paying: "You received a payment from Harrow Ltd"."""
    words = text.split()
    small = [at for at, word in enumerate(words) if word.islower() and word.isalpha()]
    at = _with_own_particle(words, small[-1] + 1) if small else 0
    rest = " ".join(words[at:])
    before = words[:at]
    told = components(" ".join(before))[0] & _TELLING and not any(
        fold(word) in legal_forms() for word in before
    )
    return rest if told and is_firm(rest) and before[-1] not in _PREPOSITIONS else text


def _with_own_particle(words: Sequence[str], at: int) -> int:
    """Return where a name begins whose particle stands before place `at`: "Central de Compras Tejo, ACE"."""
    while at > 1 and words[at - 1] in PARTICLES and _begins_name(words[at - 2]):
        at -= 2
    return at


def _begins_name(word: str) -> bool:
    return word[:1].isupper() and not components(word)[0] and not word.endswith((",", ".", ":"))


def _behind_caption(words: Sequence[str]) -> str | None:
    """Return the firm of whose payments a caption tells: "Cheque register of Harrow Ltd"."""
    told = [at for at, word in enumerate(words[:_CAPTION]) if tells_payments(word)]
    at = told[-1] + 1 if told else len(words)
    if at >= len(words) or not words[at].islower():
        return None
    rest = " ".join(dropwhile(str.islower, words[at:]))
    return rest if is_firm(rest) else None


def tells_payments(word: str) -> bool:
    """Tell whether a word or the beginning of a compound names payments: "Cheque", "Scheckliste"."""
    stems = (word[:size] for size in range(_STEM, min(len(word), LONGEST_WORD)))
    return any(components(part)[0] & _PAYMENTS for part in (word, *stems))
