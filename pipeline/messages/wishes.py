"""What a colleague may wish, and how a wish that cannot be is refused."""

import re
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from domain.digest_policy import Digest
from domain.errors import ConfigurationError
from domain.policy import Company, Outgoing
from responders.addresses import is_plain_address

_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


def own_domains(company: Company, outgoing: Outgoing, digest: Digest) -> tuple[str, ...]:
    """Return the domains that a colleague's address may have, by name."""
    addresses = (*company.addresses, outgoing.sender)
    found = {address.rpartition("@")[2].lower() for address in addresses if "@" in address}
    return tuple(sorted(found | {domain.lower().lstrip("@") for domain in digest.domains}))


def refuse_address(address: str, domains: Iterable[str], company: Company, outgoing: Outgoing) -> None:
    """Raise ConfigurationError for an address that gets no mail from here.

    Our own mailboxes get none, or each digest would be a mail to be worked.
    """
    if not is_plain_address(address):
        raise ConfigurationError("This is no mail address; write it as name@domain.")
    if address.rpartition("@")[2].lower() not in set(domains):
        raise ConfigurationError("Mails go to addresses of our own firm alone.")
    ours = {known.lower() for known in (*company.addresses, outgoing.sender)}
    if address.lower() in ours:
        raise ConfigurationError("This is a mailbox that Ardoise works; give an address of your own.")


def refuse_time(hour: str, time_zone: str) -> None:
    """Raise ConfigurationError for what is no time of day or no zone."""
    if not _TIME.fullmatch(hour):
        raise ConfigurationError("This is no time of day; write it as 08:00.")
    try:
        ZoneInfo(time_zone)
    except (KeyError, OSError, ValueError):
        raise ConfigurationError("This is no time zone; write it as Europe/Paris.") from None
