"""The open items, orders and documents on file of the sample ledger, drawn from the seed."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_UP, Decimal

from samples.make.customers import Customer, customers
from samples.make.firm import SEED, TODAY

CENT = Decimal("0.01")
GOODS = (
    ("Hex bolt M12x60 zinc", "0.38"),
    ("Hex nut M12 class 10", "0.09"),
    ("Coach screw 10x120 A2", "0.71"),
    ("Threaded rod M16 1 m", "4.85"),
    ("Washer 17 mm HV", "0.06"),
    ("Self-drilling screw 6.3x32", "0.12"),
    ("Anchor bolt M20x240", "6.40"),
    ("Blind rivet 4.8x16, box", "18.20"),
    ("Spring clip S4", "0.27"),
    ("Eye bolt M10 forged", "3.15"),
)
PO_STYLES = ("45000{:05d}", "PO-{:05d}", "BC26-{:04d}", "B/{:06d}", "PED-26-{:04d}", "{:06d}-CM")


@dataclass(frozen=True, slots=True)
class Row:
    """One position of an invoice."""

    goods: str
    quantity: int
    price: Decimal

    @property
    def amount(self) -> Decimal:
        return (self.quantity * self.price).quantize(CENT)


@dataclass(frozen=True, slots=True)
class Item:
    """One row of open_items.csv, with the positions that its copy prints."""

    number: str
    customer: Customer
    kind: str
    issued: date
    due: date
    currency: str
    amount: Decimal
    open_amount: Decimal
    po: str = ""
    delivery: str = ""
    rows: tuple[Row, ...] = ()
    tax: Decimal = Decimal("0.00")

    @property
    def file(self) -> str:
        """Name of its copy under documents/."""
        return self.number.replace("/", "-").replace(" ", "_") + ".pdf"


@dataclass(frozen=True, slots=True)
class Order:
    """One row of purchase_orders.csv."""

    number: str
    customer_id: str
    ordered: date
    status: str
    documents: tuple[str, ...]


@dataclass(slots=True)
class Books:
    """All items and orders, with look-ups for the mails."""

    items: list[Item] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)

    def of(self, customer_id: str, kind: str = "invoice", paid: bool = False) -> list[Item]:
        """Return that customer's items of a kind, untouched ones or fully paid ones, oldest first."""
        return [
            item
            for item in self.items
            if item.customer.customer_id == customer_id
            and item.kind == kind
            and (item.open_amount == 0 if paid else item.open_amount == item.amount)
        ]

    def take(self, customer_id: str, *places: int, kind: str = "invoice", paid: bool = False) -> list[Item]:
        """Return the items at those places of `of`."""
        found = self.of(customer_id, kind, paid)
        return [found[place] for place in places]

    def orders_of(self, customer_id: str) -> list[Order]:
        """Return that customer's orders."""
        return [order for order in self.orders if order.customer_id == customer_id]


def books() -> Books:
    """Draw the whole ledger; each customer has its own stream, so that adding one shifts no other."""
    made = Books()
    for place, customer in enumerate(customers()):
        _fill(made, customer, place, random.Random(f"{SEED}:{customer.customer_id}"))
    _same_number_twice(made)
    return made


def _fill(made: Books, customer: Customer, place: int, rng: random.Random) -> None:
    count = 11 + (customer.revenue > 1_000_000) * 3 + (customer.revenue > 4_000_000) * 5
    days = sorted(rng.sample(range(7, 190), count))
    issue_days = [TODAY - timedelta(days=day) for day in reversed(days)]
    for turn, issued in enumerate(issue_days):
        item = _invoice(customer, place, turn, issued, rng)
        made.items.append(item)
        if item.po:
            _order(made, item)
    _notes(made, customer, place, rng)
    started = TODAY - timedelta(days=rng.randrange(5, 20))
    number = PO_STYLES[place % len(PO_STYLES)].format(place * 131 + 97)
    made.orders.append(Order(number, customer.customer_id, started, "in production", ()))


def _invoice(customer: Customer, place: int, turn: int, issued: date, rng: random.Random) -> Item:
    rows = tuple(
        Row(goods, rng.choice((50, 100, 200, 250, 400, 500, 1000, 1200)), Decimal(price))
        for goods, price in rng.sample(GOODS, rng.randrange(2, 5))
    )
    net = sum((row.amount for row in rows), Decimal("0.00"))
    tax = (net * Decimal("0.20")).quantize(CENT) if customer.country == "GB" else Decimal("0.00")
    state = rng.random()
    gone = issued < TODAY - timedelta(days=60) and state < 0.62
    part = not gone and state > 0.95
    total = net + tax
    rest = Decimal("0.00") if gone else (total / 2).quantize(CENT) if part else total
    number = _number(customer, issued, place, turn)
    po = "" if rng.random() < 0.14 else PO_STYLES[place % len(PO_STYLES)].format(place * 131 + turn * 3 + 11)
    due = issued + timedelta(days=rng.choice((30, 30, 30, 45, 60)))
    delivery = f"DEL-{704000 + place * 173 + turn * 7}" if rng.random() < 0.85 else ""
    return Item(
        number,
        customer,
        "invoice",
        issued,
        due,
        _currency(customer, turn),
        total,
        rest,
        po,
        delivery,
        rows,
        tax,
    )


def _currency(customer: Customer, turn: int) -> str:
    return "EUR" if customer.customer_id == "C031" and turn % 4 == 1 else customer.currency


def _number(customer: Customer, issued: date, place: int, turn: int) -> str:
    """Number an invoice: the old ledger until June, then one style per sales office."""
    if issued < date(2026, 7, 1):
        return str(5100023000 + place * 37 + turn)
    serial = place * 41 + turn * 2
    by_country = {
        "FR": f"F-2026-{serial + 400:05d}",
        "BE": f"F-2026-{serial + 400:05d}",
        "DE": f"RE26/{serial + 1100}",
        "CH": f"RE26/{serial + 1100}",
        "ES": f"FV2026.{serial + 2000:04d}",
        "US": f"US-{88000 + serial}",
        "AU": f"US-{88000 + serial}",
    }
    return by_country.get(customer.country, f"INV-{204000 + serial}")


def _notes(made: Books, customer: Customer, place: int, rng: random.Random) -> None:
    """Give most customers a credit note and some a debit note."""
    issued = TODAY - timedelta(days=rng.randrange(9, 70))
    goods, price = GOODS[place % 10]
    quantity = (rng.randrange(1800, 60000) / (100 * Decimal(price))).to_integral_value(ROUND_UP)
    row = Row("Returned " + goods.lower(), int(quantity), Decimal(price))
    if place % 8 != 7:
        style = {"fr": f"AV-2026-{place + 210:04d}", "de": f"GS26/{place + 310}"}
        number = style.get(customer.language, f"CN-{3000 + place * 3}")
        sums = (customer.currency, -row.amount, -row.amount)
        made.items.append(Item(number, customer, "credit_note", issued, issued, *sums, rows=(row,)))
    if place % 5 == 2:
        fee = Decimal("45.00") + place
        due = issued + timedelta(days=30)
        freight = (Row("Express freight recharge", 1, fee),)
        number = f"DN-{510 + place}"
        made.items.append(
            Item(number, customer, "debit_note", issued, due, customer.currency, fee, fee, rows=freight)
        )


def _order(made: Books, item: Item) -> None:
    status = "closed" if item.open_amount == 0 else "delivered" if item.delivery else "invoiced"
    ordered = item.issued - timedelta(days=12)
    made.orders.append(Order(item.po, item.customer.customer_id, ordered, status, (item.number,)))


def _same_number_twice(made: Books) -> None:
    """Two customers of the taken-over Bellacre book share one old number: it proves neither."""
    for customer in customers():
        if customer.customer_id in ("C023", "C024"):
            issued = date(2026, 6, 11)
            amount = Decimal("318.60") if customer.customer_id == "C023" else Decimal("742.08")
            rows = (Row("Site fixings, mixed", 1, amount),)
            made.items.append(
                Item(
                    "BEL-0077",
                    customer,
                    "invoice",
                    issued,
                    issued + timedelta(days=30),
                    "GBP",
                    amount,
                    amount,
                    rows=rows,
                )
            )
