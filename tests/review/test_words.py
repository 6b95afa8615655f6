"""Every text of the pages has its French, with the same places to fill."""

import re
import time
from pathlib import Path

from babel.messages.pofile import read_po

from review.catalogues import LANGUAGES, catalogue
from review.rendering import amount, shortened, visible
from review.sentences import reason
from tests.review.texts import code_texts, template_texts, word_texts

LOCALE = Path(__file__).parents[2] / "review" / "locale"
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


def test_reasons_of_the_program_are_said_in_french() -> None:
    french = catalogue("fr")
    for english, expected in (
        ("The route is not sure: payment_advice at 82%.", "Le sujet n’est pas sûr : Avis de paiement à 82%."),
        (
            "The answer is a draft: It is not sure enough what the mail is about.",
            "La réponse est un brouillon : Le sujet du courriel n’est pas assez sûr.",
        ),
        ("a.pdf: No line was found.", "a.pdf : aucune ligne n’a été trouvée."),
        ("Nobody foresaw this sentence.", "Nobody foresaw this sentence."),
    ):
        assert reason(french, english) == expected
    assert reason(catalogue("en"), "The route is not sure: dispute at 9%.").startswith("The route")


def test_stored_words_in_a_reason_are_written_as_people_write_them() -> None:
    said = reason(catalogue("en"), "A person answers mail of this kind (bank_details_change).")
    assert said == "A person answers mail of this kind (bank details change)."
    for name in ("invoice_copy.pdf: it is broken.", "a/payment_advice: x", "my_invoice_copy"):
        assert reason(catalogue("en"), name) == name


def test_no_text_stands_twice_in_a_language_with_another_translation() -> None:
    for language in LANGUAGES:
        known: dict[tuple[object, object], object] = {}
        for path in sorted((LOCALE / language / "LC_MESSAGES").glob("*.po")):
            with path.open("rb") as file:
                for entry in read_po(file, locale=language):
                    key = (entry.context, entry.id)
                    if entry.id:
                        assert known.setdefault(key, entry.string) == entry.string, (language, path.name, key)


def test_hostile_reason_is_looked_at_quickly() -> None:
    started = time.process_time()
    for _ in range(50):
        reason(catalogue("fr"), "Answers would go to " + ", the mail comes from " * 25)
        reason(catalogue("fr"), "x" * 100_000)
    assert time.process_time() - started < 1


def test_every_sentence_of_the_waiting_table_has_its_french() -> None:
    source = (Path(__file__).parents[2] / "pipeline" / "waiting.py").read_text(encoding="utf-8")
    told = re.findall(r'(?<!")"([A-Z][^"]{20,})"(?!")', source)
    assert len(told) > 5
    french = catalogue("fr")
    for sentence in told:
        example = re.sub(r"\{[^}]*status[^}]*\}", "partial", sentence)
        example = re.sub(r"\{[^}]*\}", "dispute", example)
        assert reason(french, example) != example, sentence
