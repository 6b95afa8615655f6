"""The settings of single sign-on: whose word is taken, and which of its groups may do what."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from domain.section import Secret, Section


class SingleSignOn(Section):
    """A provider of OpenID Connect that people sign in by (docs/single-sign-on.md)."""

    issuer: str = ""
    """The provider's address as it names itself, https://…; blank: no single sign-on."""
    client_id: str = ""
    """What the provider calls us."""
    client_secret: Secret = Secret()
    """Where our secret is kept; none: a public client, by PKCE alone."""
    address: str = ""
    """Where browsers reach the pages, https://…; the redirect to register is /sign-in/sso/back there."""
    scopes: tuple[str, ...] = ("openid", "profile")
    """What is asked for; some providers give groups only on demand."""
    name_claim: str = "preferred_username"
    """The claim that holds the name people are known by here."""
    roles_claim: str = "groups"
    """The claim that holds groups or roles."""
    roles: dict[str, Literal["clerk", "admin", "auditor", "private"]] = Field(default_factory=dict)
    """Role for each group; who is in none of them may not come in. `private` (may open private mail) goes
    beside another role."""
    passwords: Literal["everybody", "admins"] = "everybody"
    """Whose own passwords work besides; `admins` leaves them a way in when the provider is away."""
    ca_file: Path | None = None
    """A certificate authority of your own; None: the system's."""
    timeout_seconds: Annotated[float, Field(gt=0, le=60)] = 10
    """How long the provider may be silent."""

    @field_validator("issuer", "address")
    @classmethod
    def _is_encrypted(cls, address: str) -> str:
        loopback = address.startswith(("http://127.0.0.1", "http://localhost", "http://[::1]"))
        if address and not address.startswith("https://") and not loopback:
            raise ValueError("write it as https://host")
        return address.rstrip("/") if address.count("/") <= 3 else address

    @model_validator(mode="after")
    def _is_whole(self) -> "SingleSignOn":
        if self.issuer and not (self.client_id and self.address and self.roles):
            raise ValueError("single sign-on needs `client_id`, `address` and `roles` beside `issuer`")
        return self

    @property
    def redirect(self) -> str:
        """Where the provider sends people back to."""
        return f"{self.address.rstrip('/')}/sign-in/sso/back"
