"""Blobs by configuration: folder or bucket, keys from outside, sentences from `check`."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from app.blobs import open_blobs, place_of
from app.checks import CHECKS
from app.installation import open_installation
from app.settings import load_settings
from domain.errors import ConfigurationError, StoreError
from domain.mail import Delivered, DeliveryKey
from domain.mail_ports import Batch, Mark
from pipeline.collect import store_batch
from store.blobs import BlobFolder
from store.outage import Outage, outage_of
from store.repositories import deliveries
from store.s3_blobs import S3Blobs
from tests.servers.s3 import KEYS, REGION, S3Server, running_s3


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    with running_s3() as running:
        yield running


check = next(check for name, check, _ in CHECKS if name == "blobs")


def configured(folder: Path, endpoint: str, bucket: str) -> Path:
    (folder / "secret").write_text(KEYS[1] + "\n")
    blobs = {
        "kind": "s3",
        "bucket": bucket,
        "prefix": "ar/",
        "endpoint": endpoint,
        "region": REGION,
        "access_key": {"env": "TEST_S3_KEY"},
        "secret_key": {"file": "secret"},
        "attempts": 1,
    }
    config = folder / "config.yaml"
    config.write_text(yaml.safe_dump({"data": "data", "blobs": blobs}))
    return config


def test_a_folder_is_the_default(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("data: data\n")
    blobs = open_blobs(load_settings(tmp_path / "config.yaml"))
    assert isinstance(blobs, BlobFolder)
    assert place_of(blobs) == str(tmp_path / "data" / "blobs")


def test_a_bucket_is_opened_with_keys_from_outside(
    tmp_path: Path, server: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_S3_KEY", KEYS[0])
    settings = load_settings(configured(tmp_path, server.endpoint, server.bucket("configured").name))
    blobs = open_blobs(settings)
    assert isinstance(blobs, S3Blobs)
    (name,) = blobs.put([b"mail"])
    assert server.client().head_object(Bucket="configured", Key=f"ar/{name[:2]}/{name}")
    said = {finding.sentence: finding.works for finding in check(settings)}
    assert said == {"the bucket configured under ar/ can be written, read and deleted in.": True}


def test_check_says_what_is_wrong_with_the_bucket(
    tmp_path: Path, server: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_S3_KEY", KEYS[0])
    settings = load_settings(configured(tmp_path, server.endpoint, "nowhere"))
    with pytest.raises(
        StoreError, match=r"the bucket nowhere at http\S+ is not there; make it, or correct blobs"
    ):
        list(check(settings))


def test_a_key_that_stands_in_the_configuration_is_refused_and_not_shown(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("blobs: {kind: s3, bucket: b, secret_key: pssst}\n")
    with pytest.raises(
        ConfigurationError, match=r"blobs\.secret_key: name where the secret is kept"
    ) as caught:
        load_settings(tmp_path / "config.yaml")
    assert "pssst" not in str(caught.value)


def test_a_missing_key_is_named(tmp_path: Path, server: S3Server) -> None:
    settings = load_settings(configured(tmp_path, server.endpoint, "b"))
    with pytest.raises(
        ConfigurationError, match=r"access key of the blob store .* TEST_S3_KEY, which is not set"
    ):
        open_blobs(settings)


def test_while_the_bucket_is_down_nothing_is_taken_and_after_it_everything_is(
    tmp_path: Path, server: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_S3_KEY", KEYS[0])
    settings = load_settings(configured(tmp_path, server.endpoint, server.bucket("down").name))
    engines = open_installation(settings).engines
    now = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
    mails = tuple(
        Delivered(DeliveryKey("ar", "INBOX", 1, str(uid)), b"mail %d" % uid, now) for uid in range(1, 4)
    )
    batch = Batch("ar", "INBOX", mails, Mark(1, 3))
    server.faults.append(("PUT", "503 ServiceUnavailable"))
    with pytest.raises(StoreError, match="is busy or out of order") as caught:
        store_batch(engines, batch)
    assert outage_of(caught.value) is Outage.STORAGE_UNUSABLE
    with engines.store.read() as session:
        assert deliveries.folder_state(session, "ar", "INBOX") is None
    assert engines.jobs.counts() == {}
    assert store_batch(engines, batch).new == 3
    assert engines.jobs.counts() == {"waiting": 3}
