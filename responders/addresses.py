"""The grammar of addresses that we write to: plain ASCII dot-atoms, nothing that needs quoting."""

import re

from domain.organisation import is_domain

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_UNREAD = (
    "noreply",
    "donotreply",
    "dontreply",
    "nepasrepondre",
    "nichtantworten",
    "noresponder",
    "nonrispondere",
    "nietbeantwoorden",
    "naoresponda",
    "naoresponder",
    "mailerdaemon",
    "maildelivery",
    "postmaster",
    "bounce",
)


def is_plain_address(email: str) -> bool:
    """Tell whether the text is one address that can stand in an envelope and a header as it is."""
    local, at, domain = email.rpartition("@")
    if not at or len(email) > 254 or len(local) > 64:
        return False
    return _LOCAL.fullmatch(local) is not None and is_domain(domain.lower())


def is_unread_address(email: str) -> bool:
    """Tell whether the name before the @ says that nobody reads answers there."""
    bare = re.sub(r"[._-]", "", email.rpartition("@")[0].lower())
    return bare.startswith(_UNREAD)
