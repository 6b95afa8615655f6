"""The words in which the life of a taught layout is told, and whose documents taught it."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class CustomerKey:
    """A customer of one ledger: the same number in two companies' ledgers is two customers."""

    number: str | None = None
    """None where it is not known."""
    company: str = ""
    """Whose ledger, of several own companies; blank: the only one."""


NO_CUSTOMER = CustomerKey()


class TemplateState(StrEnum):
    """Where a layout stands."""

    DRAFT = "draft"
    """Known, never used."""
    ACTIVE = "active"
    """Its active version reads documents."""
    RETIRED = "retired"
    """Kept with its history, no longer used."""
    DELETED = "deleted"
    """Its versions and samples are gone; the name stays, so that no old file brings it back."""


class Why(StrEnum):
    """What a version of a layout came from."""

    TAUGHT = "taught"
    CORRECTED = "corrected"
    EDITED = "edited"
    IMPORTED = "imported"
    ROLLED_BACK = "rolled_back"


class UseOutcome(StrEnum):
    """What became of a document that a layout read."""

    READ = "read"
    """Read, and nobody said anything yet."""
    PROVED = "proved"
    """Closed by its own proofs; no person looked."""
    CONFIRMED = "confirmed"
    """A person confirmed it as read."""
    CORRECTED = "corrected"
    """A person corrected it before confirming."""


class ProposalState(StrEnum):
    """What became of a proposed change."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Activation(StrEnum):
    """When a proposed change goes live."""

    WHEN_GATE_HOLDS = "when_gate_holds"
    BY_PERSON = "by_person"
