"""Settings of the links that answers carry: to pay, and to download what is too large to attach."""

import re
from typing import Annotated

from pydantic import Field, field_validator

from domain.section import Secret, Section

PAYMENT_SLOTS = frozenset({"number", "customer", "amount", "currency", "expires", "signature"})
"""What may stand in braces in the payment address."""
_SAFE = re.compile(
    r"https://[^\s<>\"'{}/]+(?:/[^\s<>\"']*)?|http://(?:127\.0\.0\.1|localhost)(?::\d+)?(?:/[^\s<>\"']*)?"
)


class Links(Section):
    """Links in answers, signed by HMAC and with an end (docs/answers.md)."""

    payment: str = ""
    """Address of your payment page, e.g. https://pay.example/?n={number}&a={amount}&c={currency}&e={expires}&s={signature};
    blank: a person answers requests for payment links."""
    payment_days: Annotated[int, Field(ge=1, le=365)] = 14
    """A payment link is good for so many days."""
    download: str = ""
    """Public address of these pages, e.g. https://ar.example: documents beyond `answering.attachment_bytes`
    are offered there; blank: a person answers."""
    download_days: Annotated[int, Field(ge=1, le=90)] = 7
    """A download link is good for so many days."""
    key: Secret = Secret()
    """Key that links are signed with; neither: a key file in `data`, made at first use."""

    @field_validator("payment")
    @classmethod
    def _payment_page(cls, value: str) -> str:
        if not value:
            return value
        slots = re.findall(r"\{([^{}]*)\}", value)
        unknown = [slot for slot in slots if slot not in PAYMENT_SLOTS]
        missing = sorted({"number", "expires", "signature"} - set(slots))
        if unknown or missing or not _SAFE.fullmatch(value):
            raise ValueError(
                "give an https address with {number}, {expires} and {signature} in it; "
                "{customer}, {amount} and {currency} are allowed, nothing else"
            )
        return value

    @field_validator("download")
    @classmethod
    def _public_address(cls, value: str) -> str:
        if value and (not _SAFE.fullmatch(value) or "{" in value or "?" in value):
            raise ValueError("give the https address under which correspondents reach these pages")
        return value.rstrip("/")
