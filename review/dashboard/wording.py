"""How figures are said in the visitor's language."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from pipeline.dashboard.stretches import By, Stretches
from review import rendering
from review.catalogues import Catalogue


@dataclass(frozen=True, slots=True)
class Wording:
    """Words and numbers of one dashboard."""

    words: Catalogue
    stretches: Stretches

    @property
    def stretch(self) -> str:
        """What the first column of a table over time is called."""
        return self.say("Day") if self.stretches.by is By.DAY else self.say("Week from")

    @property
    def labels(self) -> list[str]:
        """The stretches as plots name them."""
        return [rendering.day(self.words, day) for day in self.stretches.days]

    @property
    def days(self) -> list[str]:
        """The stretches as tables and files name them."""
        return [day.isoformat() for day in self.stretches.days]

    def say(self, message: str, **values: object) -> str:
        """Return a text in the visitor's language."""
        return self.words.say(message, **values)

    def word(self, word: StrEnum | str) -> str:
        """Return a stored word as people say it."""
        return rendering.word(self.words, word)

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number."""
        return rendering.number(self.words, value, decimals)

    def percent(self, share: float | None, decimals: int = 0) -> str:
        """Return a share as percent."""
        return rendering.percent(self.words, share, decimals)

    def hours(self, hours: float | None) -> str:
        """Return working hours, short ones in minutes."""
        if hours is None:
            return "–"
        if hours < 1:
            return f"{round(timedelta(hours=hours) / timedelta(minutes=1))} min"
        return f"{self.number(hours, 1)} h"

    def amount(self, value: Decimal, currency: str | None) -> str:
        """Return an amount with its currency."""
        return rendering.amount(self.words, value, currency or None)

    def field(self, path: str) -> str:
        """Return what a field is called: "lines.net_amount" is "Line: net amount"."""
        above, _, name = path.rpartition(".")
        said = self.word(name)
        return self.say("Line: %(field)s", field=said) if above == "lines" else said
