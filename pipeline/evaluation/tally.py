"""Counters: how often something was found, expected and right."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.evaluation.coverage import Decision


@dataclass(slots=True)
class Tally:
    """Hits, false finds and misses of one thing; precision and recall follow."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def sets(self, found: Iterable[object], expected: Iterable[object]) -> None:
        """Compare two bags: every element counts as often as it stands there."""
        have, want = Counter(found), Counter(expected)
        both = sum((have & want).values())
        self.right += both
        self.false += sum(have.values()) - both
        self.missed += sum(want.values()) - both

    def value(self, found: object, expected: object) -> None:
        """Compare one value: a wrong one is a false find and a miss; None is the absence of one."""
        if found == expected:
            self.right += expected is not None
            return
        self.false += found is not None
        self.missed += expected is not None

    @property
    def precision(self) -> float | None:
        """Right among found; None when nothing was found."""
        return _share(self.right, self.right + self.false)

    @property
    def recall(self) -> float | None:
        """Right among expected; None when nothing was expected."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None when there was nothing to find."""
        return _share(2 * self.right, 2 * self.right + self.false + self.missed)

    def row(self) -> dict[str, float | int | None]:
        """Return the figures by name."""
        return {
            "right": self.right,
            "false": self.false,
            "missed": self.missed,
            "precision": rounded(self.precision),
            "recall": rounded(self.recall),
            "f1": rounded(self.f1),
        }


@dataclass(slots=True)
class Share:
    """So many of so many."""

    yes: int = 0
    all: int = 0

    def count(self, yes: bool) -> None:
        """Count one case."""
        self.all += 1
        self.yes += yes

    def row(self) -> dict[str, float | int | None]:
        """Return the figures by name."""
        return {"yes": self.yes, "of": self.all, "share": rounded(_share(self.yes, self.all))}


@dataclass(slots=True)
class Scores:
    """Everything that an evaluation counts, by name."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    shares: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(expected label, found label) -> how often."""
    decisions: list[Decision] = field(default_factory=list)
    """Each route that was told, how surely, and whether it was right."""
    wrong: list[str] = field(default_factory=list)
    """One sentence per difference, for a person who looks for the causes."""

    def differs(self, source: str, what: str, found: object, expected: object) -> None:
        """Note a difference in words."""
        self.wrong.append(f"{source}: {what} is {found!r}, should be {expected!r}")


def rounded(value: float | None) -> float | None:
    """Round a figure to four places."""
    return None if value is None else round(value, 4)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
