"""What becomes of an answer of which nobody can tell whether it left, and of one that waited too long."""

from datetime import datetime, timedelta

from domain.policy import Outgoing
from domain.states import OutboxState, WorkState
from store.repositories import mails, outbox, work_items
from store.session import Session
from store.tables import Outbox

UNKNOWN = (
    "Nobody can tell whether the answer left: the connection was lost after the last byte, and it is "
    "not in Sent. Ask the recipient, then mark it as sent or send it again."
)
TOO_OLD = "The mail arrived more than {hours:g} hours ago, and its answer had not left; a person sends it."
_TOO_OLD_RULE = "too_old"


def may_leave_again(session: Session, answer: Outbox, outgoing: Outgoing, *, proved_lost: bool) -> bool:
    """Tell whether the same bytes go out once more without asking anybody.

    They do where Sent proves that they never left, and into a local folder, where twice is once. They do,
    once, where the policy says that a second copy of such an answer does no harm.
    """
    if proved_lost and (outgoing.server_keeps_sent or outgoing.kind == "folder"):
        return True
    tries = outbox.attempts_of(session, answer.id)
    doubtful = sum(attempt.phase == outbox.UNCERTAIN for attempt in tries)
    return answer.kind in outgoing.resend_kinds and doubtful <= 1


def waited_too_long(session: Session, answer: Outbox, within: timedelta | None, now: datetime) -> bool:
    """Make an answer a draft whose mail has grown old before the first try; what a server put off is not.

    A hold may last for days: what was true of the mail when it was judged need not be true any more.
    """
    if within is None or not answer.automatic or answer.attempts or answer.last_error:
        return False
    mail = mails.get_mail(session, answer.mail_id) if answer.mail_id is not None else None
    if mail is None or now - mail.internal_date <= within:
        return False
    sentence = TOO_OLD.format(hours=within.total_seconds() / 3600)
    answer.state, answer.not_before, answer.automatic = OutboxState.DRAFT, None, False
    answer.blocked_by = (*answer.blocked_by, _TOO_OLD_RULE)
    answer.block_reasons = (*answer.block_reasons, sentence)
    call_clerk(session, answer, sentence, now)
    return True


def call_clerk(session: Session, answer: Outbox, sentence: str, now: datetime) -> None:
    """Bring the work item back before a person."""
    row = work_items.change_item(session, answer.work_item_id, None, now)
    row.waits_because = (*row.waits_because, sentence)
    row.state, row.closed_at, row.closed_by = WorkState.WAITING, None, None
