"""Says why a line was applied and what it leaves open; the words stand in a table by language."""

from domain.decisions import Application
from domain.words import How, ResidualKind
from matching.suggesting import grouped

_HOW = {
    "en": {
        How.EXACT_NUMBER: "The number {number} stands in the ledger as written.",
        How.NORMALISED_NUMBER: "The number is {number} of the ledger in other spelling.",
        How.REPAIRED_NUMBER: "The number is one slip away from {number}, the only item of that amount.",
        How.AMOUNT: "The amount is that of {number}.",
        How.SUM_OF_ITEMS: "The amount is the sum of several items, {number} among them.",
        How.TAUGHT: "A clerk has taught that this line means {number}.",
    },
    "fr": {
        How.EXACT_NUMBER: "Le numéro {number} figure tel quel dans le grand livre.",
        How.NORMALISED_NUMBER: "Le numéro est {number} du grand livre, écrit autrement.",
        How.REPAIRED_NUMBER: "Le numéro diffère d'un signe de {number}, seule pièce de ce montant.",
        How.AMOUNT: "Le montant est celui de {number}.",
        How.SUM_OF_ITEMS: "Le montant est la somme de plusieurs pièces, dont {number}.",
        How.TAUGHT: "Un gestionnaire a appris au système que cette ligne désigne {number}.",
    },
}
_RESIDUAL: dict[str, dict[ResidualKind | None, str]] = {
    "en": {
        None: "It is settled.",
        ResidualKind.DISCOUNT: "{residual} stays open, which looks like a cash discount.",
        ResidualKind.DEDUCTION: "{residual} stays open as a deduction.",
        ResidualKind.SHORT_PAYMENT: "{residual} stays open: paid short.",
        ResidualKind.OVERPAYMENT: "It is paid over by {excess}.",
        ResidualKind.ROUNDING: "{residual} is left, a rounding difference.",
    },
    "fr": {
        None: "Elle est soldée.",
        ResidualKind.DISCOUNT: "Il reste {residual}, sans doute un escompte.",
        ResidualKind.DEDUCTION: "Il reste {residual} au titre d'une déduction.",
        ResidualKind.SHORT_PAYMENT: "Il reste {residual} : paiement insuffisant.",
        ResidualKind.OVERPAYMENT: "Elle est payée {excess} en trop.",
        ResidualKind.ROUNDING: "Il reste {residual}, un écart d'arrondi.",
    },
}


def explain(application: Application, language: str = "en") -> str:
    """Return how the line found its item and what is left of it; English where a language is missing."""
    spoken = language if language in _HOW else "en"
    sentences = _HOW[spoken][application.how], _RESIDUAL[spoken][application.residual_kind]
    return " ".join(sentences).format(
        number=application.document_number,
        residual=grouped(application.residual),
        excess=grouped(-application.residual),
    )
