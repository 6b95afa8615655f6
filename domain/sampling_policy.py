"""The settings of checking at random what the program would have closed by itself."""

from typing import Annotated

from pydantic import Field

from domain.section import Section


class Sampling(Section):
    """A share of what nobody would have looked at is put before a clerk, to find silent errors."""

    share: Annotated[float, Field(ge=0, le=1)] = 0.0
    """0.02: every fiftieth item that would be closed by itself waits for a clerk; 0: none."""
    seed: str = ""
    """Any words; the same mails are chosen under the same seed, so keep it to yourself."""
