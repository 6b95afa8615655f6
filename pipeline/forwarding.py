"""Mail passed on to a colleague: what of it may go along, to whom, and how its answer finds back."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from domain.decisions import ReplyAttachment
from domain.errors import ConflictError
from domain.mail import Mail
from domain.states import OutboxState, WorkState
from domain.words import DocumentKind, ReplyKind
from pipeline.item import WorkItem
from pipeline.private_mail import may_open
from responders.request import read_path
from store.repositories import bounces, colleagues, messages, private, users, work_items
from store.repositories.history import add_event
from store.session import Session
from store.tables import ColleagueAnswer, Outbox, WorkItemRow

ANSWERED = "{who} answered the mail that was passed on."
WHOLE_MAIL = "mail.eml"
_PART, _WHOLE = "mail-part:", "mail-whole"
_LEFT = (OutboxState.SENDING, OutboxState.SENT, OutboxState.UNCERTAIN)


def parts_of(item: WorkItem) -> tuple[ReplyAttachment, ...]:
    """Return what of an item's mail may be passed on: its attachments, and the whole mail as it came."""
    if item.mail is None:
        return ()
    parts = [
        (each.path or each.name, f"{_PART}{number}", each.sha256)
        for number, each in enumerate(item.mail.attachments)
    ]
    parts.append((WHOLE_MAIL, _WHOLE, hashlib.sha256(item.raw).hexdigest()))
    return tuple(
        ReplyAttachment(file, path, None, None, DocumentKind.OTHER, sha256) for file, path, sha256 in parts
    )


def is_part(attachment: ReplyAttachment) -> bool:
    """Tell whether an attachment comes from the mail itself, not from the ledger."""
    return attachment.path == _WHOLE or attachment.path.startswith(_PART)


def reader_of(item: WorkItem) -> Callable[[str], bytes]:
    """Return what reads attachments of answers of an item: of the ledger by path, of the mail by number."""

    def read(path: str) -> bytes:
        if path == _WHOLE:
            return item.raw
        if not path.startswith(_PART):
            return read_path(path)
        number = path.removeprefix(_PART)
        parts = item.mail.attachments if item.mail else ()
        if not number.isascii() or not number.isdigit() or int(number) >= len(parts):
            raise FileNotFoundError(path)
        return parts[int(number)].content

    return read


def refuse_blind_forward(session: Session, answer: Outbox) -> None:
    """Raise ConflictError where a private mail would be passed on to somebody who may not open it."""
    if answer.kind is not ReplyKind.FORWARD:
        return
    mark = private.mark_of(session, answer.work_item_id)
    if mark is None:
        return
    by_name = {user.name: user for user in users.list_users(session) if user.active}
    known = messages.addresses(session)
    readers = (by_name.get(name) for name, address in known if address == answer.recipient)
    if not any(user is not None and may_open(mark, user.name, user.roles) for user in readers):
        raise ConflictError(
            f"work item {answer.work_item_id} is private, and {answer.recipient} may not open it; "
            "choose somebody else."
        )


def tie_answer(session: Session, row: WorkItemRow, item: WorkItem, now: datetime) -> bool:
    """Show a colleague's answer in the item that was passed on; False for any other mail.

    Part of the transaction that keeps what was parsed. The answer's own item is closed then: it is no
    customer's mail, and nothing answers it.
    """
    answer = _passed_on(session, item.mail) if item.mail is not None else None
    if answer is None or row.mail_id is None or item.mail is None or item.mail.sender is None:
        return False
    sender = item.mail.sender
    kept = ColleagueAnswer(
        outbox_id=answer.id,
        mail_id=row.mail_id,
        work_item_id=answer.work_item_id,
        item_id=row.id,
        sender=sender.email,
        noted_at=now,
    )
    if not colleagues.note_answer(session, kept):
        return True
    mark = private.mark_of(session, answer.work_item_id)
    if mark is not None:
        private.mark(session, row.parent_id or row.id, "ardoise", "it answers a private mail", now)
    sentence = ANSWERED.format(who=sender.name.strip() or sender.email)
    _call(session, answer.work_item_id, sentence, now)
    detail: dict[str, str | int | bool | None] = {"sender": sender.email, "item": row.id}
    add_event(session, "ardoise", "colleague_answered", now, answer.work_item_id, detail)
    return True


def _passed_on(session: Session, mail: Mail) -> Outbox | None:
    """Return the forward that a mail answers: it names our own Message-ID, and comes from the same firm.

    Whoever the colleague writes to next learns that id as well; an outsider's mail is worked as any other.
    """
    if len(mail.senders) != 1 or _is_automatic(mail) or _failed(mail):
        return None
    for message_id in dict.fromkeys((*mail.in_reply_to, *reversed(mail.references))):
        found = bounces.answer_of_message(session, message_id)
        if found is not None and found.kind is ReplyKind.FORWARD and found.state in _LEFT:
            firm = found.recipient.rpartition("@")[2]
            return found if mail.senders[0].email.rpartition("@")[2] == firm else None
    return None


def _is_automatic(mail: Mail) -> bool:
    return any(value.strip().lower() != "no" for value in mail.all_headers("Auto-Submitted"))


def _failed(mail: Mail) -> bool:
    """Tell whether the topmost server says that the sender is forged, whoever that server is."""
    methods = mail.authentication[0].methods if mail.authentication else ()
    return any(each.method == "dmarc" and each.result == "fail" for each in methods)


def _call(session: Session, item_id: int, sentence: str, now: datetime) -> None:
    """Bring an item back before a person; one that is being worked only tells of it."""
    row = work_items.change_item(session, item_id, None, now)
    row.postponed_until = None
    if sentence not in row.waits_because:
        row.waits_because = (*row.waits_because, sentence)
    if row.state is WorkState.CLOSED:
        row.state, row.closed_at, row.closed_by = WorkState.WAITING, None, None
