"""Which role each route needs: a route that is in no table does not exist, and the app does not start."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from fastapi import Response
from pydantic import BaseModel

SAFE = frozenset({"GET", "HEAD"})


class Role(StrEnum):
    """Who may pass; an admin may do whatever a clerk may."""

    ANYBODY = "anybody"
    CLERK = "clerk"
    ADMIN = "admin"
    MEMBER = "member"
    """Whoever is signed in, for what is their own."""
    AUDITOR = "auditor"
    """Somebody who reads the audit trail and changes nothing, or an admin."""
    METER = "meter"
    """A program that reads the figures (`review.meters`), or an admin."""

    def admits(self, roles: tuple[str, ...]) -> bool:
        """Tell whether somebody signed in with these roles may pass."""
        wanted: dict[Role, tuple[Role, ...]] = {
            Role.ANYBODY: (),
            Role.CLERK: (Role.CLERK, Role.ADMIN),
            Role.MEMBER: (Role.CLERK, Role.ADMIN, Role.AUDITOR),
            Role.AUDITOR: (Role.AUDITOR, Role.ADMIN),
            Role.ADMIN: (Role.ADMIN,),
            Role.METER: (Role.ADMIN,),
        }
        return not wanted[self] or any(role in roles for role in wanted[self])


class Scope(StrEnum):
    """What a token of the API may be used for; nothing but what its user may do anyway."""

    READ = "read"
    WORK = "work"
    """Correct, confirm, close, hand over and reopen items."""
    ANSWERS = "answers"
    """Release, stop and drop answers."""
    UPLOAD = "upload"
    EXPORT = "export"
    """Make exports and fetch them."""
    LAYOUTS = "layouts"
    """Take layouts, let them read, roll them back and retire them; decide proposals."""
    LEDGER = "ledger"
    """Import the ledger."""
    HOUSE = "house"
    """Read the health of the service; turn its switches."""


@dataclass(frozen=True, slots=True)
class Door:
    """One route: method, path, what answers, and who may pass."""

    method: str
    path: str
    answer: Callable[..., Response | Awaitable[Response]]
    role: Role
    body_bytes: int = 4_000_000
    """The largest request body that is read."""
    scope: Scope = Scope.READ
    """What a token must be made for; the pages take none."""
    takes: type[BaseModel] | None = None
    """The JSON body of a route of the API."""

    @property
    def changes(self) -> bool:
        """True for a route that may change something; it takes only our own forms."""
        return self.method not in SAFE

    @property
    def machine(self) -> bool:
        """True for a route of the JSON API, which answers in JSON and takes HTTP Basic."""
        return self.path.startswith("/api/")
