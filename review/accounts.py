"""How each watched account stands: when it was read last, its sign-in, and whether it is left in peace."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pipeline.alarms.facts import Facts, Place
from review.office import Office
from store.repositories import pauses, tokens
from store.session import Session

SOON = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account; `problem` is None where all its folders were read."""

    name: str
    folders: tuple[str, ...]
    read_at: datetime | None
    """When the folder that was read longest ago was read; None: one never was."""
    silent: bool
    problem: str | None
    told_above: bool
    """True where an alarm says the same."""
    by_token: bool
    token_until: datetime | None
    token_problem: str | None
    paused_until: datetime | None
    pause_reason: str


def account_views(
    session: Session, office: Office, facts: Facts, told: frozenset[str]
) -> tuple[AccountView, ...]:
    """Return the accounts by name; `told` are the folders and accounts that an alarm names."""
    names = sorted({place.account for place in facts.places})
    return tuple(_view(session, office, facts, name, told) for name in names)


def _view(session: Session, office: Office, facts: Facts, name: str, told: frozenset[str]) -> AccountView:
    places = [place for place in facts.places if place.account == name]
    troubled = [place for place in places if place.problem]
    token, pause = tokens.find_tokens(session, name), pauses.find_pause(session, name)
    paused = pause is not None and pause.until > facts.now
    read = [place.sound_at for place in places]
    return AccountView(
        name=name,
        folders=tuple(place.folder for place in places if place.folder),
        read_at=None if None in read else min((at for at in read if at is not None), default=None),
        silent=any(_is_silent(place, facts, office) for place in places),
        problem=" ".join(dict.fromkeys(place.problem or "" for place in troubled)) or None,
        told_above=any(place.name in told for place in places),
        by_token=token is not None,
        token_until=token.expires_at if token else None,
        token_problem=token.problem if token else None,
        paused_until=pause.until if pause and paused else None,
        pause_reason=pause.reason if pause and paused else "",
    )


def _is_silent(place: Place, facts: Facts, office: Office) -> bool:
    since = place.sound_at or place.first_at
    return since is None or facts.now - since > office.house.silent_after
