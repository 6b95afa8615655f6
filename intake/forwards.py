"""The mails inside a mail: those pasted below its text, and those attached to it."""

from collections.abc import Sequence

from domain.mail import Address, Forwarded
from intake.addresses import parse_addresses
from intake.fields import Header, decode_words
from intake.forward_words import Role
from intake.header_values import date_of
from intake.pasted_dates import pasted_date
from intake.pasted_headers import addresses_in
from intake.quoting import Original, Split

_LONGEST = 8_000


def below(split: Split, depth: int, attachments: tuple[str, ...]) -> tuple[Forwarded, ...]:
    """Return the mails forwarded below a text, outermost first; the mail's attachments came with them."""
    return tuple(
        _pasted(original, depth + level, attachments) for level, original in enumerate(split.originals)
    )


def attached(header: Header, split: Split, html: str | None, path: str, depth: int, bare: bool) -> Forwarded:
    """Return an attached mail as a forwarded one."""
    senders = _addresses(header, "from")
    return Forwarded(
        sender=senders[0] if len(senders) == 1 else None,
        date=date_of(header),
        subject=decode_words(header.first("subject") or ""),
        to=_addresses(header, "to"),
        cc=_addresses(header, "cc"),
        text=split.new_text,
        signature=split.signature,
        html=html,
        path=path,
        depth=depth,
        bare=bare,
    )


def passed_on(forwarded: Sequence[Forwarded]) -> tuple[Forwarded, ...]:
    """Return the mails to which everybody on the way added nothing, outermost first."""
    found: list[Forwarded] = []
    level = 1
    while here := [one for one in forwarded if one.depth == level]:
        if not all(one.bare for one in here):
            break
        found.extend(here)
        level += 1
    return tuple(found)


def original_of(forwarded: Sequence[Forwarded]) -> Forwarded | None:
    """Return the mail that is merely passed on, the innermost of a chain.

    None where somebody on the way says something, or where several senders' mails are passed on at once.
    """
    chain: Forwarded | None = None
    passed = passed_on(forwarded)
    for level in range(1, 1 + max((one.depth for one in passed), default=0)):
        here = [one for one in passed if one.depth == level]
        senders = {one.sender.email for one in here if one.sender is not None and one.sender.email}
        if len(here) > 1 and len(senders) != 1:
            break
        chain = here[0]
    return chain


def _addresses(header: Header, name: str) -> tuple[Address, ...]:
    return parse_addresses((header.first(name) or "")[:_LONGEST])


def _pasted(original: Original, depth: int, attachments: tuple[str, ...]) -> Forwarded:
    fields = original.block.fields
    return Forwarded(
        sender=original.block.sender,
        date=pasted_date(fields.get(Role.DATE, "")),
        subject=fields.get(Role.SUBJECT, "")[:2000],
        to=addresses_in(fields.get(Role.TO, "")),
        cc=addresses_in(fields.get(Role.CC, "")),
        text=original.text,
        signature=original.signature,
        depth=depth,
        bare=original.bare,
        attachments=attachments,
    )
