"""`ardoise restore`: fills an empty installation from a backup; nothing leaves it until it is released."""

from pathlib import Path
from typing import Annotated

import typer

from app.backups import restore
from app.commands.process import Config
from app.settings import load_settings
from domain.clock import SystemClock
from store.backups import open_snapshot


def command(
    backup: Annotated[Path, typer.Argument(help="Folder of backups (its newest), or one snapshot in it.")],
    config: Config = None,
) -> int:
    """Fill an empty installation from a backup; outgoing mail stays on hold until `ardoise release`."""
    snapshot = open_snapshot(backup)
    typer.echo(f"Restoring {snapshot.path}, made {snapshot.manifest.made_at:%Y-%m-%d %H:%M} UTC.")
    restore(load_settings(config), snapshot, SystemClock(), typer.echo)
    typer.echo(
        f"\nRestored. Compare your configuration with {snapshot.path / 'files' / 'config.yaml'}, run "
        "`ardoise check`, then `ardoise run`.\nOutgoing mail is on hold: when the mailboxes have been read "
        "again, `ardoise release` compares what waits with Sent and lets the rest leave.\nPayments that were "
        "exported after the backup are offered again: compare the first export with your books."
    )
    return 0
