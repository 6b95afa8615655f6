"""`ardoise evaluate`: how right the pipeline is on inputs whose truth is known."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.process import Authserv, Config, LedgerDir, ModeOption, Templates
from app.settings import load_settings
from app.wiring import dry_desk
from domain.errors import ConfigurationError
from pipeline.dry_run import TRUTH, Input, inputs, judge
from pipeline.evaluation.compare import compare
from pipeline.evaluation.report import as_json, as_text
from pipeline.evaluation.tally import Scores


def command(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Inputs with their truth files beside them.")],
    config: Config = None,
    ledger: LedgerDir = None,
    templates: Templates = None,
    trusted_authserv_id: Authserv = None,
    mode: ModeOption = None,
    as_json_: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> int:
    """Run `process` over a folder and compare with the truth beside each input."""
    settings = load_settings(config)
    files = inputs([folder])
    scores = Scores()
    counted = 0
    with dry_desk(settings, ledger, templates, trusted_authserv_id, mode) as desk:
        for one in files:
            truth = truth_of(one)
            if truth is None:
                continue
            counted += 1
            result = judge(one, desk, settings.reading.document_bytes)
            compare(result.model_dump(mode="json", by_alias=True), truth, scores)
    figures = as_json(scores, counted, len(files) - counted)
    typer.echo(json.dumps(figures, indent=2, ensure_ascii=False) if as_json_ else as_text(figures))
    return 0


def truth_of(one: Input) -> dict[str, Any] | None:
    """Return the truth beside an input (`a.pdf.truth.json`, else `a.truth.json`), None without one."""
    for path in (one.path.with_name(one.path.name + TRUTH), one.path.with_name(one.path.stem + TRUTH)):
        if path.is_file():
            return read_truth(path)
    return None


def read_truth(path: Path) -> dict[str, Any]:
    """Return a truth file's object. Raises ConfigurationError that names the file."""
    try:
        truth = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"the truth file {path} cannot be read ({error}); mend it.") from None
    if not isinstance(truth, dict):
        raise ConfigurationError(f"the truth file {path} holds no object; see the truth file format.")
    return truth
