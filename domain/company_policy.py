"""The settings of several own companies in one installation: each with its name, sender and ledger."""

from collections.abc import Sequence
from pathlib import Path

from domain.ledger_policy import SqlLedger
from domain.mailbox_policy import Mailbox
from domain.policy import Company, LedgerSettings
from domain.section import Section

LONGEST_NAME = 200


class CompanyLedger(Section):
    """Where one company's ledger comes from; age and time of import stand under `ledger`."""

    folder: Path | None = None
    """Drop folder of CSV files; None: only `ardoise ledger import --company NAME`."""
    document_pattern: str | None = None
    """Finds invoice copies that no row lists, e.g. "{document_number}.pdf"."""
    sql: SqlLedger | None = None
    """The ERP's own database, instead of `folder`."""


class OwnCompany(Company):
    """One of several companies whose mail is worked here; nothing of one is ever used for another."""

    name: str
    """Its name, as answers state it; ledger and work items are kept under it."""
    sender: str = ""
    """The shared address that its answers come from; blank: the first of `addresses`."""
    ledger: CompanyLedger = CompanyLedger()
    """Where its ledger comes from."""

    @property
    def ours(self) -> tuple[str, ...]:
        """Every address of it, lower case, the sender first."""
        known = (self.sender, *self.addresses)
        return tuple(dict.fromkeys(each.strip().lower() for each in known if each.strip()))


def refuse_unfit(
    companies: Sequence[OwnCompany], company: Company, ledger: LedgerSettings, mailboxes: Sequence[Mailbox]
) -> None:
    """Raise ValueError where what is set of the companies contradicts itself; the sentence says the mend."""
    names = [each.name for each in companies]
    for box in mailboxes:
        if box.company and box.company not in names:
            raise ValueError(
                f"mailbox {box.name!r} names the company {box.company!r}; list it in `companies`"
            )
    if not companies:
        return
    if company != Company():
        raise ValueError("`company` and `companies` are both set; move what `company` says into an entry")
    if ledger.folder is not None or ledger.sql is not None or ledger.document_pattern is not None:
        raise ValueError(
            "ledger.folder, ledger.sql and ledger.document_pattern are for one company; "
            "move them to `ledger` of an entry of `companies`"
        )
    owners: dict[str, str] = {}
    for each in companies:
        if not each.name.strip() or len(each.name) > LONGEST_NAME or names.count(each.name) > 1:
            raise ValueError(
                f"the company name {each.name!r} is blank, too long or there twice; give each its own"
            )
        if not each.ours:
            raise ValueError(f"company {each.name!r} has no address; list its own in `addresses`")
        if each.ledger.folder is not None and each.ledger.sql is not None:
            raise ValueError(f"company {each.name!r} has ledger.folder and ledger.sql; keep the one that is")
        for address in each.ours:
            other = owners.setdefault(address, each.name)
            if other != each.name:
                raise ValueError(f"{address} is listed for {other!r} and {each.name!r}; keep it at one")
