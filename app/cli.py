"""The command line: binds every command and turns errors into sentences and exit codes."""

import sys

import typer
from rich.console import Console

from app.commands import (
    backfill,
    check,
    demo,
    evaluate,
    explain,
    export,
    init,
    ledger,
    process,
    retry,
    run,
    schema,
    teach,
    upload,
    user,
)
from domain.errors import ArdoiseError

cli = typer.Typer(
    name="ardoise",
    help="Reads, routes, matches and answers the mail of an accounts-receivable team.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for module in (
    demo,
    run,
    process,
    teach,
    evaluate,
    schema,
    init,
    check,
    backfill,
    upload,
    explain,
    export,
    retry,
):
    cli.command(name=module.__name__.rpartition(".")[2])(module.command)
cli.add_typer(ledger.commands, name="ledger")
cli.add_typer(user.commands, name="user")

STOPPED = 130


def main() -> None:
    """Run one command; every error that has a name ends in one sentence on standard error."""
    try:
        code = cli(standalone_mode=False)
    except ArdoiseError as error:
        _say(str(error))
        code = error.exit_code
    except typer.TyperException as error:
        _say(f"{error.format_message()}\nTry 'ardoise --help', or '--help' after a command.")
        code = error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        code = STOPPED
    sys.exit(code if isinstance(code, int) else 0)


def _say(sentence: str) -> None:
    Console(stderr=True).print(
        f"ardoise: {sentence}", style="red", markup=False, highlight=False, soft_wrap=True
    )
