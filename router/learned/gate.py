"""The gate before a new model goes live: no worse on the shipped mails, no worse on the installation's."""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from router.learned.comparing import Comparison, compare, outcomes_of
from router.learned.example import Example
from router.learned.figures import Figures, figures
from router.learned.fitting import Trained
from router.learned.model import Model
from router.learned.outcomes import Outcome
from router.learned.vectors import Encoder

_LUCK = 0.005
"""Of its own mails so many may be lost by chance."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a model says of mails that it had not learnt from."""

    shipped: Figures
    """On the repository's mails, as the repository labels them."""
    own: Mapping[str, bool]
    """Mark of each mail of the installation -> whether its route is right."""
    missing: tuple[str, ...] = ()
    """What stands in the repository's mails and was not learnt at all, one sentence each."""


def proof_of(trained: Trained, shipped: Sequence[Example], own: Sequence[Example], encoder: Encoder) -> Proof:
    """Return the proof of a new model; what it has learnt from is judged without the mail's own family."""
    said = figures(
        held_out(trained, shipped, encoder), trained.model.also_from, trained.model.doubt.flag_from
    )
    rights = {mark(one.example): one.right for one in held_out(trained, own, encoder)}
    return Proof(said, rights, _missing(trained, shipped))


def rights_of(model: Model, own: Sequence[Example], encoder: Encoder) -> dict[str, bool]:
    """Return whether a model routes mails right that it has not learnt from, by their marks."""
    return {mark(one.example): one.right for one in outcomes_of(model, own, encoder)}


def verdict(before: Proof, after: Proof) -> Comparison:
    """Tell whether the model after may take the place of the one before, with every reason why not."""
    said = compare(before.shipped, after.shipped)
    shared = before.own.keys() & after.own.keys()
    lost = sum(before.own[one] and not after.own[one] for one in shared)
    won = sum(after.own[one] and not before.own[one] for one in shared)
    reasons = [*after.missing, *said.reasons]
    if lost - won > math.floor(_LUCK * len(shared)):
        reasons.append(
            f"of {len(shared)} confirmed mails {lost} would no longer be routed right, {won} would be now"
        )
    return Comparison(not reasons, tuple(reasons))


def held_out(trained: Trained, examples: Sequence[Example], encoder: Encoder) -> tuple[Outcome, ...]:
    """Return what is said of each mail by a model that had not seen its family, held against these labels."""
    known = {mark(one.example): one for one in trained.outcomes}
    never = [one for one in examples if mark(one) not in known]
    if never:
        known |= {mark(one.example): one for one in outcomes_of(trained.model, never, encoder)}
    return tuple(replace(known[mark(one)], example=one) for one in examples)


def _missing(trained: Trained, shipped: Sequence[Example]) -> tuple[str, ...]:
    """Figures may hide a gap: other languages carry one that was left out, until its writers surprise."""
    learnt = {mark(one.example): one.example for one in trained.outcomes}
    known = [learnt[mark(one)] for one in shipped if mark(one) in learnt]
    languages = {one.language for one in shipped} - {one.language for one in known}
    intents = {one.intent for one in shipped} - {one.intent for one in known}
    reasons = {one.reason for one in shipped if one.reason} - {one.reason for one in known if one.reason}
    return (
        *(f"no mail in {one} was learnt from" for one in sorted(languages)),
        *(f"no mail about {one.value} was learnt from" for one in sorted(intents)),
        *(f"no dispute because of {one.value} was learnt from" for one in sorted(reasons)),
    )


def mark(example: Example) -> str:
    """Return what tells a mail from all others, whatever its labels say."""
    if example.source:
        return example.source
    mail = example.subject.mail
    told = "\0".join(
        (example.family, mail.subject, mail.new_text, *example.subject.references.invoice_numbers)
    )
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]
