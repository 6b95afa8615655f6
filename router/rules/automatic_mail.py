"""Automatic replies and bounces: decisive by header, weak by words alone."""

from collections.abc import Sequence

from domain.ports import RuleSubject, Vote
from domain.words import Intent
from router.automatic import automatic_mail
from router.reading import Reading, either
from router.voting import reading, vote

_EMPTY_PATH_WEIGHT = 0.5


class AutomaticMailRule:
    """Knows robots by their headers, then by what they say."""

    name = "automatic_mail"

    def votes(self, subject: RuleSubject) -> Sequence[Vote]:
        """Return a decisive vote for a header that settles it, else what the words say."""
        sign = automatic_mail(subject.mail)
        if sign is not None and sign.intent is not None:
            return [vote(sign.intent, 0.99, sign.reason, self.name, decisive=True)]
        read = reading(subject)
        found = []
        for intent in (Intent.AUTOMATIC_REPLY, Intent.BOUNCE):
            strength = self._strength(read, intent)
            if strength and sign is not None:
                strength = either(strength, _EMPTY_PATH_WEIGHT)
            if strength:
                found.append(vote(intent, strength, read.reason(intent.value), self.name))
        return found

    def _strength(self, read: Reading, intent: Intent) -> float:
        """Robots say it in the subject as well; a person's absence is a passing remark in a longer mail."""
        by_subject = max((f.weight for f in read.subject_findings if f.name == intent.value), default=0.0)
        _, by_text = read.about(intent.value)
        whole = either(by_text, by_subject * 0.8)
        others = any(
            read.about(name)[1] >= 0.8 for name in ("invoice_copy_request", "payment_advice", "refusal")
        )
        return whole * (0.5 if others and not by_subject else 1.0)


PLUGIN = AutomaticMailRule()
