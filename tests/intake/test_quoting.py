"""What the writer wrote now, apart from everything else, in seven languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.html_text import html_lines
from intake.lines import Line, Mark, lines_of
from intake.quoting import split_lines, split_text

REPLIES = {
    "en": (
        "We dispute INV-1.",
        "Kind regards,\nAnn Other",
        "On Mon, 2 Mar 2026 at 10:00, AR Team <ar@us.example> wrote:",
    ),
    "en wrapped": (
        "Yes.",
        "Best regards\nAnn",
        "On Monday, March 2, 2026 at 10:00:12 AM GMT+1, AR Team\n<ar@us.example> wrote:",
    ),
    "en name first": ("Yes.", "Sincerely,\nAnn", "AR Team <ar@us.example> wrote on 2 March 2026:"),
    "fr": (
        "Nous contestons la facture.",
        "Cordialement,\nJeanne",
        "Le lun. 2 mars 2026 à 10:00, Compta <ar@us.example> a écrit :",
    ),
    "de": (
        "Wir haben bezahlt.",
        "Mit freundlichen Grüßen\nMax",
        "Am 02.03.2026 um 10:00 schrieb AR <ar@us.example>:",
    ),
    "de name last": (
        "Bezahlt.",
        "Viele Grüße\nMax",
        "Am Mo., 2. März 2026 um 10:00 Uhr schrieb AR Team <\nar@us.example>:",
    ),
    "es": (
        "Falta el pedido.",
        "Un saludo,\nAna",
        "El lun, 2 mar 2026 a las 10:00, AR (<ar@us.example>) escribió:",
    ),
    "it": (
        "Abbiamo pagato.",
        "Cordiali saluti\nAnna",
        "Il giorno lun 2 mar 2026 alle ore 10:00 AR <ar@us.example> ha scritto:",
    ),
    "nl": (
        "Wij hebben betaald.",
        "Met vriendelijke groet,\nAnna",
        "Op ma 2 mrt 2026 om 10:00 schreef AR <ar@us.example>:",
    ),
    "pt": (
        "Já pagámos.",
        "Melhores cumprimentos\nAna",
        "Em seg., 2 de mar. de 2026 às 10:00, AR <ar@us.example> escreveu:",
    ),
}
HEADERS = {
    "en": "From: AR <ar@us.example>\nSent: Monday, March 2, 2026 10:00\nTo: Ann\nSubject: Your account",
    "fr": "De : Compta <ar@us.example>\nEnvoyé : lundi 2 mars 2026 10:00\nÀ : Jeanne\nObjet : Votre compte",
    "de": "Von: AR <ar@us.example>\nGesendet: Montag, 2. März 2026 10:00\nAn: Max\nBetreff: Ihr Konto",
    "es": "De: AR <ar@us.example>\nEnviado el: lunes, 2 de marzo de 2026 10:00\nPara: Ana\nAsunto: Su cuenta",
    "it": "Da: AR <ar@us.example>\nInviato: lunedì 2 marzo 2026 10:00\nA: Anna\nOggetto: Il conto",
    "nl": "Van: AR <ar@us.example>\nVerzonden: maandag 2 maart 2026 10:00\nAan: Anna\nOnderwerp: Rekening",
    "pt": "De: AR <ar@us.example>\nEnviada: segunda, 2 de março de 2026 10:00\nPara: Ana\nAssunto: Conta",
}
FORWARDS = {
    "en": "---------- Forwarded message ---------",
    "fr": "---------- Message transféré ---------",
    "de": "-------- Weitergeleitete Nachricht --------",
    "es": "---------- Mensaje reenviado ---------",
    "it": "---------- Messaggio inoltrato ---------",
    "nl": "---------- Doorgestuurd bericht ---------",
    "pt": "---------- Mensagem encaminhada ---------",
}
ORIGINALS = {
    "en": "-----Original Message-----",
    "fr": "-----Message d'origine-----",
    "de": "-----Ursprüngliche Nachricht-----",
    "es": "-----Mensaje original-----",
    "it": "-----Messaggio originale-----",
    "nl": "-----Oorspronkelijk bericht-----",
    "pt": "-----Mensagem original-----",
}


@pytest.mark.parametrize("language", REPLIES)
@pytest.mark.parametrize("mark", ["> ", ""])
def test_reply_above_a_quote_is_parted(language: str, mark: str) -> None:
    new, closing, attribution = REPLIES[language]
    quote = "\n".join(mark + line for line in ("Hello,", "please pay INV-9."))
    split = split_text(f"{new}\n\n{closing}\n\n{attribution}\n\n{quote}\n", "Re: x", True)
    assert split.new_text == new
    assert split.signature == closing
    assert split.quoted_text.startswith(attribution)
    assert "INV-9" in split.quoted_text and not split.forwarded


@pytest.mark.parametrize("language", HEADERS)
@pytest.mark.parametrize("rule", ["", "________________________________\n", "original"])
def test_outlook_header_block_begins_the_quote(language: str, rule: str) -> None:
    above = f"{ORIGINALS[language]}\n" if rule == "original" else rule
    split = split_text(
        f"Paid on 3 March.\n\n{above}{HEADERS[language]}\n\nPlease pay INV-9.\n", "Re: x", True
    )
    assert split.new_text == "Paid on 3 March."
    assert "INV-9" in split.quoted_text
    assert split.quoted_text.startswith((above + HEADERS[language]).split("\n")[0])


@pytest.mark.parametrize("language", FORWARDS)
def test_a_bare_forward_is_read_for_what_it_forwards(language: str) -> None:
    body = f"{FORWARDS[language]}\n{HEADERS[language]}\n\nWe paid INV-9.\n\n{REPLIES[language][1]}"
    split = split_text(f"\n\n{body}", "Fwd: x")
    assert split.forwarded
    assert split.new_text == "We paid INV-9."
    assert "INV-9" in split.quoted_text


def test_a_forward_with_a_pointer_keeps_both() -> None:
    body = f"FYI\n\nKind regards\nAnn\n\n{HEADERS['en']}\n\nWe paid INV-9."
    body += "\n\nOn 1 Mar 2026, a@b.example wrote:\n> older"
    split = split_text(body, "FW: payment")
    assert split.new_text == "FYI\n\nWe paid INV-9."
    assert split.signature == "Kind regards\nAnn"


def test_a_forward_with_words_of_its_own_is_a_quote() -> None:
    split = split_text(
        f"Why is INV-9 still open?\n\n{FORWARDS['en']}\n{HEADERS['en']}\n\nWe paid INV-9.", "Fwd: x"
    )
    assert split.new_text == "Why is INV-9 still open?"
    assert not split.forwarded


def test_an_empty_reply_does_not_make_the_quote_its_own() -> None:
    for subject, is_reply in (("Re: x", False), ("x", True)):
        assert split_text(f"{HEADERS['en']}\n\nPlease pay INV-9.", subject, is_reply).new_text == ""


def test_a_forward_quoted_as_a_whole_is_unquoted() -> None:
    quoted = "\n".join(f"> {line}" for line in f"{HEADERS['en']}\n\nWe paid INV-9.".split("\n"))
    split = split_text(f"Begin forwarded message:\n\n{quoted}", "Fwd: x")
    assert split.new_text == "We paid INV-9."


def test_answers_between_quotes_are_new() -> None:
    split = split_text(
        "On 2 Mar 2026, AR <ar@us.example> wrote:\n> INV-1?\nPaid.\n> INV-2?\nDisputed.\n\n-- \nAnn"
    )
    assert split.new_text == "Paid.\nDisputed."
    assert split.signature.strip() == "--\nAnn"


def test_header_block_inside_a_quote_does_not_swallow_the_answer_below() -> None:
    quoted = "\n".join(f"> {line}" for line in HEADERS["en"].split("\n"))
    assert split_text(f"{quoted}\n> pay\nWe will.").new_text == "We will."


def test_amounts_behind_a_word_of_thanks_are_no_signature() -> None:
    text = "Thanks,\n\nINV-1  100.00\nINV-2  250.00"
    assert split_text(text).new_text == text
    text = "Best regards\nAnn\n\nRemittance:\nINV-1 1.234,50"
    assert split_text(text).new_text == text


def test_words_that_only_sound_like_closings_stay() -> None:
    for text in (
        "Thanks for your mail of 2 March.\nWe paid INV-1.",
        "Regards to the missing order number, see below.\nIt is 4500.",
        "Merci de nous envoyer la facture 12.",
        "On Monday we wrote: nothing was paid.",
        "Am Montag kommt die Zahlung.",
        "From: the warehouse nothing came.",
        "This e-mail is to confirm that we paid.",
        "> 30 days overdue",
    ):
        split = split_text(text)
        assert (split.new_text or split.quoted_text) == text, text
        assert split.signature == ""


def test_a_postscript_is_new_text() -> None:
    split = split_text("Paid.\n\nKind regards\nAnn\n\nPS: INV-3 is disputed.")
    assert split.new_text == "Paid.\n\nPS: INV-3 is disputed."
    assert split.signature == "Kind regards\nAnn"


DISCLAIMERS = [
    "This e-mail and any attachments are confidential and intended solely for the addressee.",
    "CONFIDENTIALITY NOTICE: this message is privileged.",
    "Ce message et ses pièces jointes sont confidentiels et réservés à leurs destinataires.",
    "Diese E-Mail enthält vertrauliche Informationen.\nWenn Sie nicht der richtige Adressat sind: löschen.",
    "Este mensaje es confidencial.",
    "Questo messaggio è riservato al destinatario.",
    "Dit bericht is vertrouwelijk en alleen bestemd voor de geadresseerde.",
    "Esta mensagem é confidencial.",
    "Please consider the environment.",
]


@pytest.mark.parametrize("disclaimer", DISCLAIMERS)
def test_a_disclaimer_is_not_the_writers_word(disclaimer: str) -> None:
    split = split_text(f"We paid INV-1.\n\n{disclaimer}\n")
    assert split.new_text == "We paid INV-1."
    assert split.signature == disclaimer


def test_a_banner_of_the_receiving_server_is_not_the_writers_word() -> None:
    split = split_text(
        "[EXTERNAL] CAUTION: This email originated from outside.\nDo not click.\n\nWe paid INV-1."
    )
    assert split.new_text == "We paid INV-1."


def test_html_marks_part_quote_and_signature() -> None:
    html = (
        "<div>Paid <b>INV-1</b>.</div><div class='gmail_signature'>Ann<br>Acme</div>"
        "<div class='gmail_quote'><div class='gmail_attr'>On 2 Mar 2026, a@b.example wrote:<br></div>"
        "<blockquote class='gmail_quote'>INV-1?</blockquote></div><div>And INV-2 too.</div>"
    )
    split = split_lines(html_lines(html)[0])
    assert split.new_text == "Paid INV-1.\nAnd INV-2 too."
    assert split.signature == "Ann\nAcme"
    assert "INV-1?" in split.quoted_text


@pytest.mark.parametrize(
    "divider",
    [
        '<div id="appendonsend"></div><hr>',
        '<div id="divRplyFwdMsg">',
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt">',
        "<hr>",
    ],
)
def test_outlooks_divider_begins_the_quote(divider: str) -> None:
    html = (
        f"<p class=MsoNormal>Paid.</p>{divider}<p><b>From:</b> AR<br><b>Sent:</b> Monday<br>"
        "<b>To:</b> Ann<br><b>Subject:</b> x</p><p>Please pay.</p>"
    )
    split = split_lines(html_lines(html)[0], "RE: x", True)
    assert split.new_text == "Paid."
    assert split.quoted_text.endswith("Please pay.")


WORDS = st.sampled_from(
    [
        "> a",
        ">> b",
        "",
        "--",
        "-- ",
        "Kind regards",
        "Thanks",
        "INV-1 10.00",
        "On 2 Mar 2026 a@b.example wrote:",
        "From: a",
        "Sent: b",
        "To: c",
        "Subject: d",
        "FYI",
        FORWARDS["de"],
        "This e-mail is confidential",
        "PS: x",
        "word",
    ]
)


@given(st.lists(WORDS, max_size=40), st.sampled_from(["", "Fwd: x", "Re: x"]), st.booleans())
@settings(max_examples=300, deadline=None)
def test_no_line_is_ever_lost(lines: list[str], subject: str, is_reply: bool) -> None:
    split = split_text("\n".join(lines), subject, is_reply)
    parts = [part for part in (split.new_text, split.quoted_text, split.signature) if part]
    kept = sorted(line for part in parts for line in part.split("\n") if line.strip())
    given_ = sorted(line.rstrip() for line in lines if line.strip())
    if split.forwarded:
        assert set(given_) <= set(kept)
    else:
        assert kept == given_


@given(st.lists(st.tuples(st.text(max_size=60), st.sampled_from(list(Mark))), max_size=30))
@settings(max_examples=150, deadline=None)
def test_no_text_makes_it_fail(lines: list[tuple[str, Mark]]) -> None:
    split_lines([Line(text.replace("\n", " "), mark) for text, mark in lines])


def test_long_bodies_are_split_in_linear_time() -> None:
    for line in (
        "This e-mail is confidential 1.00",
        "Thanks",
        "Kind regards\n\nINV 1.00",
        "From: a\nSent: b",
        "On 1 a",
        "PS: x",
    ):
        split_lines(lines_of(f"{line}\n\n" * 5_000))
