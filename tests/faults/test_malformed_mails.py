"""A thousand and more malformed mails: none uncaught, none stuck, every one stored and visible."""

import hashlib
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.installation import Installation, open_installation
from app.settings import Settings
from app.working import open_worker
from domain.mail import Delivered, DeliveryKey
from domain.mail_ports import Batch, Mark
from domain.states import WorkState
from intake.mime import parse_mail
from pipeline.collect import store_batch
from pipeline.records import load_item
from store.repositories import deliveries, work_items
from tests.faults.handmade_mails import HANDMADE
from tests.faults.malformed_mails import malformed

SEED = 20261116
NOW = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
SLOW_SECONDS = 2.0
SIZES = [
    pytest.param(120, id="small"),
    pytest.param(1_000, id="long", marks=pytest.mark.long),
    pytest.param(10_000, id="soak", marks=pytest.mark.soak),
]
STORED = [
    pytest.param(24, id="small"),
    pytest.param(200, id="long", marks=pytest.mark.long),
    pytest.param(2_000, id="soak", marks=pytest.mark.soak),
]


@pytest.mark.parametrize("count", SIZES)
def test_no_malformed_mail_is_uncaught_or_slow(count: int) -> None:
    for name, raw in malformed(SEED, count):
        before = time.process_time()
        mail = parse_mail(raw)
        assert time.process_time() - before < SLOW_SECONDS, name
        texts = [mail.subject, mail.text, mail.new_text, mail.quoted_text, mail.signature, *mail.defects]
        texts += [*mail.notes, *(one.path for one in mail.attachments), *(one.text for one in mail.forwarded)]
        assert not any("\x00" in text or text.encode("utf-8") is None for text in texts), name


@pytest.mark.parametrize("name", [name for name, make in HANDMADE.items() if b"hello" in make()])
def test_what_can_be_read_of_a_broken_mail_is_read(name: str) -> None:
    """Nothing that a person could read in the raw mail is missing: it is text, or in an attachment."""
    mail = parse_mail(HANDMADE[name]())
    inside = b" ".join(one.content for one in mail.attachments)
    shown = f"{mail.text}{mail.subject}{mail.quoted_text}".replace("\x00", "")
    assert "hello" in shown or b"hello" in inside or mail.defects, name


@pytest.mark.parametrize("count", STORED)
def test_every_malformed_mail_is_stored_worked_and_visible(count: int, tmp_path: Path) -> None:
    installation = open_installation(Settings(data=tmp_path / "data"))
    mails = list(malformed(SEED + 1, count))
    _deliver(installation, [raw for _, raw in mails])
    with open_worker(installation, "test") as worker:
        while worker.run_one():
            pass
    engines = installation.engines
    with engines.store.read() as session:
        for name, raw in mails:
            found = deliveries.same_bytes(session, hashlib.sha256(raw).hexdigest())
            assert found and engines.blobs.get(found[0].raw_sha256 or "") == raw, name
            rows = work_items.items_of_mail(session, found[0].mail_id or -1)
            assert rows and rows[0].state in (WorkState.WAITING, WorkState.CLOSED), name
            assert load_item(engines.store, engines.blobs, rows[0].id).raw is not None, name


def _deliver(installation: Installation, mails: list[bytes]) -> None:
    delivered = tuple(Delivered(_key(number), raw, NOW) for number, raw in enumerate(mails))
    store_batch(installation.engines, Batch("ar", "INBOX", delivered, Mark(1, len(mails))))


def _key(number: int) -> DeliveryKey:
    return DeliveryKey("ar", "INBOX", 1, str(number))
