"""`ardoise router`: the routing models of an installation, and what they would do alone."""

import json
from pathlib import Path
from typing import Annotated

import typer

from app.commands.process import Config
from app.installation import Installation, open_installation
from app.settings import load_settings
from app.working import retrainer_of
from domain.routing_models import ModelState
from pipeline.evaluation.coverage import as_lines, plain
from pipeline.routing.choosing import activate_model, roll_back_model
from pipeline.routing.differing import differences_between
from pipeline.routing.shadow import shadow as shadow_of
from pipeline.routing.shadow import thresholds_now
from router.learned.files import shipped
from store.repositories import routing_models

commands = typer.Typer(help="The routing models of this installation.", no_args_is_help=True)
USER = "command line"
Model = Annotated[int, typer.Argument(help="Number of a model; 0 is the shipped one.")]


@commands.callback()
def group() -> None:
    """Commands about routing models."""


@commands.command()
def retrain(config: Config = None) -> int:
    """Make a model of the shipped and the confirmed mails; it routes from now on if it is no worse.

    Takes some minutes. Exit code 1 where the model is refused.
    """
    done = retrainer_of(_opened(config), USER).retrain(USER)
    typer.echo(done.sentence)
    for reason in done.reasons:
        typer.echo(f"  {reason}")
    return 1 if done.state is ModelState.REFUSED else 0


@commands.command("list")
def list_(config: Config = None) -> int:
    """List the models: number, state, when, by whom, of how many own mails; the active one is marked."""
    engines = _opened(config).engines
    with engines.store.read() as session:
        rows = routing_models.listed(session)
        here = routing_models.active(session)
    for row in rows:
        marked = f"{row.id}{'*' if row.state is ModelState.ACTIVE else ''}"
        made = row.made_at.isoformat(timespec="seconds")
        typer.echo(
            "\t".join((marked, row.state.value, made, row.who, f"{row.own_mails} own mails", row.version))
        )
        for reason in row.reasons:
            typer.echo(f"  {reason}")
    typer.echo(f"0{'' if here else '*'}\tshipped")
    return 0


@commands.command()
def compare(one: Model, other: Model, config: Config = None) -> int:
    """Print the figures of two models side by side, each on mails that it had not learnt from."""
    with _opened(config).engines.store.read() as session:
        rows = differences_between(session, one, other)
    for row in rows:
        typer.echo(f"{row.name:<40}{row.one:>10}{row.other:>10}")
    return 0


@commands.command()
def activate(number: Model, config: Config = None) -> int:
    """Let every worker route by a model from now on; a newer one that is no worse may follow it."""
    installation = _opened(config)
    activate_model(installation.engines, number, USER)
    typer.echo(f"Model {number} routes from now on.")
    return 0


@commands.command()
def rollback(config: Config = None) -> int:
    """Go back to the model before the active one; no newer one follows by itself until you activate one."""
    number = roll_back_model(_opened(config).engines, USER)
    typer.echo(
        f"Model {number} routes from now on; newer ones wait until `ardoise router activate` lets one."
    )
    return 0


@commands.command()
def shadow(
    as_json: Annotated[bool, typer.Option("--json", help="Print the table as JSON.")] = False,
    config: Config = None,
) -> int:
    """Tell on past mail what would have acted alone at each threshold, and how rightly, by route."""
    installation = _opened(config)
    with installation.engines.store.read() as session:
        digest = routing_models.active_digest(session)
    found = shadow_of(installation.engines.store)
    model = installation.routing.model(digest) or shipped()
    now = thresholds_now(installation.settings.routing, model)
    if as_json:
        told = {
            "reviewed": found.reviewed,
            "told": found.told,
            "corrected": found.corrected,
            "acted": found.acted,
            "thresholds": {route.value: value for route, value in now.items()},
            "coverage": plain(found.table),
        }
        typer.echo(json.dumps(told, indent=2))
        return 0
    typer.echo(
        f"{found.reviewed} mails were confirmed or corrected ({found.corrected} corrected); of {found.told} "
        f"is known what the router said when they came, {found.acted} of them acted alone."
    )
    typer.echo("thresholds now: " + ", ".join(f"{route.value} {value:.3f}" for route, value in now.items()))
    typer.echo("\n" + as_lines(plain(found.table)))
    return 0


def _opened(config: Path | None) -> Installation:
    return open_installation(load_settings(config))
