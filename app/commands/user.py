"""`ardoise user add`: makes or changes an account for the review pages."""

import sys
from typing import Annotated

import typer

from app.commands.process import Config
from app.installation import open_installation
from app.settings import load_settings
from domain.errors import ConfigurationError
from review.catalogues import LANGUAGES
from review.passwords import hash_password
from store.repositories import users

ROLES = ("clerk", "admin", "auditor")
commands = typer.Typer(help="Accounts of the review pages.", no_args_is_help=True)


@commands.callback()
def group() -> None:
    """Commands about accounts."""


@commands.command("add")
def add(
    name: Annotated[str, typer.Argument(help="The name to sign in with.")],
    role: Annotated[str, typer.Option("--role", help="clerk, admin or auditor.")] = "clerk",
    language: Annotated[str, typer.Option("--language", help="en or fr.")] = "en",
    config: Config = None,
) -> int:
    """Make an account; the password is asked for, or read from standard input."""
    if role not in ROLES:
        raise ConfigurationError(f"{role} is no role; choose one of {', '.join(ROLES)}.")
    if language not in LANGUAGES:
        raise ConfigurationError(f"the pages do not speak {language}; choose one of {', '.join(LANGUAGES)}.")
    if not name.strip() or name != name.strip() or not name.isprintable():
        raise ConfigurationError("a name to sign in with has letters and no spaces around it; give another.")
    installation = open_installation(load_settings(config))
    password = _password()
    with installation.engines.store.write() as session:
        users.add_user(
            session, name, hash_password(password), (role,), language, installation.engines.clock.now()
        )
    typer.echo(f"{name} may sign in as {role}.")
    return 0


def _password() -> str:
    if sys.stdin.isatty():
        chosen: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        return chosen
    return sys.stdin.readline().rstrip("\n")
