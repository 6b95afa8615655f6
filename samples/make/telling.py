"""Puts a letter and its truth together into a sample."""

from collections.abc import Sequence
from typing import Any

from samples.make.books import Item
from samples.make.compose import Letter, Sample, mail, references, route
from samples.make.payment import Json, Payment

Keys = dict[str, Any]
"""Arguments that mails hand on to `sample`."""


def sample(
    name: str,
    about: str,
    letter: Letter,
    *,
    language: str | None,
    intent: str,
    also: Sequence[str] = (),
    customer: str | None = None,
    invoices: Sequence[str] = (),
    orders: Sequence[str] = (),
    amounts: Sequence[str] | None = (),
    flags: Sequence[str] | None = (),
    **keys: object,
) -> Sample:
    """Return a mail with its truth; what is None is not certain and is left out, customer "" means none."""
    truth: Json = {"message": {"language": language}, "route": route(intent, *also)}
    truth["references"] = references(invoices, orders, amounts)
    if customer is not None:
        truth["customer"] = {"customer_id": customer or None}
    if flags is not None:
        truth["flags"] = list(flags)
    return Sample(f"{name}.eml", mail(letter), truth | keys, about)


def advice(
    name: str,
    about: str,
    letter: Letter,
    payments: Sequence[Payment],
    *,
    remittances: Sequence[Json],
    before: Sequence[str] = (),
    orders: bool = False,
    **keys: Any,
) -> Sample:
    """Return a payment advice; its references are the numbers named before and those of the lines."""
    lines = [one for payment in payments for one in payment.lines]
    numbers = list(dict.fromkeys([*before, *(one.number for one in lines if one.number)]))
    bought = list(dict.fromkeys(one.po for one in lines if orders and one.po))
    further: Keys = {"intent": "payment_advice", "invoices": numbers, "orders": bought, **keys}
    return sample(name, about, letter, remittances=list(remittances), **further)


def reply(kind: str, to: str, attachments: Sequence[str] | None = None) -> Json:
    """Return the truth of the reply that is due, whether or not it may go by itself."""
    due: Json = {"kind": kind, "to": [to]}
    return due if attachments is None else due | {"attachments": list(attachments)}


def numbers(items: Sequence[Item]) -> list[str]:
    """Return the document numbers of items."""
    return [item.number for item in items]


def files(items: Sequence[Item]) -> list[str]:
    """Return the file names of the items' copies."""
    return [item.file for item in items]


def lined(said: str) -> str:
    """Return a body without the first line break of its source."""
    return said.lstrip("\n")
