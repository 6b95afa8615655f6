"""Writes the paper of one work item: mail, decisions, payments, answers, notes and its whole history."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from domain.mail import Mail
from domain.remittance import Remittance, RemittanceLine
from pipeline.item import WorkItem
from pipeline.records import load_item
from review import rendering
from review.printing.paper import Paper, Part
from review.sentences import reasons
from review.visits import Visit
from store.repositories import history, outbox, team, work_items
from store.tables import Correction, Event, Note, Outbox, WorkItemRow

LONGEST_TEXT = 20_000
"""Signs of a mail that are printed."""
MOST_LINES = 2000


@dataclass(frozen=True, slots=True)
class _Kept:
    row: WorkItemRow
    events: tuple[Event, ...]
    corrections: tuple[Correction, ...]
    answers: tuple[Outbox, ...]
    notes: tuple[Note, ...]


def paper_of(visit: Visit, item_id: int) -> Paper:
    """Return the paper. Raises NotFoundError."""
    engines = visit.office.engines
    with engines.store.read() as session:
        kept = _Kept(
            work_items.get_item(session, item_id),
            history.events_of(session, item_id),
            history.corrections_of(session, item_id),
            outbox.answers_of_item(session, item_id),
            team.notes_of(session, item_id),
        )
    item = load_item(engines.store, engines.blobs, item_id)
    writer = _Writer(visit)
    subject = item.mail.subject if item.mail else kept.row.source_name
    printed = visit.say(
        "Work item %(number)s, printed %(when)s by %(who)s",
        number=item_id,
        when=rendering.moment(visit.words, engines.clock.now()),
        who=visit.who,
    )
    return Paper(subject or visit.say("Work item"), printed, tuple(writer.parts(kept, item)))


@dataclass(frozen=True, slots=True)
class _Writer:
    visit: Visit

    def parts(self, kept: _Kept, item: WorkItem) -> Iterator[Part]:
        """Yield the parts in the order of the paper."""
        yield self._decisions(kept.row, item)
        if item.mail is not None:
            yield self._mail(item.mail)
        for number, payment in enumerate(item.remittances, 1):
            yield from self._payment(number, payment)
        if item.match is not None and item.match.applied:
            yield self._applied(item)
        yield from self._answers(kept.answers)
        if kept.notes:
            rows = tuple((self._moment(note.at), note.who, note.body) for note in kept.notes)
            yield Part(self._say("Notes"), columns=self._says("When", "Who", "Note"), rows=rows)
        if kept.corrections:
            yield self._corrections(kept.corrections)
        yield self._history(kept.events)

    def _decisions(self, row: WorkItemRow, item: WorkItem) -> Part:
        words, found = self.visit.words, item.understanding
        waits = "\n".join(reasons(words, row.waits_because)) or None
        pairs = (
            ("State", rendering.word(words, row.state)),
            ("Route", rendering.word(words, row.route)),
            ("Intent", rendering.word(words, row.intent)),
            ("Customer", row.customer_id),
            ("Reason", rendering.word(words, row.reason)),
            ("Warnings", ", ".join(rendering.word(words, flag) for flag in row.flags)),
            ("Why it waits", waits),
            ("Evidence", "\n".join(found.route.evidence) if found else None),
            ("Assignee", row.assignee),
            ("Due", self._moment(row.due_at)),
            ("Came in", self._moment(row.created_at)),
            ("Closed", f"{self._moment(row.closed_at)}, {row.closed_by}" if row.closed_at else None),
        )
        return Part(self._say("Decisions"), pairs=self._pairs(pairs))

    def _mail(self, mail: Mail) -> Part:
        said = [f"{one.name} <{one.email}>" if one.name else one.email for one in mail.senders]
        files = ", ".join(attachment.name for attachment in mail.attachments)
        pairs = (
            ("From", ", ".join(said)),
            ("To", ", ".join(one.email for one in mail.to)),
            ("Subject", mail.subject),
            ("Date", self._moment(mail.date)),
            ("Attachments", files),
            ("Message-ID", mail.message_id),
        )
        return Part(self._say("Mail"), pairs=self._pairs(pairs), text=mail.own_text.strip()[:LONGEST_TEXT])

    def _payment(self, number: int, payment: Remittance) -> Iterator[Part]:
        words = self.visit.words
        pairs = (
            ("Document", payment.document),
            ("Payer name", payment.payer_name),
            ("Payment reference", payment.payment_reference),
            ("Payment method", rendering.word(words, payment.payment_method)),
            ("Payment date", payment.payment_date.isoformat() if payment.payment_date else None),
            ("Total amount", rendering.amount(words, payment.total_amount, payment.currency)),
            ("Layout", payment.template),
            ("Problems", "\n".join(payment.problems)),
        )
        names = ("Document number", "Document date", "Gross amount", "Discount amount", "Deduction amount")
        yield Part(
            self._say("Payment %(number)s", number=number),
            pairs=self._pairs(pairs),
            columns=self._says(*names, "Net amount"),
            rows=tuple(self._line(line) for line in payment.lines[:MOST_LINES]),
            numbers=frozenset({2, 3, 4, 5}),
        )

    def _line(self, line: RemittanceLine) -> tuple[str, ...]:
        words = self.visit.words
        amounts = (line.gross_amount, line.discount_amount, line.deduction_amount, line.net_amount)
        day = line.document_date.isoformat() if line.document_date else ""
        return (line.document_number or "", day, *(rendering.amount(words, each) for each in amounts))

    def _applied(self, item: WorkItem) -> Part:
        words = self.visit.words
        applied = item.match.applied if item.match else ()
        rows = tuple(
            (
                one.document_number,
                one.customer_id,
                rendering.amount(words, one.amount),
                rendering.amount(words, one.residual),
                rendering.word(words, one.how),
            )
            for one in applied[:MOST_LINES]
        )
        names = ("Open item", "Customer", "Applied", "Left open", "Found by")
        return Part(
            self._say("Applied to open items"),
            columns=self._says(*names),
            rows=rows,
            numbers=frozenset({2, 3}),
        )

    def _answers(self, answers: tuple[Outbox, ...]) -> Iterator[Part]:
        words = self.visit.words
        for answer in answers:
            body = str(json.loads(answer.draft_json).get("body", ""))
            pairs = (
                ("To", answer.recipient),
                ("Subject", answer.subject),
                ("State", rendering.word(words, answer.state)),
                ("Released by", "ardoise" if answer.automatic else answer.approved_by),
                ("Sent", self._moment(answer.sent_at)),
                ("Held back because", "\n".join(reasons(words, answer.block_reasons))),
            )
            yield Part(self._say("Answer"), pairs=self._pairs(pairs), text=body.strip()[:LONGEST_TEXT])

    def _corrections(self, corrections: tuple[Correction, ...]) -> Part:
        rows = tuple(
            (self._moment(one.at), one.who, one.field, _plain(one.before), _plain(one.after))
            for one in corrections
        )
        names = self._says("When", "Who", "Field", "Before", "After")
        return Part(self._say("Corrections"), columns=names, rows=rows)

    def _history(self, events: tuple[Event, ...]) -> Part:
        words = self.visit.words
        rows = tuple(
            (
                self._moment(one.at),
                one.who,
                rendering.word(words, one.action),
                rendering.told(words, one.detail),
            )
            for one in events
        )
        return Part(self._say("History"), columns=self._says("When", "Who", "What", "Detail"), rows=rows)

    def _pairs(self, pairs: tuple[tuple[str, str | None], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((self._say(name), value) for name, value in pairs if value)

    def _says(self, *names: str) -> tuple[str, ...]:
        return tuple(self._say(name) for name in names)

    def _say(self, message: str, **values: object) -> str:
        return self.visit.say(message, **values)

    def _moment(self, value: object) -> str:
        return rendering.moment(self.visit.words, value)  # type: ignore[arg-type]


def _plain(value: str | None) -> str:
    if value is None:
        return "–"
    found = json.loads(value)
    return found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
