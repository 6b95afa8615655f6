"""`ardoise teach`: learns a layout from one example."""

import json
from pathlib import Path
from typing import Annotated

import typer

from app.settings import Settings, load_settings
from app.wiring import dry_desk
from domain.errors import ArdoiseError, ConfigurationError
from domain.taught import Why
from extractors.layouts.folder import Stored
from pipeline.item import WorkItem
from pipeline.teaching import teach, truth_of
from pipeline.templates.moving import import_one
from store.outage import OUTAGES

USER = "command line"
_LARGEST_TRUTH = 20_000_000


def command(
    document: Annotated[Path, typer.Argument(metavar="DOCUMENT", help="Any input of `process`.")],
    truth: Annotated[Path, typer.Option("--truth", help="Its true values as JSON.")],
    templates: Annotated[Path | None, typer.Option("--templates", help="Folder of taught layouts.")] = None,
    config: Annotated[
        Path | None, typer.Option("--config", help="Configuration; ./config.yaml where it is.")
    ] = None,
    ledger: Annotated[Path | None, typer.Option("--ledger", help="Folder of ledger CSV files.")] = None,
) -> int:
    """Learn one layout template from one document and its true values.

    Without --templates it is written to the configured folder, and an installation that is there learns it
    at once.
    """
    settings = load_settings(config)
    payments = truth_of(_json(truth))
    folder = templates or settings.templates or Path("templates_learned")
    with dry_desk(settings, ledger, folder, None, None) as desk:
        item = WorkItem(str(document), _bytes(document), internal_date=desk.now(), name=document.name)
        taught = teach(item, payments, desk, folder)
    if taught.template is None or taught.path is None:
        typer.echo(f"{document} describes itself; nothing is to be learnt.")
        return 0
    done = "refined" if taught.refined else "learnt"
    typer.echo(f"{taught.path}\t{taught.template.name}\t{done}, version {taught.template.version}")
    if templates is None:
        _tell_installation(settings, Stored(taught.path, taught.template))
    return 0


def _tell_installation(settings: Settings, stored: Stored) -> None:
    """Let the service read by what was taught, where there is a service; a file alone is well, too."""
    if settings.database is None and not (settings.data / "ardoise.sqlite").is_file():
        return
    from app.installation import open_installation
    from app.working import learner_of

    try:
        installation = open_installation(settings)
        aids = learner_of(installation, USER).aids
        moved = import_one(installation.engines, installation.library, stored, USER, aids, Why.TAUGHT)
    except (ArdoiseError, *OUTAGES) as error:
        typer.echo(
            f"The installation does not know it yet ({error}); `ardoise templates import` it.", err=True
        )
        return
    if moved.why_not:
        typer.echo(f"The installation keeps its own {moved.name}: {moved.why_not}", err=True)
    else:
        typer.echo(f"The installation reads by {moved.name} now.", err=True)


def _bytes(document: Path) -> bytes:
    try:
        return document.read_bytes()
    except OSError as error:
        raise ConfigurationError(
            f"{document} cannot be read ({error.strerror}); give a file that can."
        ) from None


def _json(truth: Path) -> object:
    try:
        if truth.stat().st_size > _LARGEST_TRUTH:
            raise ConfigurationError(f"{truth} is larger than {_LARGEST_TRUTH} bytes; it is no truth file.")
        body: object = json.loads(truth.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigurationError(
            f"{truth} cannot be read ({error.strerror}); give a file that can."
        ) from None
    except ValueError as error:
        raise ConfigurationError(f"{truth} is no JSON ({error}); correct it.") from None
    return body
