"""`ardoise backfill`: takes older mail, to be read and shown, never answered by itself."""

from datetime import datetime
from typing import Annotated

import typer

from app.commands.process import Config
from app.installation import open_installation
from app.settings import load_settings
from domain.errors import ConfigurationError
from pipeline.collect import Collected
from pipeline.collect import backfill as take_older


def command(
    since: Annotated[datetime, typer.Option("--since", formats=["%Y-%m-%d"], help="First day to take.")],
    account: Annotated[str | None, typer.Option("--account", help="One account; all.")] = None,
    config: Config = None,
) -> int:
    """Take mail that was there before Ardoise; it is read and shown, and never answered by itself."""
    settings = load_settings(config)
    chosen = [box for box in settings.mailboxes if account in (None, box.name)]
    if not chosen:
        raise ConfigurationError("no such account is configured; name one that stands under `mailboxes`.")
    installation = open_installation(settings)
    total = Collected()
    for mailbox in chosen:
        source = installation.source(mailbox)
        try:
            for folder in source.folders():
                total += take_older(installation.engines, source, folder, since.date())
        finally:
            source.close()
    for problem in total.problems:
        typer.echo(problem, err=True)
    typer.echo(f"Took {total.new} older mails ({total.known} were known); the workers read them now.")
    return 0
