"""`ardoise migrate`: moves an installation to another database, another blob store, or both."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs, urlsplit

import typer
import yaml

from app.blobs import bucket_of, open_blobs
from app.commands.process import Config
from app.relocation import migrate_blobs, migrate_database
from app.service.presence import alone, refuse_signs_of_life
from app.settings import Settings, load_settings
from domain.blob_policy import Blobs
from domain.clock import Clock, SystemClock
from domain.errors import ConfigurationError
from domain.ports import BlobStore
from store.blobs import BlobFolder
from store.engine import checked_url, open_store, shown
from store.migrations import upgrade
from store.s3_blobs import S3Blobs


def command(
    to: Annotated[
        str | None,
        typer.Option(
            "--to", envvar="ARDOISE_MIGRATE_TO", help="URL of an empty database: postgresql+psycopg://…"
        ),
    ] = None,
    blobs_to: Annotated[
        str | None,
        typer.Option(
            "--blobs-to",
            help="s3://BUCKET/PREFIX?endpoint=URL&region=NAME, or a folder for mails and documents.",
        ),
    ] = None,
    config: Config = None,
) -> int:
    """Move rows, open jobs, mails and documents, compared by counts and hashes; the old ones are kept."""
    settings, clock = load_settings(config), SystemClock()
    if to is None and blobs_to is None:
        raise ConfigurationError("nothing is to be moved; give --to, --blobs-to or both.")
    with alone(settings.data):
        upgrade(settings.database_url)
        silent = timedelta(seconds=settings.alarms.heartbeat_seconds)
        refuse_signs_of_life(open_store(settings.database_url), clock.now(), silent)
        section = yaml.safe_dump(_moved(settings, to, blobs_to, clock), sort_keys=False, allow_unicode=True)
    typer.echo(
        "\nPut this into config.local.yaml (*** and hidden stand for a password), then `ardoise check`, "
        "`ardoise run`:"
    )
    typer.echo(f"\n{section}")
    return 0


def _moved(settings: Settings, to: str | None, blobs_to: str | None, clock: Clock) -> dict[str, object]:
    """Move what is asked for and return what the configuration must say then."""
    change: dict[str, object] = {}
    if blobs_to is not None:
        target, section = _blob_target(settings, blobs_to)
        migrate_blobs(open_blobs(settings), target, typer.echo)
        change["blobs" if isinstance(target, S3Blobs) else "data"] = section
    if to is not None:
        migrate_database(settings, to, clock, typer.echo)
        change["database"] = shown(checked_url(to))
    return change


def _blob_target(settings: Settings, place: str) -> tuple[BlobStore, object]:
    """Return the store of `--blobs-to` and what the configuration must say of it; its keys are configured."""
    if "://" not in place:
        path = Path(place).resolve()
        if path.name != "blobs":
            raise ConfigurationError(f"{path} is not called blobs; give the folder `blobs` of a data folder.")
        return BlobFolder(path), str(path.parent)
    parts = urlsplit(place)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    prefix = parts.path.strip("/")
    if parts.scheme != "s3" or not parts.hostname or set(asked) - {"endpoint", "region"}:
        raise ConfigurationError(f"{place} is no bucket; write s3://BUCKET/PREFIX?endpoint=URL&region=NAME.")
    changes = {"kind": "s3", "bucket": parts.netloc, "prefix": f"{prefix}/" if prefix else "", **asked}
    section = Blobs.model_validate(settings.blobs.model_dump() | changes)
    store = S3Blobs(bucket_of(section))
    store.probe()
    return store, section.model_dump(mode="json", exclude_defaults=True)
