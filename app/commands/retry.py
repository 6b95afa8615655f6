"""`ardoise retry`: works shelved mails again, for example after an upgrade."""

import typer

from app.commands.process import Config
from app.installation import open_installation
from app.settings import load_settings
from domain.states import WorkState
from pipeline.clerk import try_again
from store.repositories import work_items


def command(config: Config = None) -> int:
    """Put every shelved mail back into the queue."""
    engines = open_installation(load_settings(config)).engines
    count = 0
    while True:
        with engines.store.read() as session:
            shelved = work_items.recent(session, WorkState.SHELVED).rows
        if not shelved:
            break
        for row in shelved:
            try_again(engines, row.id, "command line")
            count += 1
    typer.echo(f"{count} shelved mails are worked again.")
    return 0
