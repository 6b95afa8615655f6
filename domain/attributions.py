"""The line by which a mail brings in an earlier one: "On 3 May 2026 Jane Doe wrote:", in seven languages."""

import re

_WORDS = (
    # (how it opens, how it ends); between them stand a date and a name
    (r"(?:on|at)\b", r"(?<!\byou )(?<!\bi )(?<!\bwe )(?<!\bthey )\bwrote"),
    (r"le\b", r"\ba\s+écrit"),
    (r"am\b", r"\bschrieb\b(?:\s.{0,120})?"),
    (r"el\b", r"\bescribi[óo]"),
    (r"il\b", r"\bha\s+scritto"),
    (r"op\b", r"\bschreef\b(?:\s.{0,120})?|\bheeft\b.{0,120}\bgeschreven"),
    (r"(?:em|a|no\s+dia)\b", r"\bescreveu"),
)
_VERB = "|".join(f"(?:{opening}.{{6,300}}?(?:{ending}))" for opening, ending in _WORDS)
ATTRIBUTION = re.compile(rf"[\s>*_-]{{0,6}}(?:{_VERB})\s*[:：]?\s*\*?$", re.I | re.S)
"""Matches the whole line, or its parts joined."""
OPENING = re.compile(rf"[\s>*_-]{{0,6}}(?:{'|'.join(opening for opening, _ in _WORDS)})", re.I)
"""Matches what such a line begins with."""
_PARTS = re.compile(
    r"\s*(?:<[^>]*>|,|\S*\d\S*|\b(?:wrote|a\s+écrit|schrieb|escribi[óo]|ha\s+scritto|schreef|heeft|geschreven|escreveu)\b|:)\s*",
    re.I,
)


def parts_of(line: str) -> list[str]:
    """Return what such a line says between its figures, its commas and its verb; its writer among them."""
    return [part for part in _PARTS.split(line) if part]
