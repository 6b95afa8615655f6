"""Automatic mails in seven languages, by hand and by a small generator, from an address that may be answered."""

# ruff: noqa: E501 - the texts read better unbroken

from collections.abc import Iterator
from dataclasses import dataclass

WRITER = "r.stokely@haldenbridge.example"
QUOTED = "> Could you let me have a copy of invoice INV-204016?\n> Thank you."

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AutomaticMail:
    """One mail as it arrives, and what kind of machine wrote it."""

    name: str
    raw: bytes


ABSENCES = {
    "en": (
        "Automatic reply: Copy of INV-204016",
        "Thank you for your message. I am out of the office until Monday and will answer when I am back. "
        "In urgent cases write to my colleague.",
    ),
    "de": (
        "Automatische Antwort: Kopie INV-204016",
        "Vielen Dank für Ihre Nachricht. Ich bin bis Montag nicht im Büro und melde mich nach meiner Rückkehr. "
        "In dringenden Fällen wenden Sie sich bitte an meine Kollegin.",
    ),
    "fr": (
        "Réponse automatique : Copie INV-204016",
        "Merci pour votre message. Je suis absent du bureau jusqu'à lundi et vous répondrai à mon retour. "
        "En cas d'urgence, adressez-vous à ma collègue.",
    ),
    "es": (
        "Respuesta automática: Copia INV-204016",
        "Gracias por su mensaje. Estoy fuera de la oficina hasta el lunes y le responderé a mi regreso. "
        "En casos urgentes, diríjase a mi compañera.",
    ),
    "it": (
        "Risposta automatica: Copia INV-204016",
        "Grazie per il messaggio. Sono fuori ufficio fino a lunedì e risponderò al mio rientro. "
        "Per urgenze si rivolga alla mia collega.",
    ),
    "nl": (
        "Automatisch antwoord: Kopie INV-204016",
        "Dank u voor uw bericht. Ik ben tot maandag afwezig en beantwoord uw bericht na mijn terugkeer. "
        "Voor dringende zaken kunt u bij mijn collega terecht.",
    ),
    "pt": (
        "Resposta automática: Cópia INV-204016",
        "Obrigado pela sua mensagem. Estou ausente do escritório até segunda-feira e responderei no meu regresso. "
        "Em casos urgentes, contacte a minha colega.",
    ),
}
RECEIPTS = {
    "en": (
        "We have received your request [#48213]",
        "This is an automatically generated message, please do not reply. Your request was received and has the "
        "ticket number 48213. We will get back to you.",
    ),
    "de": (
        "Wir haben Ihre Anfrage erhalten [#48213]",
        "Dies ist eine automatisch erzeugte Nachricht, bitte antworten Sie nicht darauf. Ihre Anfrage ist "
        "eingegangen und trägt die Nummer 48213. Wir melden uns.",
    ),
    "fr": (
        "Nous avons bien reçu votre demande [#48213]",
        "Ceci est un message généré automatiquement, merci de ne pas y répondre. Votre demande a été enregistrée "
        "sous le numéro 48213. Nous reviendrons vers vous.",
    ),
    "es": (
        "Hemos recibido su solicitud [#48213]",
        "Este es un mensaje generado automáticamente, por favor no responda. Su solicitud ha sido registrada con "
        "el número 48213. Nos pondremos en contacto con usted.",
    ),
    "it": (
        "Abbiamo ricevuto la Sua richiesta [#48213]",
        "Questo è un messaggio generato automaticamente, si prega di non rispondere. La Sua richiesta è stata "
        "registrata con il numero 48213. La ricontatteremo.",
    ),
    "nl": (
        "Wij hebben uw verzoek ontvangen [#48213]",
        "Dit is een automatisch gegenereerd bericht, gelieve niet te antwoorden. Uw verzoek is geregistreerd "
        "onder nummer 48213. Wij nemen contact met u op.",
    ),
    "pt": (
        "Recebemos o seu pedido [#48213]",
        "Esta é uma mensagem gerada automaticamente, por favor não responda. O seu pedido foi registado com o "
        "número 48213. Entraremos em contacto.",
    ),
}
REQUESTS = {
    "en": ("Copy of INV-204016", "Please send us a copy of invoice INV-204016."),
    "de": ("Kopie INV-204016", "Bitte senden Sie uns eine Kopie der Rechnung INV-204016."),
    "fr": ("Copie INV-204016", "Merci de nous envoyer une copie de la facture INV-204016."),
    "es": ("Copia INV-204016", "Por favor, envíenos una copia de la factura INV-204016."),
    "it": ("Copia INV-204016", "Vi preghiamo di inviarci una copia della fattura INV-204016."),
    "nl": ("Kopie INV-204016", "Gelieve ons een kopie van factuur INV-204016 te sturen."),
    "pt": ("Cópia INV-204016", "Por favor, envie-nos uma cópia da fatura INV-204016."),
}
"""What a machine sends that passes a person's words on: it asks, and is a machine's mail all the same."""

MARKS: tuple[tuple[str, Headers], ...] = (
    ("rfc3834", (("Auto-Submitted", "auto-replied"),)),
    ("generated", (("Auto-Submitted", "auto-generated; owner-email=x"),)),
    ("notified", (("Auto-Submitted", "Auto-Notified"),)),
    ("twice", (("Auto-Submitted", "no"), ("Auto-Submitted", "auto-replied (vacation)"))),
    ("null path", (("Return-Path", "<>"),)),
    ("daemon path", (("Return-Path", "<MAILER-DAEMON@haldenbridge.example>"),)),
    ("bulk", (("Precedence", "bulk"),)),
    ("junk", (("Precedence", "Junk"),)),
    ("auto_reply", (("Precedence", "auto_reply"),)),
    (
        "list",
        (("List-Id", "<ap.haldenbridge.example>"), ("List-Unsubscribe", "<mailto:u@haldenbridge.example>")),
    ),
    ("autoreply", (("X-Autoreply", "yes"), ("X-Mailer", "Desk 4"))),
    ("autorespond", (("X-Autorespond", "Copy of INV-204016"),)),
    ("exchange", (("X-Auto-Response-Suppress", "All"),)),
    ("exchange oof", (("X-Auto-Response-Suppress", "DR, OOF, AutoReply"),)),
    ("rules agent", (("X-MS-Exchange-Generated-Message-Source", "Mailbox Rules Agent"),)),
    ("loop", (("X-Loop", WRITER),)),
    ("looped", (("Delivered-To", WRITER), ("Delivered-To", "Autoresponder"))),
)


def automatic_mails() -> Iterator[AutomaticMail]:
    """Yield them all; each is sent under its own Message-ID."""
    serial = 0
    for language in ABSENCES:
        for mark, headers in MARKS:
            for kind, words in (("receipt", RECEIPTS), ("absence", ABSENCES), ("request", REQUESTS)):
                serial += 1
                yield _mail(f"{kind}-{language}-{mark}", serial, headers, *words[language])
        for kind, words in (("absence", ABSENCES), ("receipt", RECEIPTS)):
            for quoted in (True, False):
                serial += 1
                name = f"{kind}-{language}-without a mark{'-quoting' if quoted else ''}"
                yield _mail(name, serial, (), *words[language], quoted=quoted)
        serial += 1
        yield _report(f"report-{language}", serial, REQUESTS[language][1])


def _mail(
    name: str, serial: int, headers: Headers, subject: str, text: str, *, quoted: bool = False
) -> AutomaticMail:
    body = f"{text}\n\n{QUOTED}\n" if quoted else f"{text}\n"
    fields = [
        *((key, value) for key, value in headers if key == "Return-Path"),
        ("Authentication-Results", "mx.tarvenne.example; dmarc=pass header.from=haldenbridge.example"),
        ("From", f"R. Stokely <{WRITER}>"),
        ("To", "ar@tarvenne.example"),
        ("Subject", subject),
        ("Date", "Mon, 16 Nov 2026 11:59:00 +0000"),
        ("Message-ID", f"<auto.{serial}@haldenbridge.example>"),
        *((key, value) for key, value in headers if key != "Return-Path"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
    ]
    head = "".join(f"{key}: {value}\n" for key, value in fields)
    return AutomaticMail(name, f"{head}\n{body}".encode())


def _report(name: str, serial: int, text: str) -> AutomaticMail:
    raw = f"""Authentication-Results: mx.tarvenne.example; dmarc=pass header.from=haldenbridge.example
From: {WRITER}
To: ar@tarvenne.example
Subject: Undeliverable: INV-204016
Date: Mon, 16 Nov 2026 11:59:00 +0000
Message-ID: <report.{serial}@haldenbridge.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

{text}
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.haldenbridge.example

Final-Recipient: rfc822; {WRITER}
Action: failed
Status: 5.1.1
--b--
"""
    return AutomaticMail(name, raw.encode())
