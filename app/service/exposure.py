"""Refuses to serve sign-ins where others could read them."""

from domain.errors import ConfigurationError
from domain.policy import Web

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def refuse_clear_text(web: Web) -> None:
    """Raise ConfigurationError unless the pages are on loopback, under TLS, or behind a named proxy."""
    under_tls = web.tls_certificate is not None and web.tls_key is not None
    if web.bind in LOOPBACK or under_tls or web.trusted_proxy:
        return
    raise ConfigurationError(
        f"web.bind is {web.bind}, which others can reach, without TLS; set web.tls_certificate and "
        "web.tls_key, or web.trusted_proxy, or bind to 127.0.0.1."
    )
