"""`ardoise templates`: the taught layouts of an installation, their versions, proposals and files."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.process import Config
from app.installation import Installation, open_installation
from app.settings import load_settings
from app.working import learner_of
from domain.errors import ConfigurationError
from domain.taught import NO_CUSTOMER, ProposalState, TemplateState, UseOutcome
from extractors.layouts.folder import load_file
from extractors.layouts.yaml_form import from_yaml
from pipeline.templates import deciding, life, moving
from pipeline.templates.comparing import active_template, circle_of
from pipeline.templates.gate import GateResult, gate
from store.repositories import template_proposals, template_samples, templates

commands = typer.Typer(help="The taught layouts of this installation.", no_args_is_help=True)
USER = "command line"
Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of a layout.")]
Number = Annotated[int, typer.Argument(metavar="N", help="Number of a proposal.")]


@commands.callback()
def group() -> None:
    """Commands about taught layouts."""


@commands.command("list")
def list_(
    payer: Annotated[str | None, typer.Option("--payer", help="Only those of payers so named.")] = None,
    config: Config = None,
) -> int:
    """List the layouts: name, state, version, payer, and what became of their readings."""
    engines = _opened(config).engines
    with engines.store.read() as session:
        rows = templates.all_rows(session)
        counted = template_samples.counts_by_template(session)
    for row in rows:
        if payer is None or payer.casefold() in row.payer.casefold():
            said = counted.get(row.id, {})
            version = row.active_version if row.state is TemplateState.ACTIVE else None
            cells = (
                row.name,
                row.state.value,
                f"version {version}" if version else "-",
                row.payer,
                *(f"{said.get(outcome, 0)} {outcome.value}" for outcome in UseOutcome),
            )
            typer.echo("\t".join(cells))
    return 0


@commands.command()
def show(
    name: Name,
    version: Annotated[int | None, typer.Option("--version", help="Another than the active one.")] = None,
    config: Config = None,
) -> int:
    """Print a layout's YAML file: its active version, else the newest."""
    engines = _opened(config).engines
    with engines.store.read() as session:
        row = templates.get(session, name)
        number = version or row.active_version or templates.next_number(session, row.id) - 1
        typer.echo(templates.version(session, row, number).body, nl=False)
    return 0


@commands.command()
def history(name: Name, config: Config = None) -> int:
    """Print a layout's versions: number, when, who, why, and a note; the active one is marked."""
    engines = _opened(config).engines
    with engines.store.read() as session:
        row = templates.get(session, name)
        for one in templates.versions(session, row.id):
            active = row.state is TemplateState.ACTIVE and one.number == row.active_version
            cells = (
                f"{one.number}{'*' if active else ''}",
                one.at.isoformat(timespec="seconds"),
                one.who,
                one.why.value,
                one.note,
            )
            typer.echo("\t".join(cells))
    return 0


@commands.command()
def activate(
    name: Name,
    version: Annotated[int | None, typer.Argument(metavar="[VERSION]", help="None: the newest.")] = None,
    config: Config = None,
) -> int:
    """Let a version of a layout read documents from now on."""
    number = life.activate(_opened(config).engines, name, version, USER)
    typer.echo(f"{name} reads by version {number} now.")
    return 0


@commands.command()
def retire(name: Name, config: Config = None) -> int:
    """Use a layout no longer; its versions and samples stay."""
    life.retire(_opened(config).engines, name, USER)
    typer.echo(f"{name} is retired; `ardoise templates activate {name}` brings it back.")
    return 0


@commands.command()
def rollback(
    name: Name,
    version: Annotated[int, typer.Argument(metavar="VERSION", help="The version to go back to.")],
    config: Config = None,
) -> int:
    """Go back to an earlier version of a layout, as a new version."""
    number = life.roll_back(_opened(config).engines, name, version, USER)
    typer.echo(f"{name} reads as version {version} did; that is version {number} now.")
    return 0


@commands.command()
def delete(name: Name, config: Config = None) -> int:
    """Remove a layout with its versions and samples; the same name is not imported again by itself."""
    count = life.delete(_opened(config).engines, name, USER)
    typer.echo(f"{name} is deleted, with {count} samples.")
    return 0


@commands.command("gate")
def gate_(
    name: Name,
    file: Annotated[Path | None, typer.Option("--file", help="A changed YAML file of the layout.")] = None,
    version: Annotated[int | None, typer.Option("--version", help="Another version of it.")] = None,
    config: Config = None,
) -> int:
    """Read every confirmed sample with the layout as it is, and as changed; 1 where one is read worse."""
    installation = _opened(config)
    engines, learner = installation.engines, learner_of(installation, USER)
    with engines.store.read() as session:
        row = templates.get(session, name)
        changed = active_template(session, row)
        if version is not None:
            changed = from_yaml(templates.version(session, row, version).body, f"{name} version {version}")
    if file is not None:
        changed = load_file(file)
    if changed is None:
        raise ConfigurationError(f"{name} has no active version; name one with --version.")
    if changed.name != name:
        raise ConfigurationError(f"{file} is the layout {changed.name}, not {name}.")
    circle = circle_of(engines, changed, installation.library.live().shelf.templates, row.customer)
    verdict = gate(circle.layouts, circle.with_change(changed), circle.samples, learner.aids)
    _print(verdict)
    return 0 if verdict.holds else 1


@commands.command("export")
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write PAYER/NAME.yaml into.")],
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]…", help="None: all.")] = None,
    samples: Annotated[
        bool, typer.Option("--samples", help="With the confirmed documents: pages and values of customers.")
    ] = False,
    config: Config = None,
) -> int:
    """Write the active layouts as files, without samples unless asked."""
    for path in moving.export(_opened(config).engines, folder, names or (), samples=samples):
        typer.echo(str(path))
    return 0


@commands.command("import")
def import_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder that holds PAYER/NAME.yaml.")],
    config: Config = None,
) -> int:
    """Take the layouts of a folder, with the samples beside them; 1 where one may not go live."""
    installation = _opened(config)
    aids = learner_of(installation, USER).aids
    moved = moving.import_folder(installation.engines, installation.library, folder, USER, aids)
    for one in moved:
        done = "known" if one.version is None else f"version {one.version}"
        typer.echo(f"{one.name}\t{done}\t{'active' if one.active else 'not active'}")
        if one.why_not:
            typer.echo(f"{one.name} stays as it was: {one.why_not}", err=True)
    return 1 if any(one.why_not for one in moved) else 0


@commands.command()
def proposals(
    everything: Annotated[bool, typer.Option("--all", help="Decided ones as well.")] = False,
    config: Config = None,
) -> int:
    """List what corrections propose, with what the gate says."""
    engines = _opened(config).engines
    with engines.store.read() as session:
        found = template_proposals.listed(session, None if everything else ProposalState.OPEN)
    for one in found:
        change = f"changes version {one.base_version}" if one.base_version else "new layout"
        holds = "gate holds" if one.holds else "gate does not hold"
        typer.echo(f"{one.id}\t{one.state.value}\t{one.name}\t{change}\t{holds}\t{one.reason}")
    return 0


@commands.command()
def accept(number: Number, config: Config = None) -> int:
    """Let a proposal go live, if the gate holds."""
    installation = _opened(config)
    learner = learner_of(installation, USER)
    template = deciding.accept(installation.engines, installation.library, number, USER, learner.aids)
    count = learner.read_again(template, NO_CUSTOMER)
    typer.echo(f"{template.name} is live; {count} waiting documents are read again.")
    return 0


@commands.command()
def decline(number: Number, config: Config = None) -> int:
    """Close a proposal without using it."""
    deciding.decline(_opened(config).engines, number, USER)
    typer.echo(f"Proposal {number} is declined.")
    return 0


def _opened(config: Path | None) -> Installation:
    return open_installation(load_settings(config))


def _print(verdict: GateResult) -> None:
    for one in verdict.samples:
        state = "worse" if one.worse else "right" if not one.after.faults else "wrong as before"
        typer.echo(f"{one.document}\t{one.sha256[:12]}\t{state}")
        for title, judged in (("before", one.before), ("after", one.after)):
            for fault in judged.faults:
                typer.echo(f"  {title}: {fault}")
    typer.echo(f"{len(verdict.samples)} samples, {len(verdict.worse)} read worse.")
