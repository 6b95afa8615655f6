"""What every part of the configuration is made of."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Fraction = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(gt=0)]
Port = Annotated[int, Field(ge=1, le=65535)]


class Section(BaseModel):
    """A part of the configuration; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Secret(Section):
    """A password that lives outside the configuration: exactly one of the two is set."""

    env: str | None = None
    """Name of the environment variable that holds it."""
    file: Path | None = None
    """Path of the file whose first line it is."""
