"""Who may read the figures: this machine itself, whoever shows the token, and admins."""

import hmac
from ipaddress import ip_address

from fastapi import Request

from review.office import Office

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def may_measure(office: Office, request: Request) -> bool:
    """Tell whether a request without a sign-in may read the figures."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and office.metrics_token:
        return hmac.compare_digest(token.strip().encode(), office.metrics_token.encode())
    return _from_this_machine(office, request)


def _from_this_machine(office: Office, request: Request) -> bool:
    """Behind a proxy on this machine everybody seems to be here, so then only the token counts."""
    if office.web.trusted_proxy or office.hosts or any(name in request.headers for name in FORWARDED):
        return False
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False
