"""Subjects of answers, and the form under which two subjects count as the same."""

import re
import unicodedata
from collections.abc import Iterable

_MARK = (
    r"(?:re|aw|sv|vs|antw?|odp|rif|res|ref|r|fwd?|wg|tr|rv|enc|i|doorst)"
    r"(?:\s*[\[(]\d+[\])])?\s*[:\uff1a]"
)
_MARKS = re.compile(rf"^\s*(?:{_MARK}\s*)+", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_LONGEST = 180


def one_line(text: str) -> str:
    """Return the text as one line without control, bidi or invisible characters and encoded words."""
    cleaned = " ".join(_UNSEEN.sub(" ", text.encode("utf-8", "replace").decode("utf-8")).split())
    while "=?" in cleaned:
        cleaned = cleaned.replace("=?", "= ?")
    return cleaned


def reply_subject(subject: str, fallback: str) -> str:
    """Return "Re: …" with one mark only, whatever marks of answers and forwards stood there."""
    base = _MARKS.sub("", one_line(subject)).strip()
    return f"Re: {base[:_LONGEST].rstrip() or fallback}"


def normalised_subject(subject: str, numbers: Iterable[str] = ()) -> str:
    """Return the form under which answers are counted: no marks, case, spaces, punctuation or digits.

    Two machines that answer each other often count up in the subject; that must not look new each time.
    Of the digits only those of `numbers` are kept, the documents that the mail was understood to ask for:
    a machine's own count is none, and a number that the customer does not own is never answered anyway.
    """
    packed = bare_subject(subject)
    named = {re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", each)).casefold() for each in numbers}
    kept = sorted(each for each in named if each and _stands_in(each, packed))
    return "#".join([re.sub(r"\d+", "", packed), *kept])


def bare_subject(subject: str) -> str:
    """Return a subject without marks of answers, case, spaces and punctuation; digits are kept."""
    base = _MARKS.sub("", one_line(unicodedata.normalize("NFKC", subject))).casefold()
    return re.sub(r"[\W_]+", "", base)


def _stands_in(number: str, packed: str) -> bool:
    """Tell whether a number stands there, with its letters or without, and not as a part of a longer one."""
    digits = re.sub(r"\D", "", number).lstrip("0")
    spelt = [re.escape(number), *([f"0*{digits}"] if digits else [])]
    return re.search(rf"(?<!\d)(?:{'|'.join(spelt)})(?!\d)", packed) is not None
