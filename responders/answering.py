"""Answers one mail: composes what each of its matters calls for and asks every rule whether it may leave."""

from datetime import datetime, timedelta
from functools import cache

from domain.decisions import EndingLink, Reply
from domain.plugins import discover
from domain.words import Intent, Mode
from responders import kinds
from responders.asking.kinds import asked_besides
from responders.documents import find_documents
from responders.offering import offered
from responders.paragraphs import body_of, language_of
from responders.port import Composition, Draft, Matter, Responder
from responders.release.automatic import certainly_automatic
from responders.release.limits import misses_of
from responders.release.mode import effective_mode, is_on
from responders.release.table import failing_rules
from responders.request import AnswerRequest
from responders.requested import requested_documents, requested_orders
from responders.sender import plain_sender
from responders.subjects import reply_subject
from responders.wording.texts import label

_ASKED_BESIDE = frozenset({Intent.PO_INQUIRY, Intent.PAYMENT_LINK_REQUEST, Intent.STATEMENT_REQUEST})
_NEVER_ANSWERED = frozenset({Intent.AUTOMATIC_REPLY, Intent.BOUNCE, Intent.MARKETING})


def answer(request: AnswerRequest) -> Reply | None:
    """Return the one answer to a mail, None when no answer is due.

    None: automatic mail, bounce, marketing, only matters whose responder is off, nothing to say.
    A due answer that may not leave by itself has `auto_send` False and names every rule that failed.
    """
    route = request.understanding.route
    if route.intent in _NEVER_ANSWERED or certainly_automatic(request) is not None:
        return None
    composition = _compose(request)
    return _judged(request, offered(request, composition)) if composition is not None else None


@cache
def responders() -> tuple[Responder, ...]:
    """Return every responder: the built-in ones and those of installed distributions."""
    return discover(kinds, "ardoise.responders")


def matters_of(request: AnswerRequest) -> tuple[Matter, ...]:
    """Return what the mail is about, its label first, each matter once."""
    route = request.understanding.route
    matters = (Matter(route.label, route.intent), *(Matter(each.label, each.intent) for each in route.also))
    return tuple(dict.fromkeys(matters))


def _compose(request: AnswerRequest) -> Composition | None:
    parts: list[tuple[Matter, Draft]] = []
    for matter in matters_of(request):
        for responder in responders():
            if responder.matters(matter.intent) and is_on(request, responder.kind):
                draft = responder.compose(request, matter)
                parts.extend([(matter, draft)] if draft is not None else [])
    return Composition((*parts, *_besides(request, parts))) if parts else None


def _besides(request: AnswerRequest, parts: list[tuple[Matter, Draft]]) -> list[tuple[Matter, Draft]]:
    """Return what is asked for beside a question or a link, lest half of a request go unanswered."""
    matter, first = parts[0]
    if matter.intent not in _ASKED_BESIDE:
        return []
    covered = {kind for _, draft in parts for kind in draft.kinds}
    kinds = tuple(kind for kind in asked_besides(request) if kind not in covered)
    if not kinds:
        return []
    found = find_documents(request, kinds, requested_documents(request), requested_orders(request))
    return [(matter, found.draft(first.kind, kinds))]


def _judged(request: AnswerRequest, composition: Composition) -> Reply:
    language = language_of(request)
    failed = failing_rules(request, composition)
    mode = effective_mode(request, composition)
    recipient = plain_sender(request.mail)
    return Reply(
        kind=composition.kind,
        to=(recipient,) if recipient else (),
        subject=reply_subject(request.mail.subject, label(language, "no_subject")),
        body=body_of(request, composition),
        language=language,
        attachments=composition.attachments,
        auto_send=not failed,
        mode=mode,
        blocked_by=tuple(name for name, _ in failed),
        block_reasons=tuple(reason for _, reason in failed),
        not_before=_not_before(request, mode) if not failed else None,
        stops_reminders=next(
            (each.stops_reminders for each in composition.drafts if each.stops_reminders), None
        ),
        misses=misses_of(request, composition, [name for name, _ in failed]),
        links=_links(composition),
    )


def _links(composition: Composition) -> tuple[EndingLink, ...]:
    paid = (link for draft in composition.drafts for link in draft.links)
    offered = (
        EndingLink(each.link, each.link_until)
        for each in composition.attachments
        if each.link is not None and each.link_until is not None
    )
    return (*paid, *offered)


def _not_before(request: AnswerRequest, mode: Mode) -> datetime | None:
    if mode is not Mode.DELAYED:
        return None
    return request.now + timedelta(minutes=request.answering.delay_minutes)
