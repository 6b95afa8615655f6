"""Notes that colleagues leave each other at an item; @name calls somebody."""

from collections.abc import Iterable

from domain.errors import ConflictError
from pipeline.engines import Engines
from store.repositories import team, users, work_items
from store.repositories.history import add_event

LONGEST = 4000
"""Characters of one note."""


def add_note(engines: Engines, item_id: int, text: str, who: str) -> tuple[str, ...]:
    """Keep a note and return whom it calls. Raises ConflictError for an empty or endless one."""
    body = text.replace("\r\n", "\n").strip()
    if not body or len(body) > LONGEST:
        raise ConflictError(f"write a note of 1 to {LONGEST} characters; nothing was kept.")
    now = engines.clock.now()
    with engines.store.write() as session:
        work_items.get_item(session, item_id)
        names = [user.name for user in users.list_users(session) if user.active]
        called = mentioned(body, names)
        team.add_note(session, item_id, who, body, called, now)
        team.mark_seen(session, who, item_id, now)
        add_event(session, who, "noted", now, item_id, {"calls": ", ".join(called)})
    return called


def mentioned(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that stand behind an @ in the text, in any case; "anna" is not in "@annabel"."""
    lowered = text.casefold()
    longest_first = sorted(names, key=len, reverse=True)
    found = []
    for name in longest_first:
        call = "@" + name.casefold()
        at = lowered.find(call)
        while at >= 0:
            after = lowered[at + len(call) : at + len(call) + 1]
            if not after.isalnum():
                found.append(name)
                lowered = lowered[:at] + " " * len(call) + lowered[at + len(call) :]
                break
            at = lowered.find(call, at + 1)
    return tuple(sorted(found))
