"""Every text of the pages has its French, with the same places to fill."""

import re

from review.catalogues import catalogue
from review.rendering import amount, shortened, visible
from tests.review.texts import code_texts, template_texts, word_texts

PLACE = re.compile(r"%\(\w+\)s")


def test_every_text_of_the_pages_is_translated() -> None:
    french = catalogue("fr")
    shown = dict.fromkeys((*template_texts(), *code_texts(), *word_texts()))
    assert len(shown) > 250
    assert [text for text in shown if text not in french.texts] == []


def test_translations_keep_the_places_of_their_values() -> None:
    for language in ("en", "fr"):
        for text, translated in catalogue(language).texts.items():
            assert sorted(PLACE.findall(text)) == sorted(PLACE.findall(translated)), text


def test_unknown_language_is_english() -> None:
    assert catalogue("xx").language == "en"


def test_hidden_characters_of_hostile_names_are_shown() -> None:
    assert visible("invoice\u202efdp.exe\x00") == "invoice⟨U+202E⟩fdp.exe⟨U+0000⟩"


def test_amounts_are_written_in_the_readers_way() -> None:
    from decimal import Decimal

    assert amount(catalogue("en"), Decimal("-1234.5"), "EUR") == "-1,234.50 EUR"
    assert amount(catalogue("fr"), Decimal("1234567.125")).replace("\u202f", " ") == "1 234 567,125"


def test_reasons_are_shortened_with_their_number() -> None:
    assert shortened(("a", "b", "c")) == "a (+2)"
    assert shortened(("x" * 200,)).endswith("…") and len(shortened(("x" * 200,))) == 140
