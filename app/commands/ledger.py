"""`ardoise ledger import`: loads or refreshes customers, open items and documents."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from app.commands.process import Config
from app.companies import one_company
from app.installation import Installation, open_installation
from app.settings import load_settings
from app.wiring import needed_erp
from domain.errors import LedgerError
from pipeline.books import Imported, import_from_erp, import_ledger
from pipeline.companies import ledger_settings_of

commands = typer.Typer(help="The ledger: customers, open items, documents on file.", no_args_is_help=True)
USER = "command line"


@commands.callback()
def group() -> None:
    """Commands about the ledger."""


@commands.command("import")
def import_(
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help="Folder of CSV files.")] = None,
    sql: Annotated[
        bool, typer.Option("--sql", help="Read the ERP's database that ledger.sql names.")
    ] = False,
    full: Annotated[bool, typer.Option("--full", help="With --sql: everything, not only changes.")] = False,
    company: Annotated[
        str,
        typer.Option("--company", metavar="NAME", help="Whose ledger, of several companies."),
    ] = "",
    config: Config = None,
) -> int:
    """Replace the ledger by a CSV folder or the ERP's database: all or nothing, every bad row named."""
    if sql == (folder is not None):
        raise typer.BadParameter("name a folder of CSV files, or --sql for the ERP's database.")
    if full and not sql:
        raise typer.BadParameter("--full belongs to --sql; a folder is always read whole.")
    installation = open_installation(load_settings(config))
    console = Console(stderr=True, soft_wrap=True)
    try:
        whose = one_company(installation.engines.companies, company) or ""
        imported = _imported(installation, folder, full, whose)
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


def _imported(installation: Installation, folder: Path | None, full: bool, company: str) -> Imported:
    engines, settings = installation.engines, installation.settings
    if folder is not None:
        wanted = ledger_settings_of(engines.companies, company, settings.ledger)
        return import_ledger(engines.store, engines.clock, folder, wanted, USER, company)
    erp = needed_erp(settings, engines.clock, company)
    return import_from_erp(engines.store, engines.clock, erp, USER, whole=full, company=company)
