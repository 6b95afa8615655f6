"""Recognises the words with which mail servers ask for patience, and the time that some of them state."""

import re

_ASKS = re.compile(
    r"""\[(?:LIMIT|UNAVAILABLE|INUSE|THROTTLED)\b      # RFC 5530, and Gmail's own
    | too\s+many\s+(?:simultaneous\s+|concurrent\s+|open\s+)?(?:connections|logins|login\s+attempts|requests)
    | maximum\s+number\s+of\s+(?:\w+\s+)?connections
    | connection\s+limit\s+exceeded
    | \b432\s+4\.3\.2\b                                  # Exchange: concurrent connections
    | exceeded\s+(?:command\s+or\s+)?bandwidth\s+limits
    | server\s+(?:is\s+)?(?:too\s+)?busy
    | request\s+is\s+throttled
    | suggested\s+backoff\s+time
    | (?:rate|usage)\s+limit\s+exceeded
    | temporarily\s+(?:throttled|blocked|suspended)
    """,
    re.I | re.X,
)
_STATED = re.compile(
    r"(?:backoff\s+time|retry\s+after|try\s+again\s+(?:in|after)|wait)\s*[:=]?\s*(\d{1,9})\s*"
    r"(ms|milliseconds?|s|sec|seconds?|m|min|minutes?)?\b",
    re.I,
)
_ENDED = re.compile(r"access[ _-]?token[ _-]?(?:has[ _])?expired", re.I)


def asks_for_patience(text: str) -> bool:
    """Tell whether a server's words ask to come back later."""
    return _ASKS.search(text) is not None


def stated_seconds(text: str) -> float | None:
    """Return the wait that the words state, None when they state none."""
    found = _STATED.search(text)
    if found is None:
        return None
    unit = (found[2] or "s").lower()
    if unit.startswith(("ms", "milli")):
        return int(found[1]) / 1000
    return int(found[1]) * (60.0 if unit.startswith("m") else 1.0)


def says_token_ended(text: str) -> bool:
    """Tell whether a server ended the connection because the token ran out."""
    return _ENDED.search(text) is not None
