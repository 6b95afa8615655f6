"""Begins what a person writes: a reply, a new mail, or a mail passed on; each is a draft of the outbox."""

from dataclasses import dataclass
from datetime import datetime

from domain.codec import to_json
from domain.decisions import Reply, ReplyAttachment
from domain.errors import ConfigurationError, ConflictError
from domain.ledger import Ledger
from domain.mail import Mail
from domain.policy import Company, Outgoing
from domain.words import Block, ReplyKind
from pipeline.engines import Engines
from pipeline.forwarding import parts_of, refuse_blind_forward
from pipeline.item import WorkItem
from pipeline.messages.wishes import refuse_address
from pipeline.records import load_item
from responders.addresses import is_plain_address
from responders.canned import filled, values_of
from responders.subjects import bare_subject, one_line, reply_subject
from responders.wording.texts import choose_language
from store.repositories import canned, messages, outbox, users, work_items
from store.repositories.history import add_event
from store.session import Session
from store.tables import CannedText, Outbox, WorkItemRow

LONGEST_QUOTED = 30_000
"""Characters of a mail that are quoted when it is passed on; the whole mail can go along."""
UNREGISTERED = "{address} is no registered contact of the customer; check the address before anything leaves."
FLAGGED = "The mail may not be from whom it says ({flag}); check the address before anything leaves."
_STRANGE = ("lookalike_sender", "authentication_failed", "several_from", "reply_to_differs")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants to write."""

    kind: ReplyKind
    to: str = ""
    """The address of a new mail, or of the colleague; a reply goes to the mail's sender."""
    colleague: str = ""
    """A user's name, in place of the address."""
    note: str = ""
    canned: int | None = None
    """A canned text to begin with."""
    parts: frozenset[str] = frozenset()
    """What of the mail goes along to a colleague, by `ReplyAttachment.file`."""


def begin(
    engines: Engines,
    item_id: int,
    asked: Asked,
    ledger: Ledger | None,
    company: Company,
    outgoing: Outgoing,
    domains: tuple[str, ...],
    who: str,
) -> int:
    """Make the draft and return its number; nothing leaves before it is sent.

    `domains` are our own. Raises ConflictError or ConfigurationError, in words, for an address that may not
    be written to, or a colleague who may not open the mail.
    """
    item, now = load_item(engines.store, engines.blobs, item_id), engines.clock.now()
    with engines.store.write() as session:
        row = work_items.get_item(session, item_id)
        to = _recipient(session, item, asked, company, outgoing, domains)
        text = canned.get_text(session, asked.canned) if asked.canned is not None else None
        language = _language(text, item, row, ledger, company)
        reply = _reply(item, row, asked, to, text, language, ledger, company, who)
        answer = _row(row, reply, now)
        answer.blocked_by, answer.block_reasons = _warnings(row, asked, to, ledger)
        refuse_blind_forward(session, answer)
        outbox.add_answer(session, answer)
        detail = {"answer": answer.id, "kind": asked.kind.value, "to": to}
        add_event(session, who, "mail_begun", now, item_id, detail)
        return answer.id


def canned_text(
    session: Session,
    text_id: int,
    item: WorkItem,
    row: WorkItemRow,
    ledger: Ledger | None,
    company: Company,
    who: str,
) -> str:
    """Return a canned text filled with what is known of an item. Raises NotFoundError."""
    text = canned.get_text(session, text_id)
    return _filled(text, item, row, ledger, company, who)


def colleagues_of(session: Session, domains: tuple[str, ...], but: str) -> tuple[tuple[str, str], ...]:
    """Return the colleagues who have told an address of our own domains: name and address."""
    active = {user.name for user in users.list_users(session) if user.active} - {but}
    known = messages.addresses(session)
    return tuple((name, to) for name, to in known if name in active and to.rpartition("@")[2] in domains)


def _recipient(
    session: Session,
    item: WorkItem,
    asked: Asked,
    company: Company,
    outgoing: Outgoing,
    domains: tuple[str, ...],
) -> str:
    if asked.kind is ReplyKind.FREE_REPLY:
        return _sender_of(item.mail, company, outgoing)
    to = asked.to.strip().lower()
    if asked.kind is ReplyKind.FORWARD:
        if item.mail is None:
            raise ConflictError(f"{item.source} is no mail; there is nothing to pass on.")
        if asked.colleague:
            to = dict(colleagues_of(session, domains, "")).get(asked.colleague, "")
        refuse_address(to, domains, company, outgoing)
        return to
    _refuse_ours(to, company, outgoing)
    return to


def _sender_of(mail: Mail | None, company: Company, outgoing: Outgoing) -> str:
    if mail is None or mail.sender is None or len(mail.senders) != 1:
        raise ConflictError("the mail has no single sender; write a new mail to an address you know.")
    _refuse_ours(mail.sender.email, company, outgoing)
    return mail.sender.email


def _refuse_ours(to: str, company: Company, outgoing: Outgoing) -> None:
    if not is_plain_address(to):
        raise ConfigurationError("This is no mail address; write it as name@domain.")
    if to in {known.lower() for known in (*company.addresses, outgoing.sender)}:
        raise ConfigurationError("This is a mailbox that Ardoise works; nothing is written to it.")


def _reply(
    item: WorkItem,
    row: WorkItemRow,
    asked: Asked,
    to: str,
    text: CannedText | None,
    language: str,
    ledger: Ledger | None,
    company: Company,
    who: str,
) -> Reply:
    subject = item.mail.subject if item.mail else ""
    words = [_filled(text, item, row, ledger, company, who)] if text is not None else []
    attachments: tuple[ReplyAttachment, ...] = ()
    if asked.kind is ReplyKind.FORWARD:
        words = [*([asked.note.strip()] if asked.note.strip() else []), *words, _quoted(item.mail)]
        attachments = tuple(each for each in parts_of(item) if each.file in asked.parts)
        subject = f"Fwd: {one_line(subject)[:160]}"
    else:
        words.append(company.signature.strip() or company.name)
        subject = reply_subject(subject, company.name) if asked.kind is ReplyKind.FREE_REPLY else ""
    body = "\n\n".join("\n".join(each.splitlines()) for each in words)
    if asked.kind is not ReplyKind.FORWARD and text is None:
        body = "\n\n" + body
    return Reply(asked.kind, (to,), subject, body, language, attachments)


def _quoted(mail: Mail | None) -> str:
    if mail is None:
        return ""
    sender = mail.sender
    lines = ["---", f"From: {one_line(sender.name)} <{sender.email}>" if sender else "From: ?"]
    if mail.date is not None:
        lines.append(f"Date: {mail.date:%Y-%m-%d %H:%M %z}".rstrip())
    lines += [f"Subject: {one_line(mail.subject)}", "", mail.text.strip()[:LONGEST_QUOTED]]
    return "\n".join(lines)


def _filled(
    text: CannedText, item: WorkItem, row: WorkItemRow, ledger: Ledger | None, company: Company, who: str
) -> str:
    numbers = item.understanding.references.invoice_numbers if item.understanding else ()
    return filled(text.body, values_of(ledger, row.customer_id, numbers, company, who, text.language))


def _language(
    text: CannedText | None, item: WorkItem, row: WorkItemRow, ledger: Ledger | None, company: Company
) -> str:
    customer = ledger.customer_by_id.get(row.customer_id or "") if ledger else None
    wishes = (
        item.understanding.language if item.understanding else None,
        customer.language if customer else None,
    )
    return choose_language(text.language if text else None, *wishes, company.language)


def _warnings(
    row: WorkItemRow, asked: Asked, to: str, ledger: Ledger | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return why a person should look twice before this leaves: rules and sentences."""
    if asked.kind is ReplyKind.FORWARD:
        return (), ()
    contacts = ledger.contacts_by_email.get(to, ()) if ledger else ()
    found: list[tuple[str, str]] = []
    if row.customer_id not in {contact.customer_id for contact in contacts}:
        found.append((Block.SENDER_UNKNOWN.value, UNREGISTERED.format(address=to)))
    if asked.kind is ReplyKind.FREE_REPLY:
        doubts = [flag for flag in row.flags if flag in _STRANGE]
        found += [(f"flag_{flag}", FLAGGED.format(flag=flag)) for flag in doubts]
    return tuple(rule for rule, _ in found), tuple(sentence for _, sentence in found)


def _row(row: WorkItemRow, reply: Reply, now: datetime) -> Outbox:
    return Outbox(
        work_item_id=row.id,
        # Of what persons write there may be several to one correspondent about one mail.
        mail_id=None,
        recipient=reply.to[0],
        kind=reply.kind,
        subject=reply.subject,
        subject_key=bare_subject(reply.subject),
        documents=len(reply.attachments),
        draft_json=to_json(reply).decode("utf-8"),
        created_at=now,
        updated_at=now,
        customer_id=row.customer_id,
    )
