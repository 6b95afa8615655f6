"""Writes samples/ledger: five CSV files and the documents on file."""

import csv
import io
from pathlib import Path

from samples.make import copies, firm
from samples.make.books import Books, Item
from samples.make.customers import Customer, contacts, customers

VAT_FORMS = {
    "GB": "GB9990{:05d}",
    "FR": "FR00999{:06d}",
    "BE": "BE0999{:06d}",
    "DE": "DE9990{:05d}",
    "CH": "CHE-999.000.{:03d}",
    "ES": "ESB9990{:04d}",
    "NL": "NL9990{:05d}B01",
    "DK": "DK9990{:04d}",
    "IE": "IE999{:04d}X",
    "NO": "NO9990{:05d}MVA",
    "US": "99-90{:05d}",
    "AU": "99 990 00{:04d}",
}
IBAN_DIGITS = {
    "GB": ("ZZZZ", 14),
    "FR": ("", 23),
    "BE": ("", 12),
    "DE": ("", 18),
    "CH": ("", 17),
    "ES": ("", 20),
}
IBAN_DIGITS |= {"NL": ("ZZZZ", 10), "DK": ("", 14), "IE": ("ZZZZ", 14), "NO": ("", 11)}

Table = list[list[str]]
Files = dict[str, bytes]


def ledger_files(made: Books) -> Files:
    """Return every file of the ledger folder by its relative path."""
    documents, listed = _documents(made)
    files = {f"documents/{name}": content for name, content in documents.items()}
    files["customers.csv"] = _csv(_customer_rows())
    files["contacts.csv"] = _csv(_contact_rows())
    files["open_items.csv"] = _csv(_item_rows(made))
    files["purchase_orders.csv"] = _csv(_order_rows(made))
    files["supporting_documents.csv"] = _csv(listed)
    return files


def missing_on_purpose(made: Books) -> list[str]:
    """Name the files that supporting_documents.csv lists and documents/ lacks."""
    open_of = [made.of(customer_id)[-1] for customer_id in ("C013", "C021", "C026")]
    return [item.file for item in open_of]


def never_listed(made: Books) -> list[str]:
    """Name the invoices of which no copy is on file at all."""
    return [item.number for item in made.items if item.kind == "invoice" and item.open_amount == 0][::18]


def write(files: Files, folder: Path) -> None:
    """Write the files under that folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _documents(made: Books) -> tuple[Files, Table]:
    files: Files = {}
    rows: Table = [["file", "kind", "document_number", "customer_id"]]
    unlisted, missing = set(never_listed(made)), set(missing_on_purpose(made))
    names: set[str] = set()
    for place, item in enumerate(made.items):
        if item.number in unlisted:
            continue
        name = item.file if item.file not in names else f"{item.customer.customer_id}-{item.file}"
        names.add(name)
        rows.append([name, "invoice_copy", item.number, item.customer.customer_id])
        if name not in missing:
            files[name] = copies.invoice_copy(item)
        if item.delivery and place % 5 != 0:
            _add(files, rows, f"pod/{item.delivery}.pdf", "proof_of_delivery", item)
    _other_papers(made, files, rows)
    return files, rows


def _add(files: Files, rows: Table, name: str, kind: str, item: Item) -> None:
    files[name] = copies.proof_of_delivery(item)
    rows.append([name, kind, item.number, item.customer.customer_id])


def _other_papers(made: Books, files: Files, rows: Table) -> None:
    by_id = {customer.customer_id: customer for customer in customers()}
    for order in made.orders[5::40]:
        name = "orders/" + order.number.replace("/", "-") + ".pdf"
        files[name] = copies.order_paper(order, by_id[order.customer_id].name)
        rows.append([name, "purchase_order", (order.documents or ("",))[0], order.customer_id])
    for customer in list(by_id.values())[::6]:
        name = f"contracts/supply-agreement-{customer.customer_id}.pdf"
        said = [f"Between {firm.NAME} and {customer.name}.", "Prices hold for twelve months.", "Net 30 days."]
        files[name] = copies.plain_paper("Supply agreement 2026", said)
        rows.append([name, "contract", "", customer.customer_id])
    for name, kind, title, said in _own_papers():
        files[name] = copies.plain_paper(title, said)
        rows.append([name, kind, "", ""])


def _own_papers() -> list[tuple[str, str, str, list[str]]]:
    tax = [f"{firm.NAME} is registered for tax under {firm.VAT_ID}.", "Valid until 2027-03-31."]
    w9 = ["Request for taxpayer identification number and certification", f"Name: {firm.NAME}"]
    terms = ["1. Payment within the term on the invoice.", "2. Claims within eight days of delivery."]
    return [
        ("company/w9-2026.pdf", "w9", "Form W-9", [*w9, "Employer identification number: 99-9000142"]),
        ("company/tax-certificate-2026.pdf", "tax_certificate", "Tax residence certificate", tax),
        ("company/terms-of-sale.pdf", "other", "Terms of sale", terms),
    ]


def _customer_rows() -> Table:
    head = (
        "customer_id,name,aliases,country,language,currency,email_domains,vat_id,credit_score,annual_revenue"
    )
    rows = [[*head.split(","), "account_manager", "ibans", "parent_id"]]
    for place, one in enumerate(customers()):
        vat = VAT_FORMS[one.country].format(place + 101)
        facts = [one.customer_id, one.name, one.aliases, one.country, one.language, one.currency, one.domains]
        worth = [str(one.score), f"{one.revenue}.00", one.manager]
        rows.append([*facts, vat, *worth, iban(one, place), one.parent])
    return rows


def iban(customer: Customer, place: int) -> str:
    """Work out a made-up IBAN with right check digits; blank where the country has none."""
    if customer.country not in IBAN_DIGITS:
        return ""
    bank, width = IBAN_DIGITS[customer.country]
    account = bank + f"{9900000000 + place * 7919 + 13:0{width}d}"[-width:]
    turned = "".join(str(int(sign, 36)) for sign in account + customer.country + "00")
    return f"{customer.country}{98 - int(turned) % 97:02d}{account}"


def _contact_rows() -> Table:
    rows = [["customer_id", "email", "name", "role", "may_receive_documents"]]
    return rows + [[one.customer_id, one.email, one.name, one.role, one.may_receive] for one in contacts()]


def _item_rows(made: Books) -> Table:
    head = "document_number,customer_id,document_type,issue_date,due_date,currency,amount,open_amount"
    rows = [[*head.split(","), "po_number", "delivery_note"]]
    for item in made.items:
        facts = [item.number, item.customer.customer_id, item.kind, str(item.issued), str(item.due)]
        sums = [item.currency, f"{item.amount:.2f}", f"{item.open_amount:.2f}"]
        rows.append([*facts, *sums, item.po, item.delivery])
    return rows


def _order_rows(made: Books) -> Table:
    rows = [["po_number", "customer_id", "order_date", "status", "document_numbers"]]
    for order in made.orders:
        numbers = ";".join(order.documents)
        rows.append([order.number, order.customer_id, str(order.ordered), order.status, numbers])
    return rows


def _csv(rows: Table) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()
