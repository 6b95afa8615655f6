"""`ardoise demo`: the whole pipeline over the sample inbox, then the review page."""

import threading
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from app.demo_summary import summary
from app.demonstration import SignIn, demo_settings, prepare, work
from app.installation import Installation
from app.logs import start_logging
from app.service.exposure import refuse_taken_port
from app.service.processes import run_worker
from app.service.stopping import Stopping
from app.service.web import run_web

ERRORS = Console(stderr=True)


def command(
    folder: Annotated[Path, typer.Option("--folder", help="Where the demo keeps its things.")] = Path("demo"),
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve the review page.")] = True,
    port: Annotated[int, typer.Option("--port", help="Port of the review page.")] = 8642,
) -> int:
    """Run the sample inbox through the whole pipeline, print a summary, serve the review page."""
    start_logging("error")
    settings = demo_settings(folder, port)
    if serve:
        refuse_taken_port(settings.web)
    installation, sign_in = prepare(settings)
    _work(installation)
    Console().print(summary(installation))
    return _serve(installation, sign_in) if serve else 0


def _work(installation: Installation) -> None:
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=ERRORS) as bar:
        task = bar.add_task("Working the sample inbox", total=None)
        work(installation, lambda done, every: bar.update(task, completed=done, total=every))


def _serve(installation: Installation, sign_in: SignIn) -> int:
    web = installation.settings.web
    Console().print(
        f"\nReview page: [bold]http://{web.bind}:{web.port}/[/]\n"
        f"Sign in as:  [bold]{sign_in.name}[/]  password: [bold]{sign_in.password}[/]\n"
        "Stop with Ctrl+C.",
        highlight=False,
    )
    stopping = Stopping().on_signals()
    # What clerks decide on the pages is worked as in the service.
    worker = threading.Thread(target=run_worker, args=(installation, "demo", stopping))
    worker.start()
    try:
        run_web(installation, stopping)
    finally:
        stopping.ask()
        worker.join()
    return stopping.exit_code
