"""The words by which seven languages mark quotes, forwards, closings and disclaimers."""

NAME_FIRST = (
    # a name or address, the verb, then a date: "Jane Doe <jane@acme.example> wrote on 3 March 2026:"
    r"wrote(?:\s+(?:on|at)\b.{4,80})?",
    r"a\s+écrit(?:\s+le\b.{4,80})?",
    r"schrieb(?:\s+am\b.{4,80})?",
    r"escribi[óo](?:\s+el\b.{4,80})?",
    r"ha\s+scritto(?:\s+il\b.{4,80})?",
    r"schreef(?:\s+op\b.{4,80})?",
    r"escreveu(?:\s+em\b.{4,80})?",
)
ORIGINAL_MESSAGE = (
    "original message",
    "original appointment",
    "message d'origine",
    "message d’origine",
    "message original",
    "ursprüngliche nachricht",
    "originalnachricht",
    "mensaje original",
    "mensaje de origen",
    "messaggio originale",
    "messaggio di origine",
    "oorspronkelijk bericht",
    "oorspronkelijke bericht",
    "mensagem original",
    "reply message",
    "antwort auf nachricht",
)
FORWARD_PREFIXES = (
    "fw",
    "fwd",
    "tr",
    "wg",
    "rv",
    "i",
    "enc",
    "doorst",
    "reenv",
    "inoltra",
    "wtrlt",
    "fs",
    "trans",
)
REPLY_PREFIXES = ("re", "aw", "sv", "rép", "antw", "res", "ref", "r", "ant", "betr")
POINTERS = (
    # a forward whose writer only points at what is below
    "see below", "please see below", "pls see below", "see attached", "please see attached", "fyi",
    "for your information", "below",
    "as below", "please handle", "please process", "for processing", "for action", "forwarding", "fwd",
    "forwarded",
    "voir ci-dessous", "ci-dessous", "pour information", "pour info", "pour traitement", "à traiter",
    "pour suite à donner", "cf ci-dessous",
    "siehe unten", "s. u", "s.u", "zur kenntnis", "zur info", "zur information", "z. k", "zk",
    "zur bearbeitung", "bitte bearbeiten",
    "ver abajo", "véase abajo", "para su información", "para tu información", "para su gestión", "adelante",
    "vedi sotto", "per conoscenza", "per tua informazione", "in allegato",
    "zie hieronder", "ter info", "ter informatie", "ter kennisgeving", "zie onder",
    "veja abaixo", "ver abaixo", "para conhecimento", "segue abaixo", "para informação",
)  # fmt: skip
CLOSINGS = (
    "best regards", "kind regards", "warm regards", "kindest regards", "many thanks and best regards",
    "thanks and regards",
    "thanks & regards", "with kind regards", "with best regards", "regards", "sincerely",
    "yours sincerely", "sincerely yours",
    "yours faithfully", "yours truly", "best wishes", "with thanks and regards", "cheers", "respectfully",
    "br", "rgds",
    "cordialement", "bien cordialement", "très cordialement", "bien à vous", "sincères salutations",
    "meilleures salutations",
    "salutations distinguées", "cordiales salutations", "respectueusement", "cdlt", "cdt", "sincèrement",
    "mit freundlichen grüßen", "mit freundlichen grüssen", "mit freundlichem gruß", "freundliche grüße",
    "freundliche grüsse",
    "viele grüße", "viele grüsse", "beste grüße", "beste grüsse", "herzliche grüße", "liebe grüße",
    "mit besten grüßen",
    "mit besten grüssen", "hochachtungsvoll", "mfg", "vg", "lg", "schöne grüße", "besten gruß", "gruß",
    "saludos", "un saludo", "saludos cordiales", "un cordial saludo", "cordiales saludos", "atentamente",
    "muy atentamente",
    "le saluda atentamente", "reciba un cordial saludo", "cordialmente",
    "cordiali saluti", "distinti saluti", "i migliori saluti", "saluti", "un cordiale saluto", "in fede",
    "met vriendelijke groet", "met vriendelijke groeten", "vriendelijke groet", "vriendelijke groeten",
    "hartelijke groet",
    "hoogachtend", "mvg", "groeten", "groetjes",
    "atenciosamente", "com os melhores cumprimentos", "melhores cumprimentos", "cumprimentos", "saudações",
    "att", "abraços",
    "respeitosamente", "com os meus cumprimentos",
)  # fmt: skip
COURTESIES = (
    # close a mail only when little follows
    "thanks", "thank you", "many thanks", "thx", "thanks in advance", "thank you in advance", "merci",
    "merci d'avance", "merci beaucoup",
    "danke", "vielen dank", "besten dank", "vielen dank im voraus", "gracias", "muchas gracias", "grazie",
    "grazie mille",
    "bedankt", "alvast bedankt", "dank u", "obrigado", "obrigada", "muito obrigado", "muito obrigada",
    "best",
)  # fmt: skip
FORMULAS = (
    # whole sentences that close a letter
    r"(?:je vous prie|nous vous prions|veuillez)\b.{0,120}\b(?:salutations|sentiments|considération)",
    r"dans l['’]attente de .{0,80}\b(?:salutations|sentiments)",
    r"(?:con|com)\s+(?:i\s+)?(?:migliori|os\s+melhores)\s+(?:saluti|cumprimentos)",
)
SENT_FROM = (
    "sent from my", "sent from outlook", "sent from mail for", "sent via", "get outlook for",
    "envoyé de mon", "envoyé depuis mon",
    "envoyé à partir de", "obtenir outlook pour", "télécharger outlook pour", "von meinem", "gesendet von",
    "gesendet mit", "holen sie sich outlook",
    "enviado desde mi", "enviado desde outlook", "obtener outlook para", "inviato da",
    "ottieni outlook per", "verzonden vanaf mijn",
    "verstuurd vanaf mijn", "outlook voor", "enviado do meu", "enviado a partir do", "obter o outlook para",
)  # fmt: skip
POSTSCRIPTS = ("ps", "p.s", "p.s.", "pps", "nb", "n.b", "n.b.", "pd", "p.d", "p.d.")
DISCLAIMER_SUBJECTS = (
    "this e-mail", "this email", "this message", "this communication", "this transmission",
    "the information contained", "the information in this",
    "the contents of this", "the content of this", "if you are not the", "if you have received this",
    "confidentiality notice", "disclaimer",
    "important notice", "legal notice", "privileged", "notice:",
    "ce message", "ce courriel", "cet e-mail", "ce mail", "ce courrier", "les informations contenues",
    "si vous n'êtes pas", "si vous n’êtes pas",
    "si vous avez reçu", "avis de confidentialité", "avertissement", "le contenu de ce",
    "diese e-mail", "diese email", "diese nachricht", "diese mail", "der inhalt dieser", "die in dieser",
    "die information in dieser",
    "wenn sie nicht der", "sollten sie nicht", "falls sie nicht", "hinweis", "vertraulichkeitshinweis",
    "haftungsausschluss",
    "este mensaje", "este correo", "la información contenida", "si usted no es", "si no es usted",
    "aviso legal", "aviso de confidencialidad",
    "questo messaggio", "questa e-mail", "questa email", "questa comunicazione",
    "le informazioni contenute", "avviso di riservatezza", "ai sensi del",
    "dit bericht", "deze e-mail", "deze email", "dit e-mailbericht", "de informatie in", "de inhoud van",
    "indien u niet",
    "esta mensagem", "este e-mail", "este email", "a informação contida", "as informações contidas",
    "se não é o", "se você não", "aviso de confidencialidade",
)  # fmt: skip
DISCLAIMER_WORDS = (
    "confidential", "privileged", "intended recipient", "intended solely", "intended only",
    "intended for the", "unauthorised", "unauthorized",
    "confidentiel", "destinataire", "non autorisée", "strictement interdite",
    "vertraulich", "bestimmungsgemäße", "nicht der richtige adressat", "richtige empfänger",
    "beabsichtigte empfänger", "unbefugte",
    "confidencial", "destinatario", "prohibid", "riservat", "riservate", "vietat", "vertrouwelijk",
    "geadresseerde", "bestemd voor",
    "destinatário", "proibid",
)  # fmt: skip
GREEN_NOTES = (
    "please consider the environment", "think before you print", "consider the environment",
    "pensez à l'environnement", "pensez à l’environnement",
    "pensez environnement", "n'imprimez ce", "bitte denken sie an die umwelt", "bitte prüfen sie, ob",
    "antes de imprimir", "prima di stampare", "denk aan het milieu",
)  # fmt: skip
BANNERS = (
    "this email originated from outside", "this e-mail originated from outside",
    "this message originated from outside", "external email",
    "external sender", "external mail", "[external]", "[extern]", "[externe]",
    "you don't often get email from", "you don’t often get email from",
    "ce message provient de l'extérieur", "ce courriel provient de l'extérieur", "courriel externe",
    "e-mail externe", "expéditeur externe",
    "diese e-mail kommt von außerhalb", "diese e-mail stammt von außerhalb", "externe e-mail",
    "externer absender",
    "este correo proviene de", "correo externo", "e-mail esterna", "deze e-mail is afkomstig van buiten",
    "este e-mail foi enviado de fora",
)  # fmt: skip
