"""Houses with one draft: its document in a folder of the test's own, or offered by a link that ends."""

from dataclasses import replace
from pathlib import Path

from domain.codec import to_json
from domain.decisions import ReplyAttachment
from domain.ledger import Ledger
from domain.link_policy import Links
from domain.policy import Company, Outgoing, Service
from domain.words import Mode
from pipeline.clerk_answers import draft_of
from pipeline.engines import SEND_JOB
from pipeline.outbox import Sender
from pipeline.worker import Worker
from store.engine import Store
from store.repositories import ledger as ledgers
from store.repositories import outbox
from tests.pipeline.releases import REQUEST, House, policy, the_answer

COMPANY = Company(name="Tarvenne Fasteners Ltd", addresses=("ar@tarvenne.example",))


OUTGOING = Outgoing(sender="ar@tarvenne.example")


LINKS = Links(
    payment="https://pay.example/?n={number}&e={expires}&s={signature}", download="https://ar.example"
)


def drafted(store: Store, folder: Path) -> House:
    """A house with one draft whose document lies in a folder of the test's own."""
    house = House(store, folder, policy(Mode.DRAFT))
    house.deliver("1", REQUEST)
    house.work()
    answer = the_answer(house)
    draft = draft_of(answer)
    (document,) = draft.attachments
    own = folder / "copy.pdf"
    own.write_bytes(Path(document.path).read_bytes())
    moved = replace(document, path=str(own))
    with store.write() as session:
        changed = outbox.change_answer(session, answer.id, None, house.clock.now())
        changed.draft_json = to_json(replace(draft, attachments=(moved,))).decode()
    relist(house, document, own)
    return house


def relist(house: House, document: ReplyAttachment, path: Path | None, owner: str | None = None) -> None:
    """Import the ledger anew with that document at another place, of another customer, or not at all."""
    books = house.shelf.ledger()
    assert books is not None
    rows = []
    for row in books.supporting_documents:
        if row.file != document.file:
            rows.append(row)
        elif path is not None:
            rows.append(replace(row, path=str(path), customer_id=owner or row.customer_id))
    items = books.open_items
    if owner is not None:
        items = tuple(
            replace(item, customer_id=owner) if item.document_number == document.document_number else item
            for item in items
        )
    save(house, replace(books, supporting_documents=tuple(rows), open_items=items))


def save(house: House, books: Ledger) -> None:
    with house.store.write() as session:
        ledgers.save_ledger(session, books, "test", (), house.clock.now())


def linked(store: Store, folder: Path, mode: Mode = Mode.DRAFT, days: int = 7) -> House:
    """A house whose answer offers its document for download."""
    answering = policy(mode, attachment_bytes=10)
    return with_links(House(store, folder, answering), LINKS.model_copy(update={"download_days": days}))


def with_links(house: House, links: Links, mail: bytes = REQUEST) -> House:
    made = house.desk

    def desk() -> object:
        return replace(made(), links=links, link_key=b"a made-up key of links")

    engines = house.engines
    sender = Sender("w", engines, Outgoing(), COMPANY.addresses[0], lambda: house.server, lambda _: None)
    house.worker = Worker("w", engines, desk, Service(), {SEND_JOB: sender.send})  # type: ignore[arg-type]
    house.deliver("1", mail)
    house.work()
    return house
