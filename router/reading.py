"""Reads the texts of a mail that may vote, once, and keeps what was found for all rules."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from domain.complaints import complaints_in
from domain.mail import Mail
from domain.phrase_rules import Finding, rules_in
from domain.phrases import ReadClause, read
from domain.sentences import word_set, words_of

_RULES = Path(__file__).parent / "phrases" / "intents.yaml"
_PREFIX = re.compile(
    r"^\s*(?:(?:re|fw|fwd|aw|wg|tr|rv|antw|enc|res|rif|r|i|doorst|sv|vs)\s*(?:\[\d+\])?\s*:|\[[^\]]{1,20}\])\s*",
    re.IGNORECASE,
)
_NEXT_BEST = (1.0, 0.5, 0.25)
"""How much the second and third sentence for the same thing add."""


@dataclass(frozen=True)
class Reading:
    """The findings of a mail's subject and of what its writer says now."""

    subject: str
    """Without "Re:", "Fwd:" and their like."""
    in_thread: bool
    """The subject had such a prefix: it is old news."""
    text: str
    clauses: tuple[ReadClause, ...]
    subject_clauses: tuple[ReadClause, ...]
    from_quote: bool
    """The new text says nothing of its own, so the quoted text was read (a bare forward)."""

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the new text says, in order."""
        return rules_in(_RULES).find(self.clauses)

    @cached_property
    def subject_findings(self) -> tuple[Finding, ...]:
        """What the subject says."""
        return rules_in(_RULES).find(self.subject_clauses)

    @cached_property
    def complaints(self) -> tuple[Finding, ...]:
        """What the new text complains of."""
        return complaints_in(self.clauses)

    @cached_property
    def subject_complaints(self) -> tuple[Finding, ...]:
        """What the subject complains of."""
        return complaints_in(self.subject_clauses)

    @cached_property
    def words(self) -> int:
        """How many words the new text has."""
        return len(words_of(self.text))

    @property
    def subject_share(self) -> float:
        """How much the subject's findings count beside the text's."""
        if self.words < 4:
            return 0.9 if not self.in_thread else 0.6
        return 0.25 if self.in_thread else 0.5

    def about(self, name: str) -> tuple[tuple[Finding, ...], float]:
        """Return the text's findings of that name, best first, and their joint strength 0-1."""
        found = sorted((f for f in self.findings if f.name == name), key=lambda f: -f.weight)
        return tuple(found), joint(f.weight for f in found)

    def strength(self, name: str) -> float:
        """Return how strongly text and subject together speak for that name, 0-1."""
        _, by_text = self.about(name)
        by_subject = max((f.weight for f in self.subject_findings if f.name == name), default=0.0)
        return either(by_text, by_subject * self.subject_share)

    def has(self, concept: str) -> bool:
        """Tell whether the new text holds that concept anywhere."""
        return any(clause.has(concept) for clause in self.clauses)

    def reason(self, name: str) -> str:
        """Return the deciding sentence in words."""
        found, _ = self.about(name)
        if found:
            return f"the text says «{found[0].sentence}»"
        return f"the subject says «{self.subject[:200]}»"


def joint(weights: Iterable[float]) -> float:
    """Return the strength of several sentences for one thing: the best counts whole, two more in part."""
    missing = 1.0
    for weight, share in zip(sorted(weights, reverse=True), _NEXT_BEST, strict=False):
        missing *= 1 - weight * share
    return 1 - missing


def either(one: float, other: float) -> float:
    """Return the strength of two independent proofs (noisy or)."""
    return 1 - (1 - one) * (1 - other)


def bare_subject(subject: str) -> tuple[str, bool]:
    """Return the subject without its prefixes, and whether it had any."""
    bare = subject
    while match := _PREFIX.match(bare):
        bare = bare[match.end() :]
    return bare.strip(), bare != subject and bool(re.match(r"\s*\w+(?:\[\d+\])?\s*:", subject))


def reading_of(mail: Mail, language: str | None) -> Reading:
    """Return the reading of a mail; the same mail is read once however many rules ask."""
    return _read(subject_of(mail), mail.new_text, mail.quoted_text, language)


def subject_of(mail: Mail) -> str:
    """Return the subject, of a mail that states none that of the mail it passes on."""
    if mail.original is None or bare_subject(mail.subject)[0]:
        return mail.subject
    return mail.original.subject


@lru_cache(maxsize=64)
def _read(subject: str, new_text: str, quoted_text: str, language: str | None) -> Reading:
    bare, in_thread = bare_subject(subject)
    from_quote = bool(quoted_text.strip()) and _says_nothing(new_text)
    text = f"{new_text}\n\n{_without_headers(quoted_text)}" if from_quote else new_text
    return Reading(
        subject=bare,
        in_thread=in_thread,
        text=text,
        clauses=read(text, language),
        subject_clauses=read(bare, language),
        from_quote=from_quote,
    )


_POINTERS = word_set(
    """
    fyi see below above please pls thanks thank you voir ci dessous svp merci pour info siehe unten
    bitte danke zur kenntnis ver abajo por favor gracias vedi sotto grazie per conoscenza zie onder
    graag bedankt abaixo obrigado hi hello bonjour hallo hola ciao the mail email forwarded forward
    as discussed pfa z k
    """
)


def _says_nothing(text: str) -> bool:
    words = words_of(text)
    return len(words) <= 8 and all(word in _POINTERS for word in words)


_HEADER_LINE = re.compile(
    r"^[>\s*]*(?:from|sent|to|cc|subject|date|de|envoye|envoyé|a|à|objet|von|gesendet|an|betreff|para|enviado|asunto|da|inviato"
    r"|oggetto|van|verzonden|aan|onderwerp|assunto|le|on|el|il|op|am|em)\b[^\n]{0,200}(?::|wrote|écrit|schrieb)[^\n]*$",
    re.IGNORECASE,
)


def _without_headers(quoted: str) -> str:
    lines = [re.sub(r"^[>\s]+", "", line) for line in quoted.splitlines()]
    return "\n".join(line for line in lines if not _HEADER_LINE.match(line))
