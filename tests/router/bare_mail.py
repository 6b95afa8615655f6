"""A mail of which nothing is known, to be filled by `dataclasses.replace`."""

from domain.mail import Mail

BARE = Mail(
    raw_sha256="",
    identity="",
    size=1,
    message_id=None,
    subject="Copy",
    date=None,
    senders=(),
    from_fields=1,
)
