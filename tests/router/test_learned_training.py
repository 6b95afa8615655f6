"""The training mails are whole, many and worded apart; a bad file is named with its mend."""

from collections import Counter
from pathlib import Path

import pytest

from domain.errors import ConfigurationError
from domain.words import DisputeReason, Intent
from router.learned.similarity import alike
from router.learned.training import TrainingMail, mails_in, training_mails

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")
GOOD = """
language: fr
families:
- family: one
  mails:
  - subject: "Copie"
    text: "Pourriez-vous nous renvoyer la facture F-12 ?"
    intent: invoice_copy_request
"""


@pytest.fixture(scope="module")
def mails() -> tuple[TrainingMail, ...]:
    return training_mails()


def test_every_intent_and_reason_has_its_mails_in_every_language(mails: tuple[TrainingMail, ...]) -> None:
    counts = Counter((one.language, one.intent) for one in mails)
    counts.update((one.language, one.reason) for one in mails if one.intent is Intent.DISPUTE)
    thin = [
        (language, label)
        for language in LANGUAGES
        for label in (*Intent, *DisputeReason)
        if counts[(language, label)] < 6
    ]
    assert not thin


def test_there_are_enough_mails_and_families(mails: tuple[TrainingMail, ...]) -> None:
    families = Counter(language for language, _ in {(one.language, one.family) for one in mails})
    assert len(mails) >= 2500
    assert min(families[language] for language in LANGUAGES) >= 40


def test_no_two_mails_say_the_same_in_the_same_words(mails: tuple[TrainingMail, ...]) -> None:
    near = [(pair.one.family, pair.other.family, round(pair.share, 2)) for pair in alike(mails, 0.6)]
    assert not near


def test_numbers_alone_do_not_make_another_mail(tmp_path: Path) -> None:
    again = GOOD.replace("F-12", "F-99").split("families:\n")[1].replace("family: one", "family: two")
    assert len(list(alike(written(tmp_path, GOOD + again), 0.6))) == 1


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("intent: invoice_copy_request", "intent: copies"), "copies"),
        (("intent: invoice_copy_request", "intent: dispute"), "needs its `reason`"),
        (("    intent:", "    reason: price\n    intent:"), "for disputes alone"),
        (("language: fr", "language: sv"), "language"),
        (("language: fr", "language: de"), "says `language: de`"),
        (('subject: "Copie"', "subject: 12"), "subject"),
        (("    intent:", "    intention: x\n    intent:"), "intention"),
        (("families:", "families: {"), "no YAML file"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[1],
)
def test_bad_file_is_named_with_what_to_mend(tmp_path: Path, change: tuple[str, str], named: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        written(tmp_path, GOOD.replace(*change))
    assert "fr/invoice_copy_request.yaml" in str(error.value)
    assert named in str(error.value)


def written(folder: Path, content: str) -> tuple[TrainingMail, ...]:
    path = folder / "fr" / "invoice_copy_request.yaml"
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    return mails_in(path)
