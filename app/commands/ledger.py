"""`ardoise ledger import`: loads or refreshes customers, open items and documents."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from app.commands.process import Config
from app.installation import open_installation
from app.settings import load_settings
from domain.errors import LedgerError
from pipeline.books import import_ledger

commands = typer.Typer(help="The ledger: customers, open items, documents on file.", no_args_is_help=True)


@commands.callback()
def group() -> None:
    """Commands about the ledger."""


@commands.command("import")
def import_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of CSV files.")],
    config: Config = None,
) -> int:
    """Replace the ledger by a CSV folder: all or nothing, every bad row named."""
    settings = load_settings(config)
    installation = open_installation(settings)
    console = Console(stderr=True, soft_wrap=True)
    try:
        imported = import_ledger(
            installation.engines.store, installation.engines.clock, folder, settings.ledger, "command line"
        )
    except LedgerError as error:
        for row in error.rows:
            console.print(row, markup=False, highlight=False)
        raise
    for warning in imported.warnings:
        console.print(f"warning: {warning}", markup=False, highlight=False)
    ledger = imported.ledger
    typer.echo(
        f"Loaded {len(ledger.customers)} customers, {len(ledger.contacts)} contacts, "
        f"{len(ledger.open_items)} open items, {len(ledger.purchase_orders)} purchase orders and "
        f"{len(ledger.supporting_documents)} documents, {len(imported.warnings)} warnings."
    )
    return 0
