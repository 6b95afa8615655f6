"""Finds text that tries to steer a program; it has no power over anything here and is only shown."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

import re

from domain.numbers import visible
from domain.sentences import fold
from router.hidden import decoded, hidden_text

_PROGRAM = (
    r"(?:a\.?i\.?|llms?|gpt|copilot|(?:large )?language models?|artificial intelligence|chat ?bots?|bots?|virtual assistant|(?:ai |digital |mail |email )?assistant|automated (?:system|reader|agent|process\w*)|parser|classifier|automation|software|mail robot|robot|algorithm|machine|agent"
    r"|i\.?a\.?|intelligence artificielle|modele de langage|assistant|robot|logiciel|systeme automatique|automate"
    r"|k\.?i\.?|kunstliche intelligenz|sprachmodell|assistent|automatik|software|system"
    r"|inteligencia artificial|modelo de lenguaje|asistente|sistema automatico|programa"
    r"|intelligenza artificiale|modello linguistico|assistente|sistema automatico"
    r"|kunstmatige intelligentie|taalmodel|assistent|systeem"
    r"|modelo de linguagem|assistente virtual|sistema)"
)
_ORDERS = r"(?:instruction\w*|prompts?|rules?|directions|directives|guidelines?|commands?|polic(?:y|ies)|consignes?|regles?|anweisung\w*|instruktion\w*|vorgaben?|befehle?|regeln?|instrucci\w+|indicaci\w+|reglas?|ordenes|istruzion\w+|indicazion\w+|comandi|regole|instructies?|aanwijzing\w*|opdrachten|regels|instruc\w+|ordens|comandos|regras|programming|programmierung|checks?|safeguards?|filters?|safety)"
_DROP = r"(?:ignore[rzns]?|ignorar|ignora(?:te|n|d)?|ignor(?:iere|ieren|ieren sie|ez|a|e|en|em)|disregard|forget|override|bypass|overrule|discard|neglect|oublie[rz]?|ne tiens? (?:plus |pas )?compte|ne tenez (?:plus |pas )?compte|vergiss|vergessen|missacht\w*|ubergeh\w*|umgeh\w*|olvid\w+|omit\w+|dimentic\w+|trascur\w+|scavalc\w+|negeer|vergeet|omzeil|esque[c]\w*|desconsider\w*|contorn\w+)"
_EARLIER = r"(?:previous|prior|above|earlier|all|your|any|former|preceding|existing|system|built-in|precedent\w*|anterieur\w*|ci-dessus|recues|toutes|tes|vos|vorherig\w*|bisherig\w*|alle[nrs]?|obig\w*|fruher\w*|deine|ihre|anterior\w*|previ[ao]s?|todas?|tus|sus|precedenti|tutte|tue|sue|eerdere|vorige|jouw|uw|bovenstaande|todos)"
_SHORT = r"[\w\s,'’]{0,40}"
_PATTERNS = (
    rf"\b{_DROP}\b{_SHORT}?\b{_EARLIER}\b{_SHORT}?\b{_ORDERS}",
    rf"\b{_DROP}\b[\w\s,'’]{{0,20}}?\b(?:vos|tes|as|le|las|les|los|die|de|the|os) (?:instruc\w+|consignes|istruzioni|anweisungen|instructies|directives) (?:precedent\w*|anterior\w*|recues|previ\w+)",
    rf"\b{_DROP}\b[\w\s]{{0,12}}?\b{_ORDERS} (?:you (?:were|have been|got|are)|that you|of your|qu'on t|que te dieron|die dir|che ti|die je)",
    rf"\b{_DROP}\b[\w\s,'’]{{0,20}}?\binstru\w+ (?:preceden\w*|anterior\w*|previ\w+)",
    r"\b(?:system|assistant|developer) ?(?:prompt|message|instruction|override|note|command)s?\b ?[:\]>=]",
    r"(?:^|\n)[ \t>*]{0,20}(?:#{1,6} ?|<\|?|\[)?(?:system|assistant|developer)(?:\|?>|\])? ?:[ \t]*\S",
    r"<\|(?:im_start|im_end|system|endoftext)\|>|\[/?inst\]|<</?sys>>|\[system\]|</?(?:system|instructions?|prompt)>|###? ?(?:system|instruction)s?\b",
    rf"\b(?:as|you are|act as|pretend to be|behave as|if you are|to whichever|to any|for the|dear|attention|attn|hello|hi|hey|note to(?: the)?|message (?:to|for)(?: the)?|instructions? (?:to|for)(?: the)?|notice to(?: the)?) ?[:,]? (?:an? |the |any |your )?(?:helpful )?{_PROGRAM}\b(?= ?[,:.!]| (?:is|who|that|which|reading|handling|processing|parsing|must|should|you|please|model|agent|system|reader|language)|$|\n)",
    rf"\b(?:en tant qu(?:e |')|tu es|vous etes|si tu es|si vous etes|note pour|note a l'attention de|message (?:pour|a)|a l'attention (?:de|du)|cher|chere) ?(?:une? |l'|le |la |d'une? )?{_PROGRAM}\b",
    r"\b(?:als|du bist|sie sind|wenn du|falls sie|hinweis an|an|liebe|hallo|nachricht an|achtung) (?:ein[e]? |die |das |den |alle )?(?:ki|kunstliche intelligenz|sprachmodell\w*|sprachassistent\w*|ki-\w+|chatbot|bot|automatik)\b",
    r"\b(?:como|eres|usted es|si eres|nota para|mensaje para|atencion|para) (?:una? |la |el |al )?(?:ia|inteligencia artificial|modelo de lenguaje|asistente(?: virtual| automatico)|chatbot|bot)\b",
    r"\b(?:come|sei|lei e|se sei|nota per|messaggio per|attenzione|per) (?:una? |un'|la |l'|il )?(?:ia|ai|intelligenza artificiale|modello linguistico|assistente (?:virtuale|automatico)|chatbot|bot)\b",
    r"\b(?:als|jij bent|je bent|u bent|bericht (?:aan|voor)|notitie voor|beste|aan|let op) (?:een |de |het )?(?:ai|taalmodel|kunstmatige intelligentie|chatbot|bot|ai-\w+|automatische assistent)\b",
    r"\b(?:como|es|voce e|se voce for|nota para|mensagem para|atencao|para) (?:uma? |a |o |ao )?(?:ia|inteligencia artificial|modelo de linguagem|assistente (?:virtual|automatico)|chatbot|bot)\b",
    r"\b(?:classify|label|route|mark|treat|tag|categori[sz]e|file|score|rate) this (?:e-?mail|message|mail|item|document) (?:as|to|with|under)\b",
    r"\b(?:classe[rz]?|etiquette[rz]?|traite[rz]?|marque[rz]?) (?:ce|cet|le present) (?:e-?mail|mail|message|courriel) (?:comme|en tant|dans)\b",
    r"\b(?:klassifizier\w*|markier\w*|stuf\w* |ordne?\w*|behandl\w*) (?:sie )?(?:diese|dieses|die) (?:e-?mail|mail|nachricht) (?:als|ein|unter)\b",
    r"\b(?:clasific\w+|marc\w+|etiquet\w+|trat\w+) este (?:correo|mensaje|e-?mail) como\b|\b(?:classific\w+|contrassegn\w+|tratt\w+|marc\w+) (?:questa|questo|esta|este) (?:mail|e-?mail|messaggio|mensagem) (?:come|como)\b|\b(?:classificeer|markeer|label|behandel) (?:deze|dit) (?:e-?mail|mail|bericht) als\b",
    r"\b(?:auto[- ]?(?:approve|release|send)|approve (?:it |this )?automatically|skip (?:the |any |all )?(?:review|verification|human|approval|checks?)|without (?:any )?human (?:review|approval|check\w*)|do not (?:flag|escalate|alert|tell the (?:user|clerk|human))|new instructions? ?:|set (?:the )?(?:confidence|priority|route|auto_send) to)\b",
    r"\bsans (?:aucune )?(?:validation|verification|controle|relecture) humaine?\b|\bohne (?:menschliche|jede) (?:prufung|freigabe|kontrolle)\b|\bsin (?:revision|control|supervision) humana\b|\bsenza (?:revisione|controllo|verifica) uman[oa]\b|\bzonder menselijke (?:controle|tussenkomst)\b|\bsem (?:revisao|controlo|controle|verificacao) human[oa]\b",
    r"\b(?:reveal|print|show|output|repeat|send me|leak) (?:me )?(?:your |the |all )?(?:system prompt|hidden prompt|instructions you|internal (?:rules|instructions|prompt)|initial prompt|configuration prompt)",
    r"\b(?:developer|debug|god|admin|maintenance|jailbreak) mode (?:on|enabled|activated)|\bjailbreak\b|\bprompt injection\b(?= ?[:!])",
)
_STEERING = re.compile("|".join(_PATTERNS))
_LONGEST = 30_000
_ORDERED = 3
"""So many words of command make an order of a text that nobody is to see."""
_INVITES = re.compile(
    r"\b(?:approve|send|forward|release|pay|system|assistant|classif|instruct|ignore|attach|reply|route)\w*"
)


def steering_words(text: str, html: str | None) -> str | None:
    """Return the words that address a program, or hidden text that gives orders; else None."""
    plain = visible(text[:_LONGEST])
    for said in (plain, decoded(text)):
        match = _STEERING.search(fold(said))
        if match:
            return " ".join(match.group().split())[:120]
    for words in hidden_text(html).splitlines():
        if _STEERING.search(fold(words)) or len(_INVITES.findall(fold(words))) >= _ORDERED:
            return words[:120]
    return None
