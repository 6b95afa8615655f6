"""Refuses to serve sign-ins where others could read them, or where something else listens."""

import os
import socket
import ssl
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import urlopen

from domain.errors import ConfigurationError
from domain.policy import Web

MOST_BYTES = 10_000
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


def refuse_taken_port(web: Web) -> None:
    """Raise ConfigurationError when something listens already where the pages are to be served."""
    family = socket.AF_INET6 if ":" in web.bind else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((web.bind, web.port))
    except OSError as error:
        raise ConfigurationError(
            f"the pages cannot be served on {web.bind}:{web.port} ({os.strerror(error.errno or 0)}); stop "
            "what listens there, another `ardoise` perhaps, or choose another port."
        ) from None


def is_served(web: Web) -> bool:
    """Tell whether the service runs: something answers there as only its health page does."""
    scheme = "https" if web.tls_certificate else "http"
    # Nothing is told to the server and only one word is believed of it, so any certificate will do.
    anyone = ssl.create_default_context()
    anyone.check_hostname, anyone.verify_mode = False, ssl.CERT_NONE
    try:
        with urlopen(f"{scheme}://{web.bind}:{web.port}/healthz", timeout=5, context=anyone) as answer:  # noqa: S310
            said = answer.read(MOST_BYTES)
    except HTTPError as error:
        said = error.read(MOST_BYTES)
    except (OSError, HTTPException):
        return False
    return b'"folders_late"' in said
