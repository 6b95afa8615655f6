"""Times the matching of one advice of 30 lines against 100,000 open items."""

import random
import time
from decimal import Decimal

from domain.ledger import Customer, Ledger, OpenItem
from domain.policy import Matching
from domain.remittance import Remittance, RemittanceLine
from domain.words import DocumentType, Layout
from matching.matching import match

SEED = 7
ITEMS = 100_000
LINES = 30
ROUNDS = 200


def main() -> None:
    """Print the CPU ms of one match with exact, respelt, shortened, misread and unknown numbers."""
    chance = random.Random(SEED)
    for customers in (1000, 10):
        ledger = made_up_ledger(customers, chance)
        started = time.process_time()
        match([made_up_advice(ledger, "C0", chance)], ledger, "C0", Matching())
        built = time.process_time() - started
        advices = [made_up_advice(ledger, "C0", chance) for _ in range(ROUNDS)]
        started = time.process_time()
        for advice in advices:
            match([advice], ledger, "C0", Matching())
        each = (time.process_time() - started) / ROUNDS * 1000
        print(
            f"{LINES} lines, {ITEMS:,} items of {customers:,} customers: {each:.3f} ms CPU "
            f"(first match with indexes {built:.2f} s), seed {SEED}"
        )


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


if __name__ == "__main__":
    main()
