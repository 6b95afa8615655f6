"""`ardoise check`: tries everything an installation needs and says how to mend what does not work."""

from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import Console

from app.checks import findings
from app.commands.process import Config
from app.mail_auth import mail_auth_findings
from app.settings import Settings, load_settings
from intake.source_kind import Finding


def command(
    config: Config = None,
    offline: Annotated[bool, typer.Option("--offline", help="Leave mailboxes and server out.")] = False,
    mail_auth: Annotated[
        bool, typer.Option("--mail-auth", help="Show instead what the newest mails say of their senders.")
    ] = False,
) -> int:
    """Test mailboxes, outgoing server, database, ledger and readers."""
    settings = load_settings(config)
    console = Console(soft_wrap=True, highlight=False)
    wrong = 0
    shown = _mail_auth(settings) if mail_auth else findings(settings, offline=offline)
    for part, finding in shown:
        wrong += not finding.works
        mark = "[green]ok[/]  " if finding.works else "[red]FAIL[/]"
        console.print(f"{mark} {part:<13}", end=" ")
        console.print(finding.sentence, markup=False)
    console.print(f"\n{wrong} to mend." if wrong else "\nEverything works.")
    return 1 if wrong else 0


def _mail_auth(settings: Settings) -> Iterator[tuple[str, Finding]]:
    return (("mail auth", finding) for finding in mail_auth_findings(settings))
