"""Keeps a process visible, and lets pollers and the web process look for what stands still."""

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.credentials import outgoing_credential, outgoing_of
from app.installation import Installation
from app.service.stopping import Stopping
from app.settings import Settings, secret_value
from domain.sign_in import Credential
from pipeline.alarms.channels import borrows_server, mail_channel, webhook_channel
from pipeline.alarms.facts import House
from pipeline.alarms.notices import Channel
from pipeline.alarms.watch import Watch
from pipeline.engines import Engines
from pipeline.heartbeats import alive

log = logging.getLogger("ardoise.alarms")


def house_of(settings: Settings) -> House:
    """Return what there is to watch."""
    return House(
        alarms=settings.alarms,
        mailboxes=settings.mailboxes,
        service=settings.service,
        answering=settings.answering,
        ledger=settings.ledger,
        folder=settings.data,
    )


def channels_of(settings: Settings, engines: Engines) -> tuple[Channel, ...]:
    """Return the ways out to people. Raises ConfigurationError for a secret that cannot be read."""
    told = settings.alarms
    channels = []
    if told.mail.to:
        channels.append(mail_channel(told.mail, outgoing_of(settings), mail_credential(settings, engines)))
    if told.webhook.url:
        channels.append(webhook_channel(told.webhook, secret_value(told.webhook.secret, "webhook's secret")))
    return tuple(channels)


def mail_credential(settings: Settings, engines: Engines) -> Credential:
    """Return how the server that alarms leave by is signed in to. Raises ConfigurationError."""
    if borrows_server(settings.alarms):
        return outgoing_credential(settings, engines)
    return secret_value(settings.alarms.mail.password, "password of the server that alarms leave by")


def metrics_token(settings: Settings) -> str | None:
    """Return what lets other machines read the figures. Raises ConfigurationError."""
    return secret_value(settings.alarms.metrics_token, "token of the metrics")


def refuse_unreadable(settings: Settings, engines: Engines) -> None:
    """Raise ConfigurationError where a secret of alarms or figures cannot be read."""
    channels_of(settings, engines)
    metrics_token(settings)


@contextmanager
def seen(installation: Installation, name: str, role: str) -> Iterator[None]:
    """Show that this process lives, under its machine's name."""
    beat = installation.settings.alarms.heartbeat_seconds
    with alive(installation.engines, f"{socket.gethostname()}/{name}", role, beat):
        yield


def watch_in_thread(installation: Installation, stopping: Stopping) -> threading.Thread:
    """Look for what stands still until asked to stop, in a thread of its own; each due time is taken once."""
    settings = installation.settings
    watch = Watch(installation.engines, house_of(settings), channels_of(settings, installation.engines))
    thread = threading.Thread(target=_look_again_and_again, args=(watch, stopping), daemon=True)
    thread.start()
    return thread


def _look_again_and_again(watch: Watch, stopping: Stopping) -> None:
    every = max(1.0, watch.house.alarms.every_seconds)
    while True:
        try:
            watch.run()
        except Exception:
            # What watches must not end: it would stand still unnoticed itself.
            log.exception("alarms_failed")
        now = watch.engines.clock.now().timestamp()
        if stopping.wait(every - now % every):
            return
