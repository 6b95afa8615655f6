"""`ardoise explain`: why this route, why not sent, which rule."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.process import Authserv, Config, LedgerDir, ModeOption
from app.installation import open_installation
from app.settings import Settings, load_settings
from app.wiring import dry_desk
from domain.errors import NotFoundError
from pipeline.dry_run import Input, work_item
from pipeline.explanation import explain
from pipeline.interface import ProcessOut
from pipeline.item import WorkItem
from pipeline.records import load_item
from store.repositories import mails, work_items


def command(
    mail: Annotated[
        str, typer.Argument(metavar="MAIL", help="A file, a work item's number, or a Message-ID.")
    ],
    config: Config = None,
    ledger: LedgerDir = None,
    trusted_authserv_id: Authserv = None,
    mode: ModeOption = None,
) -> int:
    """Say on one screen what was decided about a mail, and by which rules."""
    settings = load_settings(config)
    path = Path(mail)
    if path.is_file():
        with dry_desk(settings, ledger, None, trusted_authserv_id, mode) as desk:
            found = work_item(Input(mail, path), desk, settings.reading.document_bytes)
        if isinstance(found, ProcessOut):
            typer.echo(found.error)
            return 1
        typer.echo(explain(found))
        return 0
    typer.echo(explain(_stored(settings, mail)))
    return 0


def _stored(settings: Settings, mail: str) -> WorkItem:
    engines = open_installation(settings).engines
    number = int(mail) if mail.isascii() and mail.isdigit() else None
    if number is None:
        with engines.store.read() as session:
            found = mails.mails_by_message_id(session, mail) or mails.mails_by_message_id(
                session, f"<{mail}>"
            )
            items = [item.id for row in found for item in work_items.items_of_mail(session, row.id)]
        if not items:
            raise NotFoundError(f"{mail} is no file, no work item and no Message-ID that is known here.")
        number = items[0]
    return load_item(engines.store, engines.blobs, number)
