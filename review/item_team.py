"""What an item's page shows of working together: who is on it just now, and the notes."""

from dataclasses import dataclass

from review.visits import Visit
from store.repositories import team
from store.tables import Note


@dataclass(frozen=True, slots=True)
class Teamwork:
    """Notes, and who is on the item."""

    notes: tuple[Note, ...]
    holder: str
    """A colleague who is on it just now, "" for nobody."""
    mine: bool
    """True when the visitor is on it."""


def teamwork(visit: Visit, item_id: int) -> Teamwork:
    """Return what `item_claim.html` and `item_team.html` show."""
    now = visit.office.engines.clock.now()
    with visit.office.engines.store.read() as session:
        claim = team.claim_of(session, item_id, now)
        notes = team.notes_of(session, item_id)
    mine = claim is not None and claim.who == visit.who
    return Teamwork(notes, "" if claim is None or mine else claim.who, mine)
