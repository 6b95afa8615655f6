"""Joins settings and the mails to colleagues."""

from collections.abc import Callable

from app.settings import Settings, own_company
from domain.ports import Submission
from pipeline.alarms.facts import House
from pipeline.engines import Engines
from pipeline.messages.messenger import Messenger


def messenger_of(
    settings: Settings, engines: Engines, name: str, sender: str, open_submission: Callable[[], Submission]
) -> Messenger:
    """Return what sends them, for that worker."""
    return Messenger(
        worker=name,
        engines=engines,
        house=House(
            alarms=settings.alarms,
            mailboxes=settings.mailboxes,
            service=settings.service,
            answering=settings.answering,
            ledger=settings.ledger,
            folder=settings.data,
        ),
        digest=settings.digest,
        company=own_company(settings),
        outgoing=settings.outgoing,
        sender=sender,
        open_submission=open_submission,
    )
