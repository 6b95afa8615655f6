"""Why this route, why not sent, which rule: one screen of words about one work item."""

from collections.abc import Iterator

from domain.decisions import Understanding
from domain.money import as_text
from pipeline.item import WorkItem


def explain(item: WorkItem) -> str:
    """Return the explanation of a finished work item, a few dozen lines at most."""
    if item.error is not None or item.understanding is None:
        return f"{item.source}\n\nNot read: {item.error or 'its steps have not run yet.'}"
    sections = (
        ("Mail", _mail(item)),
        ("Route", _route(item.understanding)),
        ("Customer", _customer(item.understanding)),
        ("Documents", _documents(item)),
        ("Payments", _payments(item)),
        ("Match", _match(item)),
        ("Dispute", _dispute(item)),
        ("Warnings", iter(item.understanding.flag_reasons)),
        ("Answer", _answer(item)),
        ("Waits for a person", iter(item.waits_because)),
    )
    shown = [_section(title, list(lines)) for title, lines in sections]
    return "\n".join(section for section in shown if section)


def _section(title: str, lines: list[str]) -> str:
    return "\n".join([title, *(f"  {line}" for line in lines), ""]) if lines else ""


def _mail(item: WorkItem) -> Iterator[str]:
    yield f"source   {item.source}"
    if item.mail is None:
        return
    yield f"from     {item.mail.sender.email if item.mail.sender else 'nobody'}"
    yield f"subject  {item.mail.subject}"
    yield f"arrived  {item.internal_date.isoformat(timespec='minutes')}" + (
        " (backfill)" if item.backfill else ""
    )
    yield from (f"defect   {defect}" for defect in item.mail.defects)


def _route(found: Understanding) -> Iterator[str]:
    route = found.route
    sure = "sure, goes on by itself" if route.auto else "not sure, a person checks it"
    yield f"{route.label.value} / {route.intent.value} at {route.confidence:.0%}: {sure}"
    yield from (f"because  {reason}" for reason in route.evidence)
    for further in route.also:
        yield f"also     {further.label.value} / {further.intent.value} at {further.confidence:.0%}"
    if route.automatic_mail:
        yield f"automatic mail, never answered: {route.automatic_mail}"
    if found.references.invoice_numbers:
        yield f"invoices {', '.join(found.references.invoice_numbers)}"
    if found.references.po_numbers:
        yield f"orders   {', '.join(found.references.po_numbers)}"


def _customer(found: Understanding) -> Iterator[str]:
    customer = found.customer
    yield f"{customer.customer_id or 'not settled'} at {customer.confidence:.0%}"
    yield from (f"because  {reason}" for reason in customer.evidence)


def _documents(item: WorkItem) -> Iterator[str]:
    for document in item.documents:
        reason = f" ({document.look_reason})" if document.look_reason else ""
        yield f"{document.name}: looks like {document.look.value}{reason}"
        yield from (f"  {problem}" for problem in document.problems)


def _payments(item: WorkItem) -> Iterator[str]:
    for payment in item.remittances:
        total = "no total stated" if payment.total_amount is None else as_text(payment.total_amount)
        proved = "needs review" if payment.needs_review else "proved"
        yield (
            f"{payment.document}: {len(payment.lines)} lines, {total} {payment.currency or ''} "
            f"of {payment.payer_name or 'an unnamed payer'}: {proved}"
        )
        yield from (f"  {problem}" for problem in payment.problems)


def _match(item: WorkItem) -> Iterator[str]:
    if item.match is None:
        return
    lines = sum(len(payment.lines) for payment in item.remittances)
    yield f"{item.match.status.value}: {len(item.match.applied)} of {lines} lines applied"
    for applied in item.match.applied:
        if applied.residual_kind is not None:
            kind, rest = applied.residual_kind.value, as_text(applied.residual)
            yield f"  {applied.document_number}: {kind} of {rest} stays open"
    yield from (f"  {problem}" for problem in item.match.problems)


def _dispute(item: WorkItem) -> Iterator[str]:
    if item.dispute is None:
        return
    dispute = item.dispute
    yield f"{dispute.reason.value}, priority {dispute.priority} ({dispute.band.value})"
    for share in dispute.shares:
        yield f"  {share.factor}: {share.value:.2f} x weight {share.weight:.2f} = {share.points:.0f} points"
    yield from (f"because  {reason}" for reason in dispute.evidence)


def _answer(item: WorkItem) -> Iterator[str]:
    if item.reply is None:
        yield "none is due"
        return
    reply = item.reply
    yield f"{reply.kind.value} to {', '.join(reply.to) or 'nobody'}" + (
        ": leaves by itself" if reply.auto_send else ": a draft, held back by"
    )
    for rule, reason in zip(reply.blocked_by, reply.block_reasons, strict=False):
        yield f"  {rule}: {reason}"
