"""The settings of alarms and metrics: when the house counts as standing still, and who is told."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator

from domain.section import Port, Seconds, Secret, Section

Amount = Annotated[float, Field(gt=0)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class AlarmMail(Section):
    """The mail that tells of alarms, best through another provider than the one that is watched."""

    to: tuple[str, ...] = ()
    """Who is told by mail; empty: nobody."""
    sender: str = ""
    """Address that the mail comes from; blank: `outgoing.sender`."""
    host: str = ""
    """The server; blank: that of `outgoing`, with its user, password and security."""
    port: Port = 587
    """The server's port."""
    security: Literal["tls", "starttls", "none"] = "starttls"
    """`none` is refused for any host but loopback."""
    ca_file: Path | None = None
    """A certificate authority of your own; None: the system's."""
    user: str = ""
    """Who signs in; blank: nobody."""
    password: Secret = Secret()
    """Where the password is kept."""
    timeout_seconds: Seconds = 30
    """How long connecting and each command may take."""


class Webhook(Section):
    """An address of another program that is told of alarms as JSON."""

    url: str | None = None
    """Where the JSON is posted; None: nowhere."""
    secret: Secret = Secret()
    """Signs each post (HMAC-SHA256), so that the other side can tell it is ours."""
    timeout_seconds: Seconds = 10
    """How long connecting and the answer may take each."""

    @field_validator("url")
    @classmethod
    def _is_web_address(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("http://", "https://")):
            raise ValueError("write it as https://host/path")
        return url


class Alarms(Section):
    """From when on something counts as standing still, and who is told."""

    every_seconds: Seconds = 60
    """How often everything is looked at."""
    repeat_hours: Amount = 24
    """An alarm that lasts is told again after this time."""
    calm_minutes: Annotated[float, Field(ge=0)] = 5
    """An alarm is over once its cause was gone for this long."""
    silent_minutes: Amount | None = None
    """A mailbox that could not be read for this long; None: three times `service.poll_seconds`."""
    quiet_hours: Amount | None = None
    """Business hours without any new mail in an account; None: never an alarm."""
    business_days: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
    """Days that count for `quiet_hours`."""
    business_from: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "07:00"
    """Time of day (UTC) from which hours count."""
    business_to: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "17:00"
    """Time of day (UTC) until which hours count."""
    stuck_minutes: Amount = 30
    """A step of one mail that is not done after this long."""
    backlog_minutes: Amount = 60
    """A mail that nobody began to work for this long."""
    unsent_minutes: Amount = 60
    """A released answer that did not leave for this long."""
    heartbeat_seconds: Seconds = 90
    """A process that gives no sign of life for this long is missing."""
    forget_hours: Amount = 24
    """A missing process is forgotten after this time, e.g. a machine that is no more."""
    free_bytes: Annotated[int, Field(ge=0)] = 1_000_000_000
    """Less free space than this where mails and documents are kept."""
    metrics_token: Secret = Secret()
    """Bearer token with which other machines may read `/metrics`; none: only this machine."""
    mail: AlarmMail = AlarmMail()
    webhook: Webhook = Webhook()
