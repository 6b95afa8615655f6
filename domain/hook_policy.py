"""The settings of webhooks: which program is told of which acts, and how patiently."""

from typing import Annotated

from pydantic import Field, model_validator

from domain.section import Secret, Section


class Hook(Section):
    """One program that is told of acts in the audit trail (docs/webhooks.md)."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")]
    """Our name for it."""
    url: str = ""
    """Where each act is posted as JSON, https://…"""
    url_from: Secret = Secret()
    """Where the address is kept, when it is itself a secret; instead of `url`."""
    secret: Secret = Secret()
    """Signs each post (HMAC-SHA256 over time and body)."""
    events: tuple[str, ...] = ()
    """Words of acts, e.g. confirmed, closed, answer_sent; empty: all."""
    attempts: Annotated[int, Field(ge=1, le=50)] = 12
    """Tries of one act, each after twice the wait, before it is given up and shown."""
    timeout_seconds: Annotated[float, Field(gt=0, le=30)] = 10
    """How long connecting and the answer may take each."""
    own_network: bool = False
    """True: may be an address of this machine or the own network, and http; else only public https."""

    @model_validator(mode="after")
    def _has_one_address(self) -> "Hook":
        kept = bool(self.url_from.env or self.url_from.file)
        if bool(self.url) == kept:
            raise ValueError(f"webhook {self.name!r}: name either `url` or `url_from`")
        return self
