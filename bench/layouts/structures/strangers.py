"""The firms that draw their own pages, as forms among the others."""

import random

from bench.layouts.forms import OWN, Sheet, form
from bench.layouts.speech import Speech
from bench.layouts.strangers import STRANGERS, Stranger, speak
from bench.layouts.truth import Payment


def _registered(name: str, maker: Stranger, reductions: str, *, credits: bool) -> None:
    @form(name, 1, 9, reductions=reductions, credits=credits, unfit=frozenset({OWN}))
    def drawn(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
        made = maker(random.Random(say.look), speak(random.Random(say.look), say), pays[0])
        made.sheet.drawn = (made.kind, made.content)
        return made.sheet


for _name, (_maker, _reductions, _credits) in STRANGERS.items():
    _registered(_name, _maker, _reductions, credits=_credits)
