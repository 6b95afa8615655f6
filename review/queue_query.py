"""What an address of the queue asks for: which items, in which order, from where on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cached_property
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode
from weakref import ref

from domain.ledger import Ledger
from domain.words import DisputeReason, Intent, Route
from pipeline.search_words import asked as searched
from pipeline.search_words import words_in
from store.repositories.queue import Choice, Tray
from store.repositories.queue_order import Order, Place, parsed

Word = TypeVar("Word", bound=StrEnum)
LONGEST = 200
LONGEST_KEPT = 4000
"""Signs of a kept address."""
MOST_NAMED = 200
"""Customers whose name a search holds; more say nothing."""
ME, NOBODY = "me", "-"
NONE = "-"
AGES = ("1", "2", "5", "10", "30")
"""Days that can be chosen."""
DUES = ("over", "today")
FILTERS = (
    *("q", "route", "intent", "reason", "customer", "assignee", "mailbox", "company", "language"),
    *("min", "max", "age", "due", "flagged", "green"),
)
"""Parameters that choose items, the search among them."""


@dataclass(frozen=True)
class Query:
    """The understood part of an address; what is not understood is as if it were not there."""

    given: Mapping[str, str]
    """Each known parameter whose value is sound, as it stands in an address."""

    @cached_property
    def tray(self) -> Tray:
        """The tray that is looked at."""
        return Tray(self.given.get("state", Tray.WAITING.value))

    @cached_property
    def order(self) -> Order:
        """What comes first; what is done: the last changed."""
        usual = Order.CHANGED if self.tray is Tray.CLOSED else Order.RISK
        return Order(self.given["order"]) if "order" in self.given else usual

    @property
    def filtered(self) -> bool:
        """True when some filter is set."""
        return any(name in self.given for name in FILTERS)

    @property
    def saved(self) -> str:
        """Everything but the place, as a saved view keeps it."""
        return urlencode({name: value for name, value in self.given.items() if name != "after"})

    @property
    def whole(self) -> str:
        """Everything, the place too, as an address of an item carries the list that it was opened from."""
        return urlencode(self.given)

    def item(self, number: int, **more: str) -> str:
        """Return the address of an item opened from this list; it leads back to it, and on along it."""
        kept = urlencode({name: value for name, value in {**more, "view": self.whole}.items() if value})
        return f"/items/{number}" + (f"?{kept}" if kept else "")

    @property
    def back(self) -> str:
        """The address of the list at the place where it was left."""
        return f"/?{self.whole}"

    def after(self, order: Order) -> Place | None:
        """Return where the page begins, None for the beginning."""
        return parsed(self.given.get("after", ""), order)

    def address(self, **changes: str | None) -> str:
        """Return the address with some parameters changed, None or "" to leave one out; from the top."""
        merged = {**self.given, "after": "", **{name: value or "" for name, value in changes.items()}}
        return "/?" + urlencode({name: value for name, value in merged.items() if value})

    def choice(self, who: str, now: datetime, tomorrow: datetime, ledgers: Sequence[Ledger]) -> Choice:
        """Return what to look for; `tomorrow` is when today ends, for the due times."""
        given = self.given
        assignee = given.get("assignee")
        age = given.get("age")
        text = given.get("q", "")
        return Choice(
            tray=self.tray,
            route=_word(Route, given.get("route")),
            intent=_word(Intent, given.get("intent")),
            reason=_word(DisputeReason, given.get("reason")),
            customers=_customers(given.get("customer", ""), ledgers),
            assignee={ME: who, NOBODY: ""}.get(assignee, assignee) if assignee else None,
            account=given.get("mailbox"),
            company={NONE: ""}.get(given["company"], given["company"]) if "company" in given else None,
            language={NONE: ""}.get(given["language"], given["language"]) if "language" in given else None,
            amount_from=_amount(given.get("min", "")),
            amount_to=_amount(given.get("max", "")),
            came_before=now - timedelta(days=int(age)) if age else None,
            due_before={"over": now, "today": tomorrow}.get(given.get("due", "")),
            flagged="flagged" in given,
            green="green" in given,
            words=searched(text),
            named=_named(text, ledgers),
        )


def query_of(parameters: Mapping[str, str]) -> Query:
    """Return the query of an address or of a saved view."""
    given = {}
    for name, is_sound in _SOUND.items():
        value = parameters.get(name, "").strip()
        if value and len(value) <= LONGEST and "\0" not in value and is_sound(value):
            given[name] = value
    query = Query(given)
    place = parameters.get("after", "")
    return replace(query, given={**given, "after": place}) if parsed(place, query.order) else query


def kept_query(text: str) -> Query:
    """Return what a kept address asks for; nothing of it is taken on trust."""
    try:
        return query_of(dict(parse_qsl(text[:LONGEST_KEPT], max_num_fields=40)))
    except ValueError:
        return query_of({})


def _one_of(words: type[StrEnum]) -> Callable[[str], bool]:
    return lambda text: text in [each.value for each in words]


def _is_said(text: str) -> bool:
    return True


_SOUND: Mapping[str, Callable[[str], bool]] = {
    "state": _one_of(Tray),
    "order": _one_of(Order),
    "q": lambda text: bool(searched(text)),
    "route": _one_of(Route),
    "intent": _one_of(Intent),
    "reason": _one_of(DisputeReason),
    "customer": _is_said,
    "assignee": _is_said,
    "mailbox": _is_said,
    "company": _is_said,
    "language": lambda text: text == NONE or (text.isalpha() and len(text) <= 8),
    "min": lambda text: _amount(text) is not None,
    "max": lambda text: _amount(text) is not None,
    "age": lambda text: text in AGES,
    "due": lambda text: text in DUES,
    "flagged": lambda text: text == "yes",
    "green": lambda text: text == "yes",
}


def _word(words: type[Word], text: str | None) -> Word | None:
    return words(text) if text else None


def _amount(text: str) -> Decimal | None:
    """Return an amount that a column can hold, None for anything else; 1 234,50 and 1,234.50 alike."""
    plain = "".join(text.split())
    if plain.rfind(",") > plain.rfind("."):
        plain = plain.replace(".", "").replace(",", ".")
    try:
        amount = Decimal(plain.replace(",", ""))
    except InvalidOperation:
        return None
    small = amount.is_finite() and abs(amount) < 10**12 and amount == round(amount, 4)
    return amount if small else None


def _customers(text: str, ledgers: Sequence[Ledger]) -> tuple[str, ...]:
    """Return the customers of that number, else those whose name holds the text; () only for no text."""
    if not text:
        return ()
    if any(text in ledger.customer_by_id for ledger in ledgers):
        return (text,)
    wanted = text.casefold()
    every = (one for ledger in ledgers for one in ledger.customers)
    named = dict.fromkeys(one.customer_id for one in every if wanted in one.name.casefold())
    return tuple(named)[:MOST_NAMED] or (text,)


def _named(text: str, ledgers: Sequence[Ledger]) -> tuple[str, ...]:
    """Return the customers in whose names every word of the text begins a word."""
    words = list(words_in(text))
    if not words:
        return ()
    found = [
        customer_id
        for ledger in ledgers
        for customer_id, of_name in _words_of_names(ledger)
        if all(any(each.startswith(word) for each in of_name) for word in words)
    ]
    return tuple(dict.fromkeys(found))[:MOST_NAMED]


Names = tuple[tuple[str, tuple[str, ...]], ...]
_last: "tuple[tuple[ref[Ledger], Names], ...]" = ()
MOST_LEDGERS = 20
"""Whose words are kept at once."""


def _words_of_names(ledger: Ledger) -> Names:
    """Return each customer with the words of its names; those of the newest ledgers are kept."""
    # Replaced whole: no thread sees a half of it.
    global _last
    for of, known in _last:
        if of() is ledger:
            return known
    names = ((one.customer_id, " ".join((one.name, *one.aliases))) for one in ledger.customers)
    made = tuple((number, tuple(words_in(name))) for number, name in names)
    _last = ((ref(ledger), made), *(each for each in _last if each[0]() is not None))[:MOST_LEDGERS]
    return made
