"""RESPOND: the one answer to the mail, and whether it may leave without a person."""

from dataclasses import replace

from domain.decisions import Reply
from domain.states import Step
from pipeline.bounces import is_for_bounces
from pipeline.desk import Desk
from pipeline.item import Outcome, WorkItem
from pipeline.promises import case_number
from pipeline.sampling import CHOSEN, is_chosen
from pipeline.waiting import doubts, reasons_to_wait
from responders.answering import answer
from responders.request import AnswerRequest


def respond(item: WorkItem, desk: Desk) -> Outcome:
    """Compose the answer and decide where the item goes from here."""
    answered = replace(item, reply=_answer(item, desk))
    doubt = desk.nobodys(item)
    # Nobody's mail has no answer yet: that is no reason of its own.
    reasons = (doubt, *doubts(answered)) if doubt else reasons_to_wait(answered)
    if not reasons and is_chosen(answered, desk.sampling):
        return Outcome(replace(answered, waits_because=(CHOSEN,)), Step.REVIEW, chosen=True)
    next_step = Step.REVIEW if reasons else Step.CLOSE
    return Outcome(replace(answered, waits_because=reasons), next_step)


def _answer(item: WorkItem, desk: Desk) -> Reply | None:
    # A mail gets one answer; its first work item holds it.
    if item.mail is None or item.understanding is None or item.share.part_of is not None:
        return None
    if is_for_bounces(item.mail, desk.outgoing) or desk.nobodys(item) is not None:
        return None
    return answer(
        AnswerRequest(
            mail=item.mail,
            understanding=item.understanding,
            dispute=item.dispute,
            match=item.match,
            remittances=item.remittances,
            ledger=desk.ledger,
            answering=desk.answering,
            company=desk.company,
            ledger_max_age_days=desk.ledger_settings.max_age_days,
            free_mail_domains=desk.routing.free_mail_domains,
            now=desk.now(),
            internal_date=item.internal_date,
            backfill=item.backfill,
            incomplete=item.incomplete,
            history=desk.history(item) if desk.history else None,
            mode_override=desk.mode,
            case_number=case_number(item.number) if item.number is not None else None,
            links=desk.links,
            link_key=desk.link_key,
        )
    )
