"""Links that end while their answer waits: neither a person nor the program sends them dead, unseen."""

from datetime import datetime, timedelta

from domain.codec import from_json
from domain.decisions import Reply
from domain.errors import ConflictError
from domain.states import OutboxState
from pipeline.uncertain import call_clerk
from store.repositories import outbox
from store.session import Session
from store.tables import Outbox

LEAST_LEFT = timedelta(hours=12)
"""A link that ends sooner than this is not sent out by a person any more."""

LINKS_ENDED = "links_ended"
"""Stands in `blocked_by` of an answer whose links ended before it left."""
_SENTENCE = "A link in the answer ended before it left; write the answer anew."


def refuse_ended_links(reply: Reply, before: Reply, now: datetime) -> None:
    """Raise ConflictError where words to be sent hold a link that works no more, or not for long.

    `before` is the answer as it was written: a link to a document that was taken out since is dead, too.
    """
    ends = [link.until for link in reply.links if link.text in reply.body]
    ends += [each.link_until for each in reply.attachments if each.link_until is not None]
    if ends and min(ends) - now < LEAST_LEFT:
        raise ConflictError(
            f"a link in this answer ends, or ended, on {min(ends):%Y-%m-%d at %H:%M} UTC; have the answer "
            "written anew, or take the link out of the text and its document out of the list."
        )
    kept = {each.link for each in reply.attachments}
    for each in before.attachments:
        if each.link is not None and each.link not in kept and each.link in reply.body:
            raise ConflictError(
                f"the text still holds the link to {each.file}, which does not go along; take it out, too."
            )


def stopped_by_ended_links(session: Session, answer: Outbox, now: datetime) -> bool:
    """Make an answer a draft whose links ended while it was held or put off.

    Not where an earlier try may have arrived: those very bytes were settled by Sent or by a person.
    """
    reply: Reply = from_json(Reply, answer.draft_json)
    live = [link for link in reply.links if link.text in reply.body]
    tries = outbox.attempts_of(session, answer.id)
    if all(link.until > now for link in live) or any(each.phase == outbox.UNCERTAIN for each in tries):
        return False
    give_to_person(session, answer, LINKS_ENDED, _SENTENCE, now)
    return True


def give_to_person(session: Session, answer: Outbox, word: str, sentence: str, now: datetime) -> None:
    """Make an answer that was to leave a draft, blocked by the word, and call a clerk with the sentence."""
    answer.state, answer.not_before, answer.automatic = OutboxState.DRAFT, None, False
    answer.next_try_at = None
    if word not in answer.blocked_by:
        answer.blocked_by = (*answer.blocked_by, word)
        answer.block_reasons = (*answer.block_reasons, sentence)
    call_clerk(session, answer, sentence, now)
