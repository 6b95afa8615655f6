"""Finds mails that are worded too much alike to be trained on and tested with."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.sentences import words_of
from router.learned.training import TrainingMail

RUN = 5
"""Words that stand together in both mails."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two mails and the share 0-1 of their runs of five words that both hold (Jaccard)."""

    one: TrainingMail
    other: TrainingMail
    share: float


def alike(mails: Sequence[TrainingMail], beyond: float) -> Iterator[Alike]:
    """Yield each pair of mails that shares more than that; mails under five words are left out."""
    runs = [_runs(mail) for mail in mails]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, own in enumerate(runs):
        common = Counter(earlier for run in own for earlier in holders[run])
        for earlier, count in common.items():
            share = count / (len(own) + len(runs[earlier]) - count)
            if share > beyond:
                yield Alike(mails[earlier], mails[place], share)
        for run in own:
            holders[run].append(place)


def _runs(mail: TrainingMail) -> frozenset[tuple[str, ...]]:
    """Numbers are told apart by nothing: a mail with other numbers is the same mail."""
    words = ["0" if any(c.isdigit() for c in word) else word for word in words_of(mail.words)]
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
