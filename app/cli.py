"""The command line: binds every command and turns errors into sentences and exit codes."""

import importlib
import sys

import typer
from rich.console import Console

from app.names import refuse_foreign_names
from domain.errors import ArdoiseError

COMMANDS = (
    "demo",
    "run",
    "process",
    "teach",
    "evaluate",
    "schema",
    "init",
    "check",
    "sign-in",
    "backfill",
    "upload",
    "explain",
    "export",
    "retry",
    "migrate",
    "backup",
    "restore",
    "hold",
    "release",
    "ledger",
    "templates",
    "router",
    "user",
    "audit",
    "erase",
    "reindex",
)
"""Each is a module of `app.commands` with a `command`, or with `commands` for a group."""

STOPPED = 130


def command_line(names: tuple[str, ...] = COMMANDS) -> typer.Typer:
    """Return the program with those commands; each brings in only what it needs."""
    cli = typer.Typer(
        name="ardoise",
        help="Reads, routes, matches and answers the mail of an accounts-receivable team.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    cli.callback()(_program)
    for name in names:
        module = importlib.import_module(f"app.commands.{name.replace('-', '_')}")
        if hasattr(module, "commands"):
            cli.add_typer(module.commands, name=name)
        else:
            cli.command(name=name)(module.command)
    return cli


def main() -> None:
    """Run one command; every error that has a name ends in one sentence on standard error."""
    named = tuple(name for name in COMMANDS if sys.argv[1:2] == [name])
    try:
        refuse_foreign_names()
        code = command_line(named or COMMANDS)(standalone_mode=False)
    except ArdoiseError as error:
        _say(str(error))
        code = error.exit_code
    except typer.TyperException as error:
        problem = error.format_message() or "no command was given."
        _say(f"{problem}\nTry 'ardoise --help', or '--help' after a command.")
        code = error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        code = STOPPED
    sys.exit(code if isinstance(code, int) else 0)


def _program() -> None:
    """Reads, routes, matches and answers the mail of an accounts-receivable team."""


def _say(sentence: str) -> None:
    console = Console(stderr=True)
    console.print(f"ardoise: {sentence}", style="red", markup=False, highlight=False, soft_wrap=True)
