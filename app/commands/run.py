"""`ardoise run`: the service."""

import os
import secrets
import socket
from typing import Annotated

import typer

from app.commands.process import Config
from app.installation import open_installation
from app.logs import start_logging
from app.service.alarms import refuse_unreadable
from app.service.exposure import refuse_clear_text, refuse_taken_port
from app.service.presence import be_present
from app.service.stopping import Stopping, end_with_parent
from app.service.supervisor import supervise
from app.settings import Settings, load_settings
from domain.errors import ConfigurationError
from domain.words import Mode
from pipeline.templates.moving import import_unknown
from responders.message import sender_address

ROLES = ("all", "web", "poller", "worker")


def command(
    config: Config = None,
    role: Annotated[str, typer.Option("--role", help="all, web, poller or worker.")] = "all",
    number: Annotated[int, typer.Option("--number", help="Tells processes of one role apart.")] = 0,
) -> int:
    """Watch the mailboxes, work the queue, send what may leave, serve the review pages."""
    if role not in ROLES:
        raise ConfigurationError(f"{role} is no role; choose one of {', '.join(ROLES)}.")
    settings = load_settings(config)
    be_present(settings.data)
    start_logging(settings.log_level)
    stopping = Stopping().on_signals()
    if role == "all":
        _ready(settings)
        supervise(settings, config, stopping)
        return stopping.exit_code
    end_with_parent()
    _run(settings, role, number, stopping)
    return 0


def own_name(role: str, number: int) -> str:
    """Return a name that no other process has, on this machine or another, now or after a restart."""
    return f"{role}-{number}@{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def _ready(settings: Settings) -> None:
    """Refuse what cannot work before any process starts, and bring the database up to date once."""
    refuse_clear_text(settings.web)
    refuse_taken_port(settings.web)
    modes = {settings.answering.mode, *(rule.mode for rule in settings.answering.modes)}
    # Of several companies each names its own address.
    if modes & {Mode.DELAYED, Mode.AUTOMATIC} and not settings.companies:
        sender_address(settings.company, settings.outgoing)
    installation = open_installation(settings)
    refuse_unreadable(settings, installation.engines)
    import_unknown(installation.engines, settings.templates, "service start")
    installation.engines.store.close()


def _run(settings: Settings, role: str, number: int, stopping: Stopping) -> None:
    """Run one role; each brings in only what it needs."""
    from app.service.alarms import seen
    from app.service.starting import open_patiently

    installation = open_patiently(settings, role, stopping)
    if installation is None:
        return
    name = own_name(role, number)
    with seen(installation, f"{role}-{number}", role):
        if role == "web":
            from app.service.web import run_web

            run_web(installation, stopping)
            return
        from app.service.processes import run_poller, run_worker

        if role == "worker":
            import_unknown(installation.engines, settings.templates, "service start")
        (run_poller if role == "poller" else run_worker)(installation, name, stopping)
