"""The Sent folders of all accounts together: who answered a mail, and which folder gets copies."""

from collections.abc import Callable, Sequence

from app.settings import Settings
from domain.errors import ConfigurationError, SourceError
from domain.mail import Mail
from domain.mail_ports import SentWatch
from domain.mailbox_policy import Mailbox
from intake.source_kind import Source
from pipeline.engines import Engines
from pipeline.pauses import patiently
from pipeline.sent_watch import Replies

OpenSource = Callable[[Mailbox], Source]


def sent_replies(engines: Engines, mailboxes: Sequence[Mailbox], open_source: OpenSource) -> Replies:
    """Return what asks every account's Sent who answered a mail; connections are kept.

    It raises SourceError when the account that the mail came to cannot be asked; another one that is away
    stops no answer.
    """
    sources: dict[str, Source] = {}

    def ask(message_id: str, account: str) -> dict[str, tuple[Mail, ...]]:
        found: dict[str, tuple[Mail, ...]] = {}
        for mailbox in mailboxes:
            try:
                if mailbox.name not in sources:
                    sources[mailbox.name] = open_source(mailbox)
                source = sources[mailbox.name]
                with patiently(engines, mailbox.name):
                    if isinstance(source, SentWatch):
                        found[mailbox.name] = source.replies_to(message_id) or ()
            except (SourceError, ConfigurationError) as error:
                if mailbox.name == account:
                    raise SourceError(str(error)) from error
        return found

    return ask


def copied_sent(settings: Settings, open_source: OpenSource) -> SentWatch:
    """Open the Sent folder that gets copies. Raises ConfigurationError where there is none."""
    wanted = settings.outgoing.sent_copy
    boxes = [box for box in settings.mailboxes if box.name == wanted]
    source = open_source(boxes[0]) if boxes else None
    if isinstance(source, SentWatch):
        return source
    raise ConfigurationError(
        f"outgoing.sent_copy names {wanted!r}; name an entry of `mailboxes` of kind imap or maildir."
    )
