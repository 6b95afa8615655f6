"""A complaint about an invoice, or a refusal to pay it, makes a dispute."""

from collections.abc import Sequence

from domain.phrase_rules import Finding
from domain.ports import RuleSubject, Vote
from domain.words import Intent
from router.reading import Reading, either, joint
from router.voting import reading, vote

_REFUSAL_SHARE = 0.5
_QUESTION_SHARE = 0.8
_NOT_RECEIVED_WITH_REFUSAL = 0.9


class ComplaintsRule:
    """Weighs the clauses that complain; a refusal to pay beside them makes it surer."""

    name = "complaints"

    def votes(self, subject: RuleSubject) -> Sequence[Vote]:
        """Return at most one vote for dispute."""
        read = reading(subject)
        complaints = [f for f in read.complaints if not self._asked_softly(f, read)]
        refusals, refusal = read.about("refusal")
        weight = joint(self._per_sentence(complaints))
        never_came = read.about("not_received")[0]
        reason = self._reason(complaints)
        if never_came and refusal:
            weight = either(weight, _NOT_RECEIVED_WITH_REFUSAL * refusal)
            reason = f"the text says «{never_came[0].sentence}» and refuses: «{refusals[0].sentence}»"
        elif refusal and any(f.name != "other" for f in complaints):
            weight = either(weight, refusal * _REFUSAL_SHARE)
        if not weight:
            return self._by_subject(read)
        return [vote(Intent.DISPUTE, weight, reason, self.name)]

    def _asked_softly(self, finding: Finding, read: Reading) -> bool:
        """A bare word of trouble in a clause that asks for something is no complaint."""
        return finding.weight <= 0.5 and finding.clause.has("ask")

    def _per_sentence(self, complaints: Sequence[Finding]) -> list[float]:
        best: dict[int, float] = {}
        for finding in complaints:
            weight = finding.weight * (_QUESTION_SHARE if finding.clause.has("question") else 1.0)
            order = finding.clause.clause.order
            best[order] = max(best.get(order, 0.0), weight)
        return list(best.values())

    def _reason(self, complaints: Sequence[Finding]) -> str:
        if not complaints:
            return ""
        best = max(complaints, key=lambda f: f.weight)
        return f"the text complains ({best.name.replace('_', ' ')}): «{best.sentence}»"

    def _by_subject(self, read: Reading) -> list[Vote]:
        weights = [f.weight for f in read.subject_complaints]
        if not weights:
            return []
        strength = max(weights) * read.subject_share
        return [vote(Intent.DISPUTE, strength, f"the subject complains: «{read.subject[:200]}»", self.name)]


PLUGIN = ComplaintsRule()
