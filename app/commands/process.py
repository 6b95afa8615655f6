"""`ardoise process`: a dry run over files, one JSON object a line."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TextIO

import typer

from app.settings import load_settings
from app.wiring import dry_desk
from domain.errors import ConfigurationError
from domain.words import Mode
from pipeline.dry_run import inputs, judge

Config = Annotated[
    Path | None, typer.Option("--config", help="Configuration; ./config.yaml where it exists.")
]
LedgerDir = Annotated[Path | None, typer.Option("--ledger", help="Folder of ledger CSV files.")]
Templates = Annotated[Path | None, typer.Option("--templates", help="Folder of taught layouts for this run.")]
Authserv = Annotated[
    str | None,
    typer.Option("--trusted-authserv-id", help="Receiving server whose Authentication-Results are believed."),
]
ModeOption = Annotated[
    Mode | None, typer.Option("--mode", help="Answer as if every responder were set to this.")
]


def command(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Mails, documents or folders of them.")],
    config: Config = None,
    ledger: LedgerDir = None,
    templates: Templates = None,
    trusted_authserv_id: Authserv = None,
    mode: ModeOption = None,
    out: Annotated[Path | None, typer.Option("--out", help="File for the lines; standard output.")] = None,
) -> int:
    """Say what the pipeline would do with these mails or documents. Sends nothing, keeps nothing."""
    settings = load_settings(config)
    files = inputs(paths)
    failures = 0
    with dry_desk(settings, ledger, templates, trusted_authserv_id, mode) as desk, _lines_to(out) as lines:
        for one in files:
            result = judge(one, desk, settings.reading.document_bytes)
            failures += result.error is not None
            lines.write(result.model_dump_json(by_alias=True) + "\n")
            lines.flush()
    return 1 if failures else 0


@contextmanager
def _lines_to(out: Path | None) -> Iterator[TextIO]:
    if out is None:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        yield sys.stdout
        return
    try:
        lines = out.open("w", encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(
            f"{out} cannot be written ({error.strerror}); give --out a file in a folder that is there."
        ) from None
    with lines:
        yield lines
