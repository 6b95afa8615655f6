"""Subjects of answers, and the form under which two subjects count as the same."""

import re
import unicodedata

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


def normalised_subject(subject: str) -> str:
    """Return the form under which answers are counted: no marks, case, spaces, punctuation or digits.

    Two machines that answer each other often count up in the subject; that must not look new each time.
    """
    base = _MARKS.sub("", one_line(unicodedata.normalize("NFKC", subject))).casefold()
    return re.sub(r"[\W\d_]+", "", base)
