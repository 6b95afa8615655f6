"""`ardoise check`: tries everything an installation needs and says how to mend what does not work."""

from typing import Annotated

import typer
from rich.console import Console

from app.checks import findings
from app.commands.process import Config
from app.settings import load_settings


def command(
    config: Config = None,
    offline: Annotated[bool, typer.Option("--offline", help="Leave mailboxes and server out.")] = False,
) -> int:
    """Test mailboxes, outgoing server, database, ledger and readers."""
    settings = load_settings(config)
    console = Console(soft_wrap=True, highlight=False)
    wrong = 0
    for part, finding in findings(settings, offline=offline):
        wrong += not finding.works
        mark = "[green]ok[/]  " if finding.works else "[red]FAIL[/]"
        console.print(f"{mark} {part:<13}", end=" ")
        console.print(finding.sentence, markup=False)
    console.print(f"\n{wrong} to mend." if wrong else "\nEverything works.")
    return 1 if wrong else 0
