"""`ardoise hold`: nothing leaves until it is released."""

import typer

from app.commands.process import Config
from app.installation import open_installation
from app.settings import load_settings
from store.repositories import settings as switches


def command(config: Config = None) -> int:
    """Let no answer leave, whoever released it; everything else goes on."""
    engines = open_installation(load_settings(config)).engines
    with engines.store.write() as session:
        switches.set_setting(session, switches.HOLD_OUTGOING, True, "command line", engines.clock.now())
    typer.echo("Outgoing mail is on hold; `ardoise release` ends it.")
    return 0
