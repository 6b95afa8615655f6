"""What a storm is made of and what came of it: its size, the journal of its mails, and the comparison."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default

from tests.servers.smtp_sink import Received

REQUESTS = ("request-en-one-copy", "request-es-copia", "request-de-kopie")
OTHERS = ("advice-en-grid-pdf", "dispute-en-price")
KINDS = (*REQUESTS, *OTHERS)


@dataclass(frozen=True)
class Scale:
    """How much of everything; `seconds_between_kills` leaves the processes room to get anything done."""

    mails: int
    kills: int
    restarts: int = 0
    workers: int = 4
    pollers: int = 2
    seconds_between_kills: float = 1.5


@dataclass
class Sent:
    """One mail as the journal knows it: `fate` is stays, vanishes (a person takes it away) or copied."""

    identifier: str
    kind: str
    fate: str

    @property
    def answered(self) -> bool:
        """Whether an answer is due."""
        return self.kind in REQUESTS


@dataclass
class Outcome:
    """What came of one storm; every list is empty when all promises held."""

    mails: int = 0
    kills: int = 0
    restarts: int = 0
    answers: int = 0
    meddlings: int = 0
    seconds: float = 0.0
    lost: list[str] = field(default_factory=list)
    worked_twice: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    answered_twice: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    shelved: int = 0

    @property
    def faults(self) -> dict[str, list[str]]:
        """The promises that did not hold."""
        names = ("lost", "worked_twice", "unanswered", "answered_twice", "strangers")
        return {name: held[:20] for name in names if (held := getattr(self, name))}


def compare(found: Outcome, sent: Iterable[Sent], received: Iterable[Received], items: Counter[str]) -> None:
    """Fill an outcome: the journal beside how often each mail was worked and what was answered."""
    answers = Counter(_purpose(message.recipients, message.content) for message in received)
    by_mail = Counter(source for _, source in answers.elements())
    journal = list(sent)
    known = {one.identifier for one in journal}
    found.mails, found.answers = len(journal), answers.total()
    for one in journal:
        count = items.get(one.identifier, 0)
        if count == 0 and one.fate != "vanishes":
            found.lost.append(one.identifier)
        if count > 1:
            found.worked_twice.append(one.identifier)
        if one.answered and one.fate != "vanishes" and by_mail[one.identifier] == 0:
            found.unanswered.append(one.identifier)
    found.answered_twice = [f"{who} about {source}" for (who, source), count in answers.items() if count > 1]
    found.strangers = sorted({source for _, source in answers} - known)


def _purpose(recipients: tuple[str, ...], content: bytes) -> tuple[str, str]:
    """What an answer is for: to whom, about which mail."""
    message = message_from_bytes(content, policy=default)
    return ",".join(sorted(recipients)), str(message["In-Reply-To"])
