"""The words by which mail programs of seven languages head a forwarded or quoted mail, and their months."""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """What a line of a pasted header states."""

    SENDER = "from"
    DATE = "date"
    TO = "to"
    CC = "cc"
    SUBJECT = "subject"
    OTHER = "other"


def _roles(role: Role, words: Iterable[str]) -> dict[str, Role]:
    return dict.fromkeys(words, role)


ROLES: dict[str, Role] = {
    **_roles(Role.SENDER, (
        "from", "de", "von", "da", "van", "desde", "expéditeur", "absender", "mittente",
        "afzender", "remetente",
        "remitente", "sender", "sent by", "envoyé par", "gesendet von", "enviado por",
        "inviato da", "verzonden door",
    )),
    **_roles(Role.DATE, (
        "sent", "date", "sent on", "date sent", "sent at", "envoyé", "envoyé le", "envoyé à",
        "date d'envoi",
        "gesendet", "gesendet am", "datum", "sendedatum", "enviado", "enviado el", "enviado em", "enviada",
        "enviada em", "enviada el", "fecha", "fecha de envío", "inviato", "inviato il", "data",
        "data di invio",
        "data invio", "verzonden", "verzonden op", "verstuurd", "data de envio", "data do envio",
    )),
    **_roles(Role.TO, (
        "to", "à", "a", "an", "para", "per", "aan", "pour", "destinataire", "destinataires", "empfänger",
        "destinatario", "destinatari", "destinatários", "destinatário", "ontvanger", "recipients",
    )),
    **_roles(Role.CC, (
        "cc", "bcc", "cci", "cco", "ccn", "kopie", "kopie (cc)", "copie", "copie à", "copia",
        "cópia", "con copia",
        "copy to", "kopie an", "copie cachée", "blindkopie",
    )),
    **_roles(Role.SUBJECT, (
        "subject", "objet", "sujet", "betreff", "asunto", "oggetto", "onderwerp", "assunto", "re",
    )),
    **_roles(Role.OTHER, (
        "importance", "wichtigkeit", "priorität", "importanza", "importancia", "importância",
        "urgentie", "reply-to",
        "reply to", "répondre à", "antwort an", "responder a", "rispondi a", "antwoord aan", "attachments",
        "attachment", "pièces jointes", "pièce jointe", "anlagen", "anlage", "anhänge", "adjuntos",
        "datos adjuntos",
        "archivos adjuntos", "allegati", "bijlagen", "anexos", "organization", "organisation",
        "organisatie",
        "message-id", "sensitivity", "vertraulichkeit", "confidentialité", "categories", "kategorien",
    )),
}  # fmt: skip
"""Every word before the colon of such a line, folded to lower case."""

FORWARDED_BY = (
    # Notes and its like: "----- Forwarded by Jane Doe/ACME on 03/04/2026 10:12 AM -----"
    "forwarded by", "transféré par", "réacheminé par", "réexpédié par", "weitergeleitet von",
    "reenviado por",
    "remitido por", "inoltrato da", "doorgestuurd door", "doorgezonden door", "encaminhado por",
    "repassado por",
    "reencaminhado por",
)  # fmt: skip
FORWARDED_MESSAGE = (
    "forwarded message", "begin forwarded message", "begin forwarded mail", "forwarded mail",
    "forwarded email",
    "forwarded e-mail", "start of forwarded message", "forwarded original message",
    "message transféré", "message transmis", "mail transféré", "courriel transféré", "e-mail transféré",
    "début du message transféré", "début du message réexpédié", "message réexpédié", "message réacheminé",
    "weitergeleitete nachricht", "weitergeleitete mail", "weitergeleitete e-mail",
    "anfang der weitergeleiteten nachricht", "anfang der weitergeleiteten e-mail",
    "anfang weitergeleitete nachricht",
    "beginn der weitergeleiteten nachricht",
    "mensaje reenviado", "inicio del mensaje reenviado", "correo reenviado",
    "comienzo del mensaje reenviado",
    "messaggio inoltrato", "inizio messaggio inoltrato", "inizio del messaggio inoltrato",
    "messaggio rinviato",
    "doorgestuurd bericht", "begin doorgestuurd bericht", "doorgestuurde bericht", "doorgezonden bericht",
    "begin van doorgestuurd bericht", "doorgestuurde e-mail",
    "mensagem encaminhada", "início da mensagem encaminhada", "mensagem reencaminhada",
    "início da mensagem reencaminhada", "a iniciar mensagem reencaminhada", "e-mail encaminhado",
    *FORWARDED_BY,
)  # fmt: skip

MONTHS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "january jan janvier janv januar jän enero ene gennaio gen januari janeiro",
            "february feb février févr fév februar febrero febbraio februari fevereiro fev",
            "march mar mars märz mrz maart mrt marzo março",
            "april apr avril avr abril abr aprile",
            "may mai mayo maggio mag mei maio",
            "june jun juin juni junio giugno giu junho",
            "july jul juillet juil juli julio luglio lug julho",
            "august aug août aout agosto ago augustus",
            "september sep sept septembre septiembre settembre set setembro",
            "october oct octobre oktober okt octubre ottobre ott outubro out",
            "november nov novembre noviembre novembro",
            "december dec décembre déc dezember dez diciembre dic dicembre dezembro",
        ),
        1,
    )
    for word in words.split()
}
"""Every month's name and short name; no two languages contradict each other."""
