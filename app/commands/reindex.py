"""`ardoise reindex`: makes items searchable that are not."""

from typing import Annotated

import typer

from app.commands.process import Config
from app.installation import open_installation
from app.settings import load_settings
from pipeline.reindexing import reindex


def command(
    everything: Annotated[
        bool, typer.Option("--all", help="Read every item anew, those that are searchable, too.")
    ] = False,
    config: Config = None,
) -> int:
    """Index items that no search finds, e.g. those of before version 0.1; the service does it by and by.

    May run beside the service.
    """
    done = reindex(open_installation(load_settings(config)).engines, everything=everything)
    typer.echo(f"{done} work items were indexed.")
    return 0
