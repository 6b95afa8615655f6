"""`ardoise upload`: hands over mails and documents by hand."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.process import Config
from app.companies import one_company
from app.installation import open_installation
from app.settings import load_settings
from intake.sources.upload import uploaded
from pipeline.companies import ALONE
from pipeline.dry_run import inputs
from pipeline.mails import mail_of
from pipeline.uploads import hand_over


def command(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Mails, documents or folders of them.")],
    company: Annotated[
        str,
        typer.Option(
            "--company", metavar="NAME", help="Whose they are, of several companies; told by the addresses."
        ),
    ] = "",
    config: Config = None,
) -> int:
    """Put mails or documents into the queue, as if they had been mailed."""
    settings = load_settings(config)
    files = inputs(paths)
    installation = open_installation(settings)
    whose = one_company(installation.engines.companies, company) if company else None
    failures = 0
    for one in files:
        if one.path.stat().st_size > settings.reading.document_bytes:
            typer.echo(f"{one.source} is larger than reading.document_bytes; it was left out.", err=True)
            failures += 1
            continue
        try:
            content = one.path.read_bytes()
        except OSError as error:
            typer.echo(f"{one.source} cannot be read ({error.strerror}); it was left out.", err=True)
            failures += 1
            continue
        clock = installation.engines.clock
        delivered = uploaded(content, Path(one.source).name, clock)
        mail = mail_of(content, delivered.name, None)
        identity = mail.identity if mail else None
        taken = hand_over(installation.engines, delivered, identity, company=whose or ALONE)
        known = "" if taken.new else " (was there before)"
        typer.echo(f"{one.source}: work item {taken.item_id}{known}")
    return 1 if failures else 0
