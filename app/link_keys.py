"""The key that links in answers are signed with: configured, or made once and kept beside the data."""

import secrets

from app.settings import Settings, secret_value
from app.token_shelf import key_file
from domain.errors import ConfigurationError
from responders.links import SHORTEST_KEY

KEY_FILE = "link.key"
"""In the data folder, where no `links.key` is set; only its owner may read it."""


def link_key(settings: Settings) -> bytes:
    """Return the key of an installation; b"" while no link is configured.

    Raises ConfigurationError for a key that is too short or cannot be read.
    """
    if not settings.links.payment and not settings.links.download:
        return b""
    configured = secret_value(settings.links.key, "key of links")
    key = configured if configured is not None else key_file(settings.data / KEY_FILE, "links", "links.key")
    if len(key.encode()) < SHORTEST_KEY:
        raise ConfigurationError(
            f"the key of links has fewer than {SHORTEST_KEY} characters; give `links.key` a long random one."
        )
    return key.encode()


def passing_key() -> bytes:
    """Return a key for a dry run, whose links nobody sees."""
    return secrets.token_bytes(32)
