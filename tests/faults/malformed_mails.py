"""Makes malformed mails from a seed: sound mails of every shape, broken by mutation and by hand."""

import random
from collections.abc import Iterator

from tests.faults.breakages import broken
from tests.faults.handmade_mails import HANDMADE
from tests.faults.sound_mails import sound_mails_once


def malformed(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield (name, raw): every hand-made breakage first, then mutations, `count` in all."""
    chance = random.Random(seed)
    made = list(HANDMADE.items())
    if count < len(made):
        made = chance.sample(made, count // 2)
    yield from ((name, make()) for name, make in made)
    mails = sound_mails_once()
    for number in range(count - len(made)):
        yield f"mutation {number} of seed {seed}", broken(chance, chance.choice(mails))
