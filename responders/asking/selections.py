"""Turns "all open invoices of March" into the customer's own invoices that are meant."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from domain.ledger import OpenItem
from domain.sentences import fold, sentences
from domain.words import DocumentType
from responders.asking.periods import Period, period_pattern, read_period
from responders.holdings import holdings_of
from responders.request import AnswerRequest

_INVOICES = (
    r"invoices|bills|(?:sammel)?rechnung(?:en|skopien|sduplikate)|factures|facturas|fatture|facturen|faturas"
    r"|duplicatas?|copies"
)
_ALL = (
    r"all|every|any|alle[nr]?|samtliche[nr]?|tou(?:te)?s|l'ensemble|tod[ao]s|tutt[ei]|ieder|elke"
    r"|the complete|komplette[n]?"
)
_OVERDUE = (
    r"overdue|past[- ]due|uberfallige[nr]?|echues|en retard|vencid[ao]s|scadut[ei]|vervallen"
    r"|achterstallige|em atraso"
)
_OPEN = (
    rf"open|unpaid|outstanding|unsettled|pending|offene[nr]?|unbezahlte[nr]?|ausstehende[nr]?|ouvertes"
    rf"|impayees|en attente|en souffrance|non (?:reglees|payees|soldees)|(?:restant )?dues|pendientes"
    rf"|abiertas|impagadas|sin pagar|no pagadas|apert[ei]|non pagat[ei]|insolut[ei]|in sospeso|openstaande"
    rf"|onbetaalde|em aberto|pendentes|por pagar|nao pagas|por liquidar|{_OVERDUE}"
)
_OF = (
    r"of|from|for|in|dated|issued|during|de|du|d'|des|vom|von|aus|im|fur|per|van|uit|over|del|della|di|da|do"
    r"|emises?|emitidas|emesse|en|pour|em|para|relative a|relativas a"
)
_FILLING = r"the|le|la|dem|den|el|il|lo|het|o|month|mois|monats?|mes|mese|maand|of|de|di|do|van"
_OF_WORDS = rf"(?:{_OF})(?:\s+(?:{_FILLING}))*"
_GAP = r"(?:\s+\S+){0,3}?"
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th|er|\.)?$")


@dataclass(frozen=True, slots=True)
class Selection:
    """A wish for invoices that are named by what they have in common."""

    only_open: bool
    only_overdue: bool = False
    period: Period | None = None

    def holds(self, item: OpenItem, today: date) -> bool:
        """Tell whether the item is one of those."""
        if item.document_type not in (DocumentType.INVOICE, DocumentType.DEBIT_NOTE):
            return False
        if self.only_open and not item.open_amount:
            return False
        if self.only_overdue and (item.due_date is None or item.due_date >= today):
            return False
        return self.period is None or self.period.holds(item.issue_date)

    @property
    def words(self) -> str:
        """What is asked for, in words for a clerk."""
        state = "overdue " if self.only_overdue else "open " if self.only_open else ""
        span = f" from {self.period.first} to {self.period.last}" if self.period else ""
        return f"{state}invoices{span}"


def selection_of(request: AnswerRequest, numbers: tuple[str, ...]) -> Selection | None:
    """Return the wish that stands in the writer's own words, None where there is none.

    Beside numbers it must say "all", or a sentence about something else would widen the request.
    """
    today = request.now.date()
    for sentence in (*sentences(request.mail.new_text), request.mail.subject):
        found = _read(fold(sentence), today, need_all=bool(numbers))
        if found is not None:
            return found
    return None


def selected_documents(request: AnswerRequest, selection: Selection) -> tuple[str, ...]:
    """Return the numbers of the customer's own invoices that are meant, oldest first."""
    holdings = holdings_of(request)
    if holdings is None:
        return ()
    own = holdings.ledger.items_by_customer.get(holdings.customer_id, ())
    meant = [item for item in own if selection.holds(item, request.now.date())]
    meant.sort(key=lambda item: (item.issue_date or date.min, item.document_number))
    return tuple(item.document_number for item in meant)


def _read(sentence: str, today: date, *, need_all: bool) -> Selection | None:
    invoices, period = _patterns()
    if not invoices.search(sentence) or (need_all and not re.search(rf"\b(?:{_ALL})\b", sentence)):
        return None
    named = period.search(sentence)
    span = None
    if named is not None:
        text = named.group("after") or named.group("before") or ""
        span = read_period(text, today)
        if _DAY.search(sentence[: named.start("after")].rstrip()) and named.group("after"):
            return None
    only_open = _beside(_OPEN, sentence)
    if span is None and (not only_open or _names_a_day(sentence)):
        return None
    return Selection(only_open, only_open and _beside(_OVERDUE, sentence), span)


def _beside(words: str, sentence: str) -> bool:
    """Tell whether one of the words stands right before or behind "invoices"."""
    near = rf"\b(?:{words})\b(?:\s+\S+)?\s+(?:{_INVOICES})\b|\b(?:{_INVOICES})\b{_GAP}\s+(?:{words})\b"
    return re.search(near, sentence) is not None


def _names_a_day(sentence: str) -> bool:
    """Tell whether a day or a span that is not read stands there: better to ask than to take everything."""
    return re.search(rf"\d{{1,2}}[./-]\d{{1,2}}|\b(?:{period_pattern()})\b", sentence) is not None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    period = period_pattern()
    after = rf"\b(?:{_INVOICES})\b{_GAP}\s+(?:{_OF_WORDS})\s*(?P<after>{period})\b"
    before = rf"\b(?P<before>{period})(?:'s)?[\s-](?:\S+\s+)?(?:{_INVOICES})\b"
    return re.compile(rf"\b(?:{_INVOICES})\b"), re.compile(f"{after}|{before}")
