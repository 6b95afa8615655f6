"""The words of the pages in each language, read from gettext catalogues into memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = ("en", "fr")
_FOLDER = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The texts of one language; a text without a translation stays English."""

    language: str
    texts: Mapping[str, str]
    reasons: Mapping[str, str]
    """Patterns of sentences that the program writes (`msgctxt "reason"`)."""

    def text(self, message: str) -> str:
        """Return the translation of an English text."""
        return self.texts.get(message) or message

    def several(self, one: str, many: str, number: int) -> str:
        """Return the translation that fits the number; French counts nought as one."""
        single = number < 2 if self.language == "fr" else number == 1
        return self.text(one if single else many)

    def say(self, message: str, **values: object) -> str:
        """Return the translation with its `%(name)s` places filled."""
        return self.text(message) % values if values else self.text(message)


@cache
def catalogue(language: str) -> Catalogue:
    """Return the catalogue of a language, the English one for a language that is not spoken."""
    known = language if language in LANGUAGES else LANGUAGES[0]
    texts: dict[str, str] = {}
    reasons: dict[str, str] = {}
    for path in sorted((_FOLDER / known / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            entries = read_po(file, locale=known)
        for entry in entries:
            if isinstance(entry.id, str) and entry.id and isinstance(entry.string, str) and entry.string:
                (reasons if entry.context == "reason" else texts)[entry.id] = entry.string
    return Catalogue(known, texts, reasons)
