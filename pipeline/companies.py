"""Which of several own companies a mail belongs to, and what each company is to the steps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from domain.company_policy import OwnCompany
from domain.mail import Mail
from domain.policy import Company, LedgerSettings, Outgoing

ALONE = ""
"""The company of an installation that has only one; with several: that of nobody yet."""
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to")


@dataclass(frozen=True, slots=True)
class Belonging:
    """To whom a mail belongs; without a company `doubt` says why, for the person who chooses one."""

    company: str
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Companies:
    """The own companies of an installation; none listed: there is one, whose name is `ALONE`."""

    listed: tuple[OwnCompany, ...] = ()
    mailboxes: Mapping[str, str] = field(default_factory=dict)
    """Account -> the company whose mail comes there."""

    @property
    def several(self) -> bool:
        """True where every mail must be told apart."""
        return bool(self.listed)

    @property
    def names(self) -> tuple[str, ...]:
        """The names that ledgers and items are kept under."""
        return tuple(each.name for each in self.listed) or (ALONE,)

    def named(self, name: str) -> OwnCompany | None:
        """Return the company of that name, None for none."""
        return next((each for each in self.listed if each.name == name), None)

    def belonging(self, mail: Mail | None, account: str, chosen: str = ALONE) -> Belonging:
        """Return whose a mail is: as a person chose, by its mailbox, else by whom it was sent to.

        Where mailbox and addresses name several, nobody is guessed.
        """
        if not self.several:
            return Belonging(ALONE)
        if self.named(chosen) is not None:
            return Belonging(chosen)
        if len(self.listed) == 1:
            return Belonging(self.listed[0].name)
        by_mailbox = self.mailboxes.get(account, "")
        addressed = self._addressed(mail) if mail else ()
        found = tuple(dict.fromkeys((*((by_mailbox,) if by_mailbox else ()), *addressed)))
        if len(found) == 1:
            return Belonging(found[0])
        return Belonging(ALONE, _doubt(found))

    def _addressed(self, mail: Mail) -> tuple[str, ...]:
        to = {each.email.lower() for each in (*mail.to, *mail.cc)}
        to |= {one.strip(" <>").lower() for name in _DELIVERED for one in mail.all_headers(name)}
        return tuple(each.name for each in self.listed if not to.isdisjoint(each.ours))


def side_of(companies: Companies, name: str, house: Company, outgoing: Outgoing) -> tuple[Company, Outgoing]:
    """Return who answers for a company, and from where.

    Every address of every company is ours. For nobody's mail it is the house, which has no name.
    """
    if not companies.several:
        return house, outgoing
    one = companies.named(name)
    ours = _ours(companies.listed, one)
    if one is None:
        return house.model_copy(update={"addresses": (*ours, *house.addresses)}), outgoing
    known = {name: getattr(one, name) for name in Company.model_fields}
    company = Company(**(known | {"addresses": tuple(dict.fromkeys((*ours, *house.addresses)))}))
    return company, outgoing.model_copy(update={"sender": one.ours[0]})


def ledger_settings_of(companies: Companies, name: str, settings: LedgerSettings) -> LedgerSettings:
    """Return where a company's ledger comes from; age and time of import are those of all."""
    one = companies.named(name)
    if one is None:
        return settings
    return settings.model_copy(update=dict(one.ledger))


def _ours(listed: Iterable[OwnCompany], first: OwnCompany | None) -> tuple[str, ...]:
    mine = first.ours if first else ()
    return tuple(dict.fromkeys((*mine, *(address for each in listed for address in each.ours))))


def _doubt(found: tuple[str, ...]) -> str:
    if not found:
        return "It is not clear which of our companies this is for: no address of any is named; choose one."
    return f"It is not clear which of our companies this is for ({', '.join(found)}); choose one."
