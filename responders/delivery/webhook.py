"""Posts a signed JSON body to another program."""

import hashlib
import hmac
from datetime import datetime

import requests

from domain.errors import DeliveryError

SIGNATURE = "X-Ardoise-Signature"
TIMESTAMP = "X-Ardoise-Timestamp"


def post_signed(url: str, secret: str | None, body: bytes, now: datetime, timeout_seconds: float) -> None:
    """Post the body; only an answer of 2xx counts as taken. Raises DeliveryError.

    With a secret `X-Ardoise-Signature` holds `sha256=` and the HMAC in hex over the value of
    `X-Ardoise-Timestamp` (seconds since 1970), a dot, and the body. No redirect is followed: the signature
    is for the configured address alone. The answer's body is never read.
    """
    stamp = str(int(now.timestamp()))
    headers = {"Content-Type": "application/json", "User-Agent": "ardoise", TIMESTAMP: stamp}
    if secret:
        headers[SIGNATURE] = signature(secret, stamp, body)
    try:
        with requests.post(
            url, data=body, headers=headers, timeout=timeout_seconds, allow_redirects=False, stream=True
        ) as answer:
            status = answer.status_code
    except (requests.RequestException, ValueError) as error:
        raise DeliveryError(
            f"the address of alarms.webhook cannot be reached ({type(error).__name__})."
        ) from error
    if not 200 <= status < 300:
        raise DeliveryError(f"the address of alarms.webhook answers {status}.")


def signature(secret: str, stamp: str, body: bytes) -> str:
    """Return what the signature header says."""
    mac = hmac.new(secret.encode("utf-8"), stamp.encode("ascii") + b"." + body, hashlib.sha256)
    return f"sha256={mac.hexdigest()}"
