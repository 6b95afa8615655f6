"""How each person likes the item page: where the divider stands, what Tab does, whether single keys work."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Self

NARROWEST, WIDEST, STEP = 30, 70, 5


@dataclass(frozen=True, slots=True)
class Preferences:
    """The wishes of one person; the defaults suit somebody who never asked for anything."""

    divider: int = 50
    """Percent of the width that the document takes, in steps of 5 from 30 to 70."""
    ordinary_tab: bool = False
    """True: Tab goes to the next input as everywhere, not to the next doubtful one."""
    single_keys: bool = True
    """False: no key works alone, only together with Ctrl, Alt or as F1 to F12."""
    swapped: bool = False
    """True: the values stand on the left."""

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return the stored wishes; what is not understood is as if it were never asked for."""
        try:
            kept = json.loads(text)
        except ValueError:
            return cls()
        if not isinstance(kept, dict):
            return cls()
        return cls().changed({str(name): str(value) for name, value in kept.items()})

    def changed(self, wishes: dict[str, str]) -> Self:
        """Return the wishes with those given as texts over them: "divider": "55", "single_keys": "no"."""
        fresh = self
        for name in ("ordinary_tab", "single_keys", "swapped"):
            if name in wishes:
                fresh = replace(fresh, **{name: wishes[name].lower() in ("yes", "true")})
        percent = wishes.get("divider", "")
        if percent.isascii() and percent.isdigit() and len(percent) < 4:
            stepped = round(int(percent) / STEP) * STEP
            fresh = replace(fresh, divider=min(WIDEST, max(NARROWEST, stepped)))
        return fresh

    def as_text(self) -> str:
        """Return the wishes as they are stored."""
        return json.dumps(asdict(self))
