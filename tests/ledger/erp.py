"""A made-up ERP in a real database: tables of its own, filled from CSV text or edited at random."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Engine, create_engine, text

from domain.ledger_policy import LedgerQueries, LedgerQuery, SqlLedger

EPOCH = datetime(2026, 1, 1, 8)
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "customers": {
        "customer_id": "VARCHAR(20)", "name": "VARCHAR(80)", "aliases": "VARCHAR(80)", "country": "CHAR(5)",
        "language": "VARCHAR(5)", "currency": "VARCHAR(5)", "email_domains": "VARCHAR(80)",
        "vat_id": "VARCHAR(20)", "credit_score": "INTEGER", "annual_revenue": "NUMERIC(15,2)",
        "account_manager": "VARCHAR(80)", "ibans": "VARCHAR(80)", "parent_id": "VARCHAR(20)",
        "region": "VARCHAR(20)",
    },
    "contacts": {
        "customer_id": "VARCHAR(20)", "email": "VARCHAR(80)", "name": "VARCHAR(80)", "role": "VARCHAR(20)",
        "may_receive_documents": "BOOLEAN",
    },
    "open_items": {
        "document_number": "VARCHAR(40)", "customer_id": "VARCHAR(20)", "document_type": "VARCHAR(20)",
        "issue_date": "DATE", "due_date": "TIMESTAMP", "currency": "VARCHAR(5)", "amount": "NUMERIC(15,4)",
        "open_amount": "NUMERIC(15,4)", "po_number": "VARCHAR(40)", "delivery_note": "VARCHAR(40)",
    },
    "purchase_orders": {
        "po_number": "VARCHAR(40)", "customer_id": "VARCHAR(20)", "order_date": "DATE",
        "status": "VARCHAR(20)", "document_numbers": "VARCHAR(80)",
    },
    "supporting_documents": {
        "file": "VARCHAR(80)", "kind": "VARCHAR(40)", "document_number": "VARCHAR(40)",
        "customer_id": "VARCHAR(20)",
    },
}  # fmt: skip
KEYS: Mapping[str, tuple[str, ...]] = {
    "customers": ("customer_id",),
    "contacts": ("customer_id", "email"),
    "open_items": ("customer_id", "document_number"),
    "purchase_orders": ("customer_id", "po_number"),
    "supporting_documents": ("file",),
}


@dataclass
class MadeUpErp:
    """One database with its tables; every change moves its clock on."""

    url: str
    now: datetime = EPOCH
    engine: Engine = field(init=False)

    def __post_init__(self) -> None:
        self.engine = create_engine(self.url)
        with self.engine.begin() as connection:
            for table, columns in COLUMNS.items():
                parts = ", ".join(f"{name} {self._type(kind)}" for name, kind in columns.items())
                extra = f"changed_at {self._type('TIMESTAMP')}, is_deleted INTEGER DEFAULT 0"
                connection.execute(text(f"CREATE TABLE {table} ({parts}, {extra})"))

    def _type(self, kind: str) -> str:
        # SQLite has no dates: it keeps the text that it is given.
        return "TEXT" if self.sqlite and kind in ("DATE", "TIMESTAMP", "BOOLEAN") else kind

    @property
    def sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    def run(self, statement: str, values: Mapping[str, object] | None = None) -> None:
        with self.engine.begin() as connection:
            connection.execute(text(statement), dict(values or {}))

    def put(self, table: str, row: Mapping[str, str | None]) -> None:
        """Write a row, in place of one with the same key."""
        self.now += timedelta(seconds=1)
        where = " AND ".join(f"{key} = :{key}" for key in KEYS[table])
        names = [name for name in COLUMNS[table] if name in row]
        values = {name: self._value(COLUMNS[table][name], row[name]) for name in names}
        listed = ", ".join((*names, "changed_at", "is_deleted"))
        marks = ", ".join(f":{name}" for name in (*names, "changed_at", "is_deleted"))
        stamp = self.now.isoformat(" ") if self.sqlite else self.now
        with self.engine.begin() as connection:
            connection.execute(text(f"DELETE FROM {table} WHERE {where}"), values)
            connection.execute(
                text(f"INSERT INTO {table} ({listed}) VALUES ({marks})"),
                {**values, "changed_at": stamp, "is_deleted": 0},
            )

    def _value(self, kind: str, cell: str | None) -> object:
        if not cell:
            return None
        if kind == "BOOLEAN" and not self.sqlite:
            return cell == "yes"
        return cell

    def mark_deleted(self, table: str, **key: str) -> None:
        self.now += timedelta(seconds=1)
        where = " AND ".join(f"{name} = :{name}" for name in key)
        stamp = self.now.isoformat(" ") if self.sqlite else self.now
        self.run(
            f"UPDATE {table} SET is_deleted = 1, changed_at = :stamp WHERE {where}", {**key, "stamp": stamp}
        )

    def fill(self, folder: Path) -> None:
        """Take over a CSV folder."""
        for table in COLUMNS:
            path = folder / f"{table}.csv"
            for row in csv.DictReader(io.StringIO(path.read_text())) if path.exists() else ():
                self.put(table, {name: row.get(name) for name in COLUMNS[table]})

    def write_csv(self, folder: Path) -> None:
        """Write what stands in the tables as the CSV folder that the ERP would export."""
        with self.engine.connect() as connection:
            for table, columns in COLUMNS.items():
                keys = ", ".join(KEYS[table])
                names = ", ".join(columns)
                found = connection.execute(
                    text(f"SELECT {names} FROM {table} WHERE is_deleted = 0 ORDER BY {keys}")
                ).all()
                with (folder / f"{table}.csv").open("w", newline="") as file:
                    writer = csv.writer(file)
                    writer.writerow(columns)
                    writer.writerows([_cell(value) for value in row] for row in found)

    def settings(self, documents: Path | None = None, **changes: object) -> SqlLedger:
        """Return settings that read every table by its changes."""
        queries = {table: self.query(table) for table in COLUMNS}
        return SqlLedger.model_validate(
            {"url": self.url, "documents": documents, "queries": LedgerQueries(**queries), **changes}
        )

    def query(self, table: str) -> LedgerQuery:
        due = "date(due_date) AS due_date" if self.sqlite else "due_date"
        names = ", ".join(due if name == "due_date" else name for name in COLUMNS[table])
        return LedgerQuery(
            select=f"SELECT {names}, changed_at, is_deleted FROM {table} WHERE changed_at > :since",
            changed="changed_at",
            deleted="is_deleted",
        )

    def edit_at_random(self, random: Random) -> None:
        """Do one thing that people do in an ERP; owners stay known."""
        owner = f"C{random.randrange(4)}"
        number = f"INV-{random.randrange(30)}"
        amount = f"{random.randrange(1, 10**6) / 100:.2f}"
        match random.randrange(7):
            case 0:
                self.put(
                    "customers",
                    {"customer_id": owner, "name": f"Firm {random.randrange(99)}", "aliases": "A;B"},
                )
            case 1 | 2:
                row = {"document_number": number, "customer_id": owner, "issue_date": "2026-02-03",
                       "due_date": "2026-03-03 00:00:00", "currency": "EUR", "amount": amount,
                       "open_amount": random.choice((amount, "0.00"))}  # fmt: skip
                self.put("open_items", row)
            case 3:
                self.mark_deleted("open_items", customer_id=owner, document_number=number)
            case 4:
                told = random.choice(("yes", "no"))
                row = {"customer_id": owner, "email": f"p{random.randrange(5)}@a.example"}
                self.put("contacts", {**row, "may_receive_documents": told})
            case 5:
                row = {"po_number": f"PO-{random.randrange(9)}", "customer_id": owner}
                self.put("purchase_orders", {**row, "order_date": "2026-01-31", "document_numbers": number})
            case 6:
                row = {"file": f"d{random.randrange(6)}.pdf", "kind": "contract", "customer_id": owner}
                self.put("supporting_documents", row)

    def close(self) -> None:
        self.engine.dispose()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value).removesuffix(" 00:00:00") if isinstance(value, str) else str(value)
