"""Finds text that tries to steer a program; it has no power over anything here and is only shown."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

import re

from domain.sentences import fold

_PATTERNS = re.compile(
    r"""
    \b(?:ignore|disregard|forget|override|bypass)\b[\s\w,]{0,30}\b(?:previous|prior|above|earlier|all|your|any|the)\b[\s\w]{0,20}\b(?:instruction|prompt|rule|direction|guideline|command|polic)\w*
    |\b(?:system|assistant|developer)[ ]?(?:prompt|message|instruction|override|note)\b[ ]?[:\]>]
    |(?:^|\n)[ \t]{0,20}(?:\#{1,6}[ ]?|<\|?|\[)?(?:system|assistant|developer)[ ]?(?:\|?>|\])?[ ]?:\s
    |<\|(?:im_start|im_end|system|endoftext)\|>|\[/?inst\]|<</?sys>>|\[system\]
    |\b(?:as|you[ ]are|act[ ]as|pretend[ ]to[ ]be)[ ](?:an?[ ])?(?:ai|artificial[ ]intelligence|llm|language[ ]model|chat\s?bot|virtual[ ]assistant)\b
    |\b(?:note|attention|instructions?|message|dear|hello|hi|to)[ ](?:to|for)?[ ]?(?:the[ ])?(?:ai|llm|language[ ]model|bot|automated[ ]system|parser|classifier|automation|software)\b
    |\b(?:classify|label|route|mark|treat|tag)[ ]this[ ](?:e-?mail|message|mail)[ ](?:as|to)\b
    |\b(?:auto[- ]?approve|approve[ ]automatically|skip[ ](?:the[ ])?(?:review|verification|human)|without[ ]human[ ]review|do[ ]not[ ](?:flag|escalate)|new[ ]instructions?[ ]?:)
    |\b(?:ignor\w+|oubli\w+)[\s\w,]{0,20}\b(?:instructions|consignes|directives)\b[\s\w]{0,15}(?:precedent|anterieur|ci-dessus|recues)\w*|\ben[ ]tant[ ]qu[' ]?(?:ia|intelligence[ ]artificielle|modele[ ]de[ ]langage)\b
    |\b(?:ignorier\w*|vergiss|vergessen[ ]sie|missacht\w*)[\s\w,]{0,25}\b(?:anweisung|instruktion|vorgabe|befehl|regel)\w*|\bals[ ](?:ki|kunstliche[ ]intelligenz|sprachmodell)\b
    |\b(?:ignor[ae]\w*|olvid[ae]\w*)[\s\w,]{0,25}\b(?:instrucciones|indicaciones)\b|\bcomo[ ](?:una?[ ])?(?:ia|inteligencia[ ]artificial|modelo[ ]de[ ]lenguaje)\b
    |\b(?:ignora\w*|dimentica\w*)[\s\w,]{0,25}\b(?:istruzioni|indicazioni|comandi)\b|\bcome[ ](?:una?[ ]|un')?(?:ia|intelligenza[ ]artificiale|modello[ ]linguistico)\b
    |\b(?:negeer|vergeet)\b[\s\w,]{0,25}\b(?:instructies|aanwijzingen|opdrachten)\b|\bals[ ](?:een[ ])?(?:ai|taalmodel|kunstmatige[ ]intelligentie)\b
    |\b(?:ignor[ae]\w*|esque[cç]a\w*)[\s\w,]{0,25}\b(?:instruc\w+|ordens|comandos)\b|\bcomo[ ](?:uma?[ ])?(?:ia|inteligencia[ ]artificial|modelo[ ]de[ ]linguagem)\b
    """,
    re.VERBOSE,
)
_HIDDEN_STYLE = re.compile(
    r"<(?P<tag>[a-z]{1,10})\b[^>]{0,300}style\s{0,5}=\s{0,5}[\"'][^\"'>]{0,200}(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt|em)?\s*[;\"']|"
    r"opacity\s*:\s*0(?:\.0+)?\s*[;\"']|color\s*:\s*(?:\#fff(?:fff)?|white)\b)[^>]{0,200}>(?P<text>[^<]{20,2000})<",
    re.IGNORECASE,
)
_LONGEST = 30_000
_INVITES = re.compile(
    r"\b(?:approve|send|forward|release|pay|system|assistant|classif|instruct|ignore|attach|reply|route)\w*",
    re.IGNORECASE,
)


def steering_words(text: str, html: str | None) -> str | None:
    """Return the words that address a program, or hidden text that gives orders; else None."""
    kept = text[:_LONGEST]
    match = _PATTERNS.search(fold(kept))
    if match:
        return " ".join(match.group().split())[:120]
    for hidden in _HIDDEN_STYLE.finditer((html or "")[: _LONGEST * 3]):
        words = " ".join(hidden.group("text").split())
        if _PATTERNS.search(fold(words)) or len(_INVITES.findall(words)) >= 2:
            return words[:120]
    return None
