"""The settings of mails to colleagues: the daily digest, and notices of what was handed over."""

from pydantic import field_validator

from domain.alarm_policy import Webhook
from domain.section import Section


class Digest(Section):
    """What colleagues may wish on their account page (docs/dashboards.md)."""

    details: bool = False
    """True: the digest names work items with their amounts, customers and subjects; a mailbox is no safe."""
    domains: tuple[str, ...] = ()
    """Domains that colleagues' addresses may have, besides those of `company.addresses` and
    `outgoing.sender`."""
    pages: str = ""
    """Address under which colleagues reach the pages, e.g. https://ardoise.ourfirm.example, for links; blank:
    no links."""
    webhook: Webhook = Webhook()
    """Told of each handing over as JSON: who, by whom, which work item."""

    @field_validator("pages")
    @classmethod
    def _is_web_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("write it as https://host")
        return value.rstrip("/")
