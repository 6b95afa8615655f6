"""What the steps work with: policies, the ledger, the clock, and the readers behind one function."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from domain.ledger import Ledger
from domain.link_policy import Links
from domain.pages import Document
from domain.policy import Answering, Company, DisputeWeights, LedgerSettings, Matching, Outgoing, Routing
from domain.ports import Templates, Unpack
from domain.sampling_policy import Sampling
from domain.words import Mode
from pipeline.companies import ALONE, Companies
from pipeline.item import WorkItem
from pipeline.templates.library import LiveShelf
from responders.request import History

if TYPE_CHECKING:
    from router.learned.model import Model

ReadDocument = Callable[[bytes, str, str], Document]
"""(content, name, content type) -> the document read, never raising for bad documents."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a step may use besides the work item; no step reaches for anything else."""

    read: ReadDocument
    """Reads in a fenced child."""
    read_text: ReadDocument
    """Reads plain text in this process: there is nothing in it to parse."""
    ledger: Ledger | None
    now: Callable[[], datetime]
    company: Company
    routing: Routing
    answering: Answering
    disputes: DisputeWeights
    matching: Matching
    ledger_settings: LedgerSettings
    outgoing: Outgoing
    routing_model: "Callable[[], Model | None]" = lambda: None
    """Loads the routing model of the installation; None: the one that ships with the program."""
    templates: Templates | None = None
    """Taught layouts; None: everything is read at first sight."""
    memory: LiveShelf | None = None
    """What became of earlier readings by taught layouts; None: nothing is known."""
    history: Callable[[WorkItem], History] | None = None
    """None: release rules that need history count as holding (`ardoise process`)."""
    in_thread: Callable[[WorkItem], frozenset[str]] = lambda _: frozenset()
    """The customers to whom the earlier mails of an item's thread belong."""
    unpack: Unpack | None = None
    """Opens Outlook files in a fenced child; None: they stay closed."""
    links: Links = field(default_factory=Links)
    link_key: bytes = field(default=b"", repr=False)
    """What links in answers are signed with; b"": none are made."""
    sampling: Sampling = field(default_factory=Sampling)
    """Which share of what is in no doubt waits for a clerk."""
    mode: Mode | None = None
    """`--mode`: as if every responder were enabled and set to it."""
    companies: Companies = field(default_factory=Companies)
    """The own companies, where there are several."""
    company_name: str = ALONE
    """Whose desk it is: ledger, name and sender are this company's."""
    of_company: "Callable[[str], Desk] | None" = None
    """Makes the desk of one of several companies; None: there is only one."""

    def serving(self, item: WorkItem) -> "Desk":
        """Return the desk of the company that an item belongs to."""
        if self.of_company is None or item.company == self.company_name:
            return self
        return self.of_company(item.company)

    def nobodys(self, item: WorkItem) -> str | None:
        """Return why it is not known which company an item belongs to, None where it is."""
        if not self.companies.several or self.companies.named(item.company) is not None:
            return None
        found = self.companies.belonging(item.mail, item.account)
        return found.doubt or "It is not said yet which of our companies this is for; choose one."
