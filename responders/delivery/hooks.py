"""Posts to addresses that an admin wrote: resolved once, checked, and only the checked address is asked."""

import socket
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

import certifi
import urllib3
from urllib3.exceptions import HTTPError

from domain.errors import DeliveryError
from responders.delivery.webhook import SIGNATURE, TIMESTAMP, signature

DELIVERY = "X-Ardoise-Delivery"
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as a translating network writes them."""
Address = IPv4Address | IPv6Address


def post_guarded(
    url: str,
    secret: str | None,
    body: bytes,
    number: int,
    now: datetime,
    timeout_seconds: float,
    *,
    own_network: bool = False,
) -> None:
    """Post a signed body to a public https address; only an answer of 2xx counts. Raises DeliveryError.

    The name is resolved once and the connection made to what was checked, so that a second answer of the
    name server changes nothing. No redirect is followed, no proxy asked, no body read.
    `own_network` lets this machine, private addresses and http pass.
    """
    parts = _checked(url, own_network)
    address = _resolved(parts, own_network)
    headers = _headers(parts.netloc, secret, body, number, now)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    timeout = urllib3.Timeout(connect=timeout_seconds, read=timeout_seconds)
    try:
        with _pool(parts, str(address), timeout) as pool:
            answer = pool.urlopen(
                "POST",
                path,
                body,
                headers,
                retries=False,
                redirect=False,
                assert_same_host=False,
                preload_content=False,
            )
            answer.close()
    except (HTTPError, OSError, ValueError) as error:
        raise DeliveryError(f"the address cannot be reached ({type(error).__name__}).") from error
    if not 200 <= answer.status < 300:
        raise DeliveryError(f"the address answers {answer.status}.")


def _headers(host: str, secret: str | None, body: bytes, number: int, now: datetime) -> dict[str, str]:
    stamp = str(int(now.timestamp()))
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "ardoise",
        "Host": host,
        TIMESTAMP: stamp,
        DELIVERY: str(number),
    }
    if secret:
        headers[SIGNATURE] = signature(secret, stamp, body)
    return headers


def is_public(address: Address) -> bool:
    """Tell whether an address belongs to nobody's own network, however it is written."""
    if isinstance(address, IPv6Address):
        if address in _TRANSLATED:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _checked(url: str, own_network: bool) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise DeliveryError("the address is no web address; write it as https://host/path.") from None
    schemes = ("https", "http") if own_network else ("https",)
    if parts.scheme not in schemes or not parts.hostname or port == 0 or not url.isprintable():
        raise DeliveryError("the address is no web address; write it as https://host/path.")
    if parts.username or parts.password:
        raise DeliveryError("the address holds a name or password; sign posts with `secret` instead.")
    return parts


def _resolved(parts: SplitResult, own_network: bool) -> Address:
    """Return the first address of the host. Raises DeliveryError where any of them is not public."""
    host = parts.hostname or ""
    try:
        found = socket.getaddrinfo(host, parts.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise DeliveryError("the name of the address cannot be resolved.") from error
    addresses = [ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    if not addresses:
        raise DeliveryError("the name of the address cannot be resolved.")
    if not own_network and not all(is_public(each) for each in addresses):
        raise DeliveryError(
            "the address is one of this machine or the own network; set `own_network` if it is meant."
        )
    return addresses[0]


def _pool(parts: SplitResult, address: str, timeout: urllib3.Timeout) -> urllib3.HTTPConnectionPool:
    if parts.scheme == "http":
        return urllib3.HTTPConnectionPool(address, parts.port or 80, timeout=timeout)
    return urllib3.HTTPSConnectionPool(
        address,
        parts.port or 443,
        timeout=timeout,
        cert_reqs="CERT_REQUIRED",
        ca_certs=certifi.where(),
        server_hostname=parts.hostname,
        assert_hostname=parts.hostname,
    )
