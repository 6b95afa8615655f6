"""Decides the route of a mail by a model, with the sentence that decided and an honest confidence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from domain.decisions import AlsoDecision, RouteDecision
from domain.phrases import ReadClause
from domain.policy import Routing
from domain.ports import RuleSubject
from domain.words import DisputeReason, Intent, Look, Route
from router.bank_news import bank_news, names_iban
from router.learned import ngrams, trust
from router.learned.features import features_of
from router.learned.folder_models import encoder_named
from router.learned.judged import BANK_FROM, Judged
from router.learned.model import Model
from router.learned.outcomes import further
from router.learned.thresholds import thresholds
from router.learned.vectors import Encoder
from router.passed_on import told_only_below
from router.reading import Reading
from router.ruling import FIRST
from router.standing import Standing
from router.voting import reading

_LONGEST = 200
_ADVICE_ATTACHED = 0.99
"""Confidence where a document beside the text reads as a remittance advice and nothing speaks against it."""
_DOUBT = 0.3
_RULED = 0.9
_LIKELIER = 0.5
_PASSED_ON = 20
"""Words with which a mail passes another one on and says nothing of its own."""
_PLAIN_NEWS = 0.8
_SENTENCES = 100
"""Of a mail that may be shown as what decided."""


@dataclass(frozen=True, slots=True)
class ByModel:
    """The decision, how likely each reason is if the mail disputes, and what speaks of another account."""

    route: RouteDecision
    reasons: Mapping[DisputeReason, float]
    feared: str | None


def decide_by_model(
    subject: RuleSubject,
    standings: Sequence[Standing],
    routing: Routing,
    automatic: str | None,
    model: Model,
    vectors: Encoder | None = None,
) -> ByModel:
    """Return what the model decides."""
    judged = model.judge(
        features_of(subject, standings, vectors or encoder_named(model.encoder, routing.model_folder))
    )
    judged = _told_plainly(subject, judged)
    sure = trust.confidence(trust.terms(judged, standings, subject), model.trust)
    if _brings_advice(subject, judged):
        judged, sure = replace(judged, settled=Intent.PAYMENT_ADVICE), max(sure, _ADVICE_ATTACHED)
    intent = judged.intent
    decision = RouteDecision(
        label=intent.route,
        intent=intent,
        confidence=round(sure, 2),
        auto=_acts(subject, judged, sure, routing, model),
        also=_also(subject, standings, judged, model),
        evidence=_evidence(subject, standings, intent, model),
        automatic_mail=automatic,
    )
    return ByModel(decision, judged.reasons, _feared(subject, standings, judged, model))


def _told_plainly(subject: RuleSubject, judged: Judged) -> Judged:
    """Let plain news of another account with its IBAN name the mail, also where it is only passed on."""
    told = [one.text for one in subject.mail.forwarded if one.depth == 1]
    short = len(subject.mail.new_text.split()) <= _PASSED_ON
    for text in (subject.mail.new_text, *(told if short else ())):
        news = bank_news(text)
        if news is not None and news.weight >= _PLAIN_NEWS and names_iban(news.sentence):
            return replace(judged, bank=max(judged.bank, BANK_FROM))
    return judged


def _feared(subject: RuleSubject, standings: Sequence[Standing], judged: Judged, model: Model) -> str | None:
    if judged.bank < model.doubt.flag_from:
        return None
    return _evidence(subject, standings, Intent.BANK_DETAILS_CHANGE, model)[0]


def _brings_advice(subject: RuleSubject, judged: Judged) -> bool:
    """Tell whether a document beside the text settles it: an advice, and nothing that outranks it."""
    attached = any(one.look is Look.ADVICE and one.name != "body" for one in subject.documents)
    doubts = (Intent.BANK_DETAILS_CHANGE, Intent.DISPUTE, Intent.BOUNCE, Intent.AUTOMATIC_REPLY)
    return (
        attached
        and judged.intent is not Intent.BANK_DETAILS_CHANGE
        and all(judged.matters[one] < _DOUBT for one in doubts)
    )


def _acts(subject: RuleSubject, judged: Judged, sure: float, routing: Routing, model: Model) -> bool:
    """Tell whether nobody needs to look; somebody does where the matter is told in a mail passed on."""
    if judged.settled is not None and judged.settled.route not in routing.thresholds:
        return True
    if judged.intent is not Intent.PAYMENT_ADVICE and told_only_below(
        subject.mail, subject.references.invoice_numbers
    ):
        return False
    return sure >= threshold(routing, model, judged.intent.route)


def threshold(routing: Routing, model: Model, route: Route) -> float:
    """Return the confidence from which on the route may act: as configured, else as computed."""
    stated = routing.thresholds.get(route)
    return stated if stated is not None else _computed(model, routing.precision)[route]


@lru_cache(maxsize=8)
def _computed(model: Model, precision: float) -> Mapping[Route, float]:
    return thresholds(model.points, precision)


def _also(
    subject: RuleSubject, standings: Sequence[Standing], judged: Judged, model: Model
) -> tuple[AlsoDecision, ...]:
    told = {*further(judged, model.also_from), *_agreed(standings, judged)}
    return tuple(
        AlsoDecision(
            matter.route,
            matter,
            round(judged.matters[matter], 2),
            _evidence(subject, standings, matter, model)[:2],
        )
        for matter in sorted(told, key=FIRST.index)
    )


def _agreed(standings: Sequence[Standing], judged: Judged) -> Iterator[Intent]:
    """Yield what the rules are sure of and the model finds likelier than not: both would have to be wrong."""
    strong = {standing.intent for standing in standings if standing.strength >= _RULED}
    yield from (matter for matter in further(judged, _LIKELIER) if matter in strong)


def _evidence(
    subject: RuleSubject, standings: Sequence[Standing], intent: Intent, model: Model
) -> tuple[str, ...]:
    """Return what rules say for the intent, else the sentence whose words speak for it most."""
    for standing in standings:
        if standing.intent is intent:
            return standing.reasons[:4]
    return (_deciding(reading(subject), intent, model),)


def _deciding(read: Reading, intent: Intent, model: Model) -> str:
    best, sentence = 0.0, ""
    by_sentence: dict[int, list[ReadClause]] = {}
    for clause in read.clauses:
        by_sentence.setdefault(clause.clause.order, []).append(clause)
    for clauses in islice(by_sentence.values(), _SENTENCES):
        text = clauses[0].clause.sentence
        speaks = model.speaking(ngrams.counts_in(text, clauses), intent)
        if speaks > best:
            best, sentence = speaks, text
    if sentence:
        return f"the text says «{shortened(sentence)}»"
    if read.subject:
        return f"the subject says «{shortened(read.subject)}»"
    return f"it is most like mails about {intent.value.replace('_', ' ')}"


def shortened(text: str) -> str:
    """Return a sentence in the length in which people are shown it."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "…"
