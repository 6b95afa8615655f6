"""`ardoise erase`: gives out or erases what is kept of a customer or an address."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.process import Config
from app.companies import one_company
from app.installation import open_installation
from app.settings import load_settings
from domain.errors import ConfigurationError
from pipeline.companies import ALONE
from pipeline.engines import Engines
from pipeline.privacy import Found, disclose, end_old, erase, find

USER = "command line"


def command(
    customer: Annotated[str, typer.Option("--customer", help="Number of a customer.")] = "",
    address: Annotated[str, typer.Option("--address", help="An e-mail address.")] = "",
    older: Annotated[int, typer.Option("--older-than-days", min=1, help="Mails whose work is done.")] = 0,
    export: Annotated[
        Path | None, typer.Option("--export", help="Write it all into this ZIP file; erase nothing.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Erase without asking.")] = False,
    company: Annotated[
        str, typer.Option("--company", metavar="NAME", help="Whose customer, of several companies.")
    ] = "",
    config: Config = None,
) -> int:
    """Erase mails, items, answers, samples and files of a customer or an address, for good.

    The audit trail keeps that it was done; the ledger is the ERP's; backups keep it until they are removed.
    """
    if sum(map(bool, (customer, address, older))) != 1:
        raise ConfigurationError("name one of --customer, --address and --older-than-days.")
    engines = open_installation(load_settings(config)).engines
    if older:
        _ask(yes, f"Erase every mail older than {older} days whose work is done?")
        typer.echo(f"{end_old(engines, older, USER)} mails were erased.")
        return 0
    whose = one_company(engines.companies, company) if customer else None
    found = find(engines, customer=customer, address=address, company=whose or ALONE)
    if export is not None:
        _write(export, engines, found)
        typer.echo(f"{len(found.mails)} mails and {len(found.items)} items stand in {export}.")
        return 0
    _ask(yes, f"Erase {len(found.mails)} mails and {len(found.items)} items for good?")
    erase(engines, USER, customer=customer, address=address, company=whose or ALONE)
    typer.echo(f"{len(found.mails)} mails and {len(found.items)} items were erased.")
    return 0


def _write(export: Path, engines: Engines, found: Found) -> None:
    """Write all that was found into a new file that only its owner may read."""
    try:
        with export.open("xb") as file:
            export.chmod(0o600)
            disclose(engines, found, file, USER)
    except OSError as error:
        raise ConfigurationError(f"{export} cannot be written ({error.strerror}); name another.") from None


def _ask(yes: bool, question: str) -> None:
    if not yes:
        typer.confirm(question, abort=True)
