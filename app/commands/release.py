"""`ardoise release`: ends the hold on outgoing mail, after a look into Sent."""

import typer

from app.commands.process import Config
from app.installation import open_installation
from app.settings import load_settings
from pipeline.restored import release


def command(config: Config = None) -> int:
    """Let answers leave again; after a restore none whose mail was answered since the backup."""
    installation = open_installation(load_settings(config))
    done = release(installation.engines, installation.sent_books(), "command line")
    if done.sent:
        typer.echo(f"{done.sent} answers had left after the backup; they count as sent.")
    if done.to_person:
        typer.echo(
            f"{done.to_person} answers wait for a person: their mails were answered, or nobody can tell."
        )
    typer.echo("Outgoing mail is released.")
    return 0
