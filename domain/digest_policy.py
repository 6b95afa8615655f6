"""The settings of mails to colleagues: the daily digest, and notices of what was handed over."""

from collections.abc import Mapping

from pydantic import field_validator, model_validator

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

    @model_validator(mode="before")
    @classmethod
    def _has_moved(cls, given: object) -> object:
        """Take the old `webhook` out where it told nobody; say where it stands now where it did."""
        if not isinstance(given, Mapping) or "webhook" not in given:
            return given
        old = given["webhook"]
        if isinstance(old, Mapping) and old.get("url"):
            raise ValueError(
                "`webhook` has moved: write an entry of `webhooks` with a name, this url and secret, and "
                "events: [handed] (docs/webhooks.md), and take it out here"
            )
        return {name: value for name, value in given.items() if name != "webhook"}

    @field_validator("pages")
    @classmethod
    def _is_web_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("write it as https://host")
        return value.rstrip("/")
