"""Labelled mails of the repository and vectors by words alone, to train small models in no time."""

from collections.abc import Collection, Sequence

import numpy as np

from app.settings import Settings
from app.wiring import desk_of
from domain.clock import SystemClock
from extractors.fence import InProcessFence
from extractors.readers.text import PLUGIN as TEXT
from pipeline.desk import Desk
from pipeline.routing_examples import examples
from router.learned.example import Example
from router.learned.training import FOLDER, mails_in
from router.learned.vectors import SIZE, Vectors


class Words:
    """Vectors by words alone."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        found = np.zeros((len(texts), SIZE), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                found[row, sum(map(ord, word)) % SIZE] += 1
        return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6)


def plain_desk() -> Desk:
    """A desk that reads plain text alone."""
    settings = Settings()
    return desk_of(settings, InProcessFence(settings.reading, readers=(TEXT,)), None, SystemClock())


def some(topics: Collection[str], languages: Collection[str], most: int = 20) -> tuple[Example, ...]:
    """The first mails of each topic and language."""
    paths = [FOLDER / language / f"{topic}.yaml" for language in languages for topic in topics]
    return tuple(examples([mail for path in paths for mail in mails_in(path)[:most]], plain_desk()))
