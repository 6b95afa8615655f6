"""`ardoise teach`: learns a layout from one example."""

from pathlib import Path
from typing import Annotated

import typer

from domain.errors import ArdoiseError


def command(
    document: Annotated[Path, typer.Argument(metavar="DOCUMENT", help="Any input of `process`.")],
    truth: Annotated[Path, typer.Option("--truth", help="Its true values as JSON.")],
    templates: Annotated[Path | None, typer.Option("--templates", help="Folder of taught layouts.")] = None,
) -> int:
    """Learn one layout template from one document and its true values (not yet)."""
    raise ArdoiseError(
        f"not yet: this version reads {document} by general rules only and cannot be taught; "
        "no template was written."
    )
