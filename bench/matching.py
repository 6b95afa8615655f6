"""Times the matching of one advice of 30 lines against 100,000 open items."""

import random
import time
from collections.abc import Sequence
from decimal import Decimal
from itertools import cycle

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from bench.figure import SEED, Figure
from bench.timing import cpu_ms
from domain.ledger import Customer, Ledger, OpenItem
from domain.policy import Matching
from domain.remittance import Remittance, RemittanceLine
from domain.words import DocumentType, Layout
from matching.matching import match

ITEMS = 100_000
LINES = 30
ROUNDS = 100


def measure() -> list[Figure]:
    """Return CPU ms of one match with exact, respelt, shortened, misread and unknown numbers."""
    chance = random.Random(SEED)
    return [_one(customers, chance) for customers in (1000, 10)]


def _one(customers: int, chance: random.Random) -> Figure:
    ledger = made_up_ledger(customers, chance)
    started = time.process_time()
    match([made_up_advice(ledger, "C0", chance)], ledger, "C0", Matching())
    built = time.process_time() - started
    advices = cycle([made_up_advice(ledger, "C0", chance) for _ in range(ROUNDS)])
    ours = cpu_ms(lambda: match([next(advices)], ledger, "C0", Matching()), ROUNDS)
    numbers = [item.document_number for item in ledger.open_items]
    misread = made_up_advice(ledger, "C0", chance).lines
    peer = cpu_ms(lambda: _near_matches(misread, numbers), 1, 3)
    return Figure(
        name=f"matching.{customers}_customers",
        what=f"{LINES} lines against {ITEMS:,} open items of {customers:,} customers",
        value=ours.median,
        unit="ms CPU",
        low=ours.low,
        high=ours.high,
        peer="rapidfuzz over every number",
        peer_value=peer.median,
        less_is_better=True,
        note=f"the first match of a ledger makes its indexes in {built:.1f} s CPU",
    )


def _near_matches(lines: Sequence[RemittanceLine], numbers: Sequence[str]) -> list[object]:
    return [
        process.extractOne(line.document_number or "", numbers, scorer=Levenshtein.normalized_similarity)
        for line in lines
    ]


def made_up_ledger(customers: int, chance: random.Random) -> Ledger:
    """Return a dense range of invoice numbers spread over that many customers."""
    items = []
    for number in range(ITEMS):
        amount = Decimal(chance.randrange(1_000, 900_000)) / 100
        owner = f"C{number % customers}"
        items.append(OpenItem(f"INV-{100_000 + number}", owner, DocumentType.INVOICE, "EUR", amount, amount))
    return Ledger(tuple(Customer(f"C{n}", f"Firm {n}") for n in range(customers)), open_items=tuple(items))


def made_up_advice(ledger: Ledger, customer_id: str, chance: random.Random) -> Remittance:
    """Return an advice over items of one customer, each line written in another way."""
    ways = (
        str,
        str.lower,
        lambda n: n[4:],
        lambda n: n.replace("0", "O"),
        lambda n: n + "9",
        lambda n: f"X{n}Z",
    )
    items = chance.sample(ledger.items_by_customer[customer_id], LINES)
    lines = tuple(
        RemittanceLine(ways[index % len(ways)](item.document_number), net_amount=item.open_amount)
        for index, item in enumerate(items)
    )
    total = sum((item.open_amount for item in items), Decimal(0))
    return Remittance("advice.pdf", Layout.TABLE, lines, currency="EUR", total_amount=total)
