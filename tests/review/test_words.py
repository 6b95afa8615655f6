"""Every text of the pages has its French, with the same places to fill."""

import re
import time
from datetime import timedelta
from pathlib import Path

from babel.messages.pofile import read_po

from domain.policy import ReadingLimits
from extractors.fence.verdicts import failure
from review.catalogues import LANGUAGES, catalogue
from review.rendering import age, amount, shortened, visible
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


def test_reasons_of_documents_begin_with_a_sentence_in_the_readers_language() -> None:
    english, french = catalogue("en"), catalogue("fr")
    locked = "encrypted: advice.pdf is protected by a password; ask the sender for an open copy."
    crashed = "crash: the reader broke down on advice.pdf; look at it by hand, nothing else was harmed."
    strange = "broken: advice.xyz does what nobody saw before."
    assert reason(english, locked) == locked.removeprefix("encrypted: ")
    assert reason(english, crashed).startswith("The reader broke down on advice.pdf")
    assert reason(french, locked).startswith("advice.pdf est protégé par un mot de passe")
    assert reason(french, crashed).startswith("Le lecteur a échoué sur advice.pdf")
    assert reason(french, strange) == "Ceci n’a pas pu être lu : advice.xyz does what nobody saw before."
    assert reason(english, "broken.pdf: a word") == "broken.pdf: a word"


def test_what_the_fence_says_of_a_document_has_its_french() -> None:
    french, limits = catalogue("fr"), ReadingLimits()
    for code in ("empty", "too_large", "timeout", "memory", "output", "crash"):
        told = reason(french, f"{code}: {failure(code, 'a.pdf', limits)}")
        assert "a.pdf" in told and "by hand" not in told and "Ceci" not in told, told


def test_an_age_of_nothing_is_a_moment() -> None:
    assert age(catalogue("en"), timedelta(milliseconds=200)) == "a moment"
    assert age(catalogue("fr"), timedelta()) == "un instant"
    assert age(catalogue("en"), timedelta(seconds=45)) == "45 secs"
