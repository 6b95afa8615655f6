"""What the forms of the sixth set share: the mechanics of the fifth, words of their own folders."""

from functools import cache
from pathlib import Path

import yaml

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL
from bench.layouts.unseen5.kit import Kit


class Words(Kit):
    """A writer's words, in `folder`/*.yaml beside this file as `key: {en: "one way|another way", ...}`."""

    def __call__(self, say: Speech, key: str, **values: str) -> str:
        """Return a word or sentence in the layout's language, its values filled in."""
        said = say.pick(_sixth(self.folder)[key][say.language].split("|"), f"sixth {key}").strip()
        return said.format(**values) if values else said


def sheet(blocks: list[Block], pays: list[Payment], layout: str = "table", *unsure: str) -> Sheet:
    """Return a sheet of which all that its payments hold is true; about `unsure` readers may differ."""
    return Sheet(blocks, pays, ALL, layout, open=frozenset(unsure))


def own(raw: tuple[str, bytes], pays: list[Payment], layout: str = "table", *unsure: str) -> Sheet:
    """Return a sheet that a form has drawn itself."""
    return Sheet([], pays, ALL, layout, raw, frozenset(unsure))


@cache
def _sixth(folder: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for path in sorted(Path(__file__).with_name(folder).glob("*.yaml")):
        found |= yaml.safe_load(path.read_text(encoding="utf-8"))
    return found
