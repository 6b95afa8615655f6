"""`ardoise sign-in`: stores an account's first refresh token, brought by a person or by a code on a page."""

import sys
from typing import Annotated

import typer

from app.commands.process import Config
from app.credentials import tokens_of
from app.installation import Installation, open_installation
from app.settings import load_settings, secret_value
from domain.errors import ConfigurationError, SignInError
from domain.mailbox_policy import Mailbox
from domain.sign_in import Tokens
from intake.sign_in.renewal import RenewingTokens

MOST_SECONDS = 900
"""So long a person may take to enter the code."""


def command(
    account: Annotated[str, typer.Argument(help="Name of an entry of `mailboxes` that signs in by token.")],
    paste: Annotated[
        bool, typer.Option("--paste", help="Read a refresh token from standard input, also at a terminal.")
    ] = False,
    config: Config = None,
) -> int:
    """Store the first refresh token of an account: by a code (Microsoft), or from standard input."""
    installation = open_installation(load_settings(config))
    mailbox = _account(installation, account)
    tokens = tokens_of(installation.settings, installation.engines, mailbox)
    if mailbox.sign_in == "microsoft" and sys.stdin.isatty() and not paste:
        held = _by_code(installation, mailbox, tokens)
    else:
        held = tokens.adopt(_pasted(mailbox))
    ends = "" if held.expires_at is None else f" The token at hand is good until {held.expires_at:%H:%M} UTC;"
    typer.echo(f"{account} is signed in.{ends} it is renewed by itself. Next: `ardoise check`.")
    return 0


def _account(installation: Installation, name: str) -> Mailbox:
    boxes = installation.settings.mailboxes
    found = next((box for box in boxes if box.name == name), None)
    if found is None:
        known = ", ".join(box.name for box in boxes) or "none"
        raise ConfigurationError(f"there is no account {name!r}; configured: {known}.")
    by_user = found.microsoft.act_as == "user" if found.sign_in == "microsoft" else not _by_key(found)
    if found.sign_in == "password" or not by_user:
        raise ConfigurationError(
            f"account {name!r} needs no refresh token: it signs in by "
            f"{'password' if found.sign_in == 'password' else 'an application or service account'}; "
            "`ardoise check` tries it."
        )
    return found


def _by_key(mailbox: Mailbox) -> bool:
    return mailbox.google.service_account is not None


def _pasted(mailbox: Mailbox) -> str:
    if sys.stdin.isatty():
        given: str = typer.prompt(f"Refresh token of {mailbox.user}", hide_input=True)
    else:
        given = sys.stdin.readline()
    token = given.strip()
    if not token or not token.isprintable() or " " in token:
        raise ConfigurationError("standard input holds no refresh token; give it alone on the first line.")
    return token


def _by_code(installation: Installation, mailbox: Mailbox, tokens: RenewingTokens) -> Tokens:
    """Let a person enter a code on Microsoft's page, as the user whose token it shall be."""
    from intake.sign_in.microsoft import open_microsoft

    clock = installation.engines.clock
    message, ask, every = open_microsoft(mailbox, secret_value).begin_device_flow()
    typer.echo(message)
    for _ in range(0, MOST_SECONDS, every):
        clock.sleep(every)
        granted = ask()
        if granted is None:
            continue
        if granted.refresh_token is None:
            raise SignInError(
                f"Microsoft gave account {mailbox.name!r} no refresh token; let the application ask for "
                "offline_access, then try again."
            )
        return tokens.adopt(granted.refresh_token)
    raise SignInError(f"nobody entered the code in time; run `ardoise sign-in {mailbox.name}` again.")
