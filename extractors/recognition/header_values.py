"""Collects the header values of one payment, each with its evidence."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from domain.dialect import Dialect, parse_date
from domain.numbers import number_key
from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Evidence, Remittance
from domain.words import PaymentMethod
from extractors.recognition.confirming import confirmed, is_sum, references_stated
from extractors.recognition.currencies import (
    code_for,
    codes_in,
    country_of,
    currencies_beside,
    decide_currency,
)
from extractors.recognition.customers import customer_named, name_key
from extractors.recognition.entries import Entry
from extractors.recognition.labels import Labelled, by_concept, texts_of, whole_reference
from extractors.recognition.parties import parties
from extractors.recognition.party import Party
from extractors.recognition.pieces import Piece
from extractors.recognition.spoken import OWN, PAGE, SENTENCE, Told, told_references
from extractors.recognition.ways_of_paying import way_of_paying
from extractors.recognition.wrapped_days import days_of_paying

if TYPE_CHECKING:
    from extractors.recognition.reader import Payment

BY = "general reader"
_FARTHEST_DAYS = 60


class HeaderValues:
    """Collects the header values of one payment with their evidence."""

    def __init__(
        self,
        payment: "Payment",
        shared: Sequence[Labelled],
        first: Remittance | None,
        document: Document,
        aids: ReadingAids,
        dialect: Dialect,
    ) -> None:
        self.payment, self.document, self.aids, self.dialect = payment, document, aids, dialect
        self.first = first
        stated = {hit.concept for hit in payment.found}
        own = {"payment_reference", "total", *(stated & {"currency", "payment_date"})}
        self.found = [*payment.found, *(hit for hit in shared if hit.concept not in own)]
        self.fields: dict[str, Evidence] = {}
        self.problems: list[str] = []
        self.payer: str | None = None
        self.payee: str | None = None
        self.reference: str | None = None
        self.method: PaymentMethod | None = None
        self.day: date | None = None
        self.currency: str | None = None

    def fill(self) -> None:
        """Fill every header value that the document states."""
        self._parties()
        self._reference()
        self._day()
        self._doubt_day()
        self._method()
        self._currency()
        total = self.payment.proof.total
        if total is not None:
            proofs = ("sum_of_lines",) if self.payment.proof.sum_holds else ()
            self._note("total_amount", total.piece, 0.99 if proofs else 0.6, *proofs, "label")

    def _parties(self) -> None:
        letter = self.document.name != "body"
        if self.first is not None and not by_concept(self.payment.found, "payer"):
            self.payer, self.payee = self._extra("payer") or self.first.payer_name, self.first.payee_name
            return
        payer, payee, doubts = parties(
            [*self.payment.head, *self.payment.rows, *self.payment.foot],
            self.found,
            self.aids.ledger,
            letter=letter,
            company=self.aids.company_name,
            text=self.document.text,
        )
        self.problems += doubts
        self.payer = self._extra("payer") or self._party("payer_name", payer)
        self.payee = self._extra("payee") or self._party("payee_name", payee) or self._payee_of_all()

    def _payee_of_all(self) -> str | None:
        """Take who is paid by the first of several payments, unless it is who pays this one."""
        payee = self.first.payee_name if self.first else None
        return payee if payee and name_key(payee) != name_key(self.payer or "") else None

    def _party(self, field: str, party: Party | None) -> str | None:
        if party is None:
            return None
        proofs = [party.proof]
        ledger = self.aids.ledger
        if (
            field == "payer_name"
            and ledger
            and customer_named(party.name, ledger)
            and party.proof != "customer_name"
        ):
            proofs.append("customer_name")
        self._note(field, party.piece, party.confidence, *proofs)
        return party.name

    def _reference(self) -> None:
        own = self._extra("payment_reference")
        entries = self.payment.entries
        hits = references_stated(self.found, entries)
        told = [item for item in self._told() if not is_sum(item.text, entries)]
        best = min((item.rank for item in told), default=9)
        if own:
            self.reference = own
        elif told and (not hits or best < hits[0].rank or best == SENTENCE == hits[0].rank):
            self._told_reference([item for item in told if item.rank == best])
        elif hits:
            self.reference = whole_reference(hits[0], self.payment.rows)
            self._note("payment_reference", hits[0].piece, 0.95 if hits[0].rank == 1 else 0.8, "label")
            rivals = {hit.text for hit in hits if hit.rank == 1 and hits[0].rank == 1}
            if len(rivals) > 1 and not _one_in_another(rivals):
                self.problems.append(f"Several payment references are stated: {', '.join(sorted(rivals))}.")
        else:
            self._confirmed_reference()

    def _told(self) -> list[Told]:
        ledger = self.aids.ledger
        known = ledger.items_by_key if ledger else {}
        told = told_references(self.payment.rows, self._numbers())
        return [item for item in told if item.rank == OWN or number_key(item.text) not in known]

    def _confirmed_reference(self) -> None:
        """Take the one number outside the lines that the mail's subject or the file's name repeats."""
        told = confirmed(self.payment, self.document.name, self.aids)
        if told:
            self._told_reference(told)

    def _day(self) -> None:
        stated = self._extra("payment_date")
        if stated:
            self.day = parse_date(stated, self.dialect) or _typed_day(self.payment.entries, stated)
            return
        hits = by_concept(self.found, "payment_date")
        if not hits:
            self._told_day()
            return
        best = hits[0]
        self.day = best.day
        self._note("payment_date", best.piece, 0.95 if best.rank == 1 else 0.75, "label")
        if best.day is None:
            self.problems.append(_ambiguous(best.text))
        rivals = {hit.text: hit.day for hit in hits if hit.rank == best.rank and hit.day is not None}
        if len(set(rivals.values())) > 1:
            self.problems.append(f"Several days of payment are stated: {', '.join(rivals)}.")

    def _doubt_day(self) -> None:
        """A payment is announced near its day; another day is misread or somebody else's."""
        mail = self.aids.mail
        if self.day is None or mail is None or mail.date is None:
            return
        if abs((mail.date.date() - self.day).days) > _FARTHEST_DAYS:
            self.problems.append(
                f"The day of payment {self.day.isoformat()} is far from the mail's own date."
            )

    def _told_reference(self, told: Sequence[Told]) -> None:
        names = list(dict.fromkeys(item.text for item in told))
        if len(names) == 1:
            self.reference = names[0]
            self._note("payment_reference", told[0].piece, 0.8, "words")
        else:
            self.problems.append(f"Several numbers could be the payment's: {', '.join(names)}.")

    def _told_day(self) -> None:
        """Take the day that words call the payment's, else the only day outside the lines."""
        told = days_of_paying(self.payment.rows, self.document.text, self.dialect, self._numbers())
        best = min((item.rank for item in told), default=0)
        days = {item.day: item for item in told if item.rank == best}
        if len(days) == 1:
            self.day, item = next(iter(days.items()))
            sure, proof = (0.75, "words") if best < PAGE else (0.6, "only_date")
            self._note("payment_date", item.piece, sure, proof)
            if self.day is None:
                self.problems.append(
                    f'The date "{item.text}" does not say which of day and month comes first.'
                )
        elif days:
            names = ", ".join(item.text for item in days.values())
            self.problems.append(f"Nothing says which of these is the day of payment: {names}.")

    def _numbers(self) -> frozenset[str]:
        return frozenset(entry.number for entry in self.payment.entries if entry.number)

    def _method(self) -> None:
        way = way_of_paying(self.payment.rows, self.found, self._extra("method"), self.reference)
        self.problems += way.doubts
        if way.method is not None:
            self.method = PaymentMethod(way.method)
        if way.piece is not None:
            self._note("payment_method", way.piece, way.confidence, way.proof)

    def _currency(self) -> None:
        country = country_of(self.document.text) or self._customer_country()
        total = self.payment.proof.total
        labelled = Counter(hit.text for hit in by_concept(self.found, "currency"))
        columns = Counter(
            code
            for entry in self.payment.entries
            if (code := code_for(entry.extras.get("currency"), country))
        )
        lines = currencies_beside(
            (piece.text for entry in self.payment.entries for piece in entry.pieces), country
        )
        beside_total = (
            currencies_beside([total.piece.text, *total.piece.text.split(":")[-1:]], country)
            if total
            else Counter()
        )
        beside_total += codes_in([total.label, total.piece.text]) if total else Counter()
        texts = list(texts_of(self.payment.rows))
        beside = currencies_beside(texts, country) + currencies_beside(
            (text.split(":", 1)[1].strip() for text in texts if ":" in text), country
        )
        ranked = [
            columns,
            beside_total,
            labelled,
            lines,
            codes_in([self.payment.headers]),
            beside,
            codes_in(texts),
        ]
        self.currency, unclear = decide_currency(ranked)
        if unclear:
            self.problems.append("Several currencies are named; which one the payment is in is not clear.")
        elif self.currency is None and self.first is not None and not any(ranked):
            self.currency = self.first.currency  # stated once for all payments
        if self.currency and total is not None:
            self._note("currency", total.piece, 0.9, "beside_amounts")

    def _customer_country(self) -> str | None:
        ledger = self.aids.ledger
        if ledger is None:
            return None
        customer = ledger.customer_by_id.get(self.aids.customer_id or "") or (
            customer_named(self.payer, ledger) if self.payer else None
        )
        return customer.country if customer else None

    def _extra(self, concept: str) -> str | None:
        values = {entry.extras[concept] for entry in self.payment.entries if entry.extras.get(concept)}
        return values.pop() if len(values) == 1 else None

    def _note(self, field: str, piece: Piece, confidence: float, *proofs: str) -> None:
        page = piece.page if piece.box else None
        self.fields[field] = Evidence(page, piece.box, piece.cell, confidence, BY, tuple(proofs))


def _ambiguous(text: str) -> str:
    return f'The date "{text}" does not say which of day and month comes first.'


def _one_in_another(texts: set[str]) -> bool:
    keys = sorted((number_key(text) for text in texts), key=len)
    return all(keys[0] in key for key in keys)


def _typed_day(entries: Sequence[Entry], text: str) -> date | None:
    return next(
        (p.day for e in entries for p in e.pieces if p.day and " ".join(p.text.split()) == text), None
    )
