"""Forms, lessons and mixed-up firms are no news of an account; outdated slips and coming invoices are."""

import pytest

from router.bank_news import bank_news
from router.flags import BANK_FROM

_PLAIN = 0.8


def weight(text: str) -> float:
    news = bank_news(text)
    return news.weight if news else 0.0


@pytest.mark.parametrize(
    "text",
    [
        "If your bank details have changed, please update them on the vendor site.",
        "Falls sich Ihre Bankverbindung geändert hat, tragen Sie das bitte im Lieferantenportal ein.",
        "Si vos coordonnées bancaires ont été modifiées, signalez-le sur notre site.",
        "Si sus datos bancarios han cambiado, indíquelo en el portal.",
        "Se le vostre coordinate bancarie sono cambiate, segnalatelo sul portale.",
        "Indien uw bankgegevens gewijzigd zijn, meldt u dat via de website.",
        "Se os vossos dados bancários mudaram, comuniquem-no no portal.",
        "Seminar: how to spot a forged request for another payee account",
        "Atelier : reconnaître un faux courrier de changement de RIB",
        "Taller práctico: reconocer un aviso falso de cambio de cuenta bancaria",
        "We are the sister plant: a different company, other VAT id, other bank.",
        "Wir sind eine andere Gesellschaft mit anderer Bank.",
        "Nous sommes une autre société, avec une autre banque.",
    ],
)
def test_forms_lessons_and_mixed_up_firms_are_no_news_of_an_account(text: str) -> None:
    assert weight(text) < BANK_FROM


@pytest.mark.parametrize(
    "text",
    [
        "Starting with the next invoice pay to DE02 1203 0000 0000 2020 51, thanks.",
        "Ab der nächsten Rechnung zahlen Sie bitte auf DE02 1203 0000 0000 2020 51.",
        "À partir de la prochaine facture, payez sur FR14 2004 1010 0505 0001 3M02 606.",
        "Desde la próxima factura paguen en ES91 2100 0418 4502 0005 1332.",
        "Het rekeningnummer sluit eind juni; betaal op NL91 ABNA 0417 1643 00.",
        "For the refund use the attached bank details, the one you have is from before the merger.",
        "Prenez le RIB ci-joint pour le remboursement, celui que vous avez date d'avant la fusion.",
        "Para el abono usen los datos bancarios adjuntos, los que tienen son anteriores.",
        "IBAN nuovo IT60 X054 2811 1010 0000 0123 456, se le vostre coordinate sono cambiate.",
        "We are now a different company with a different bank account, pay there.",
        "If your records still show our old account, change it to 7700 1234 5566.",
        "After the fraud workshop we changed our bank account.",
    ],
)
def test_outdated_slips_coming_invoices_and_disguised_news_are_seen(text: str) -> None:
    assert weight(text) >= 0.6


def test_which_of_two_accounts_is_ours_is_a_question_without_its_mark() -> None:
    for text in (
        "Your bills show two different accounts, please confirm which one is right.",
        "Da stehen zwei verschiedene Konten, bitte bestätigen Sie, welches andere Konto gilt.",
        "Deux comptes différents, un ancien, un autre ; merci de confirmer lequel est bon.",
        "Dos cuentas distintas en sus facturas, confirmen cuál vale.",
    ):
        assert weight(text) < _PLAIN
