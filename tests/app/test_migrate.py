"""Moving an installation: whole, compared, and never half."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from sqlalchemy import insert

from app.commands import migrate
from app.installation import open_installation
from app.relocation import migrate_blobs, migrate_database
from app.service.presence import alone, refuse_signs_of_life
from app.settings import load_settings
from domain.clock import SystemClock
from domain.errors import ConfigurationError, StoreError
from store.blobs import BlobFolder
from store.engine import open_store
from store.migrations import upgrade
from store.repositories import settings as switches
from store.s3_blobs import S3Blobs
from store.tables import Heartbeat, LedgerImport
from tests.servers import stores
from tests.servers.installations import ROOT
from tests.servers.relocations import MAILS, furnished, queue_of, rows_of, settings_in
from tests.servers.s3 import KEYS, S3Server, running_s3

PASSING = frozenset({"heartbeat"})


@pytest.fixture(scope="module")
def bucket_server() -> Iterator[S3Server]:
    with running_s3() as server:
        yield server


def silent(sentence: str) -> None:
    pass


def test_every_row_and_open_job_arrives_in_postgresql(tmp_path: Path, postgres_server: str) -> None:
    settings = settings_in(tmp_path)
    source = furnished(settings)
    before = rows_of(source.engines.store, PASSING)
    url = stores.empty_postgres(postgres_server)
    migrate_database(settings, url, SystemClock(), silent)

    moved = settings_in(tmp_path, url)
    target = open_installation(moved)
    assert rows_of(target.engines.store, PASSING) == before
    assert queue_of(target) == {"waiting": 2, "shelved": 1}
    job = target.engines.jobs.claim(("step",), "w")
    assert job is not None
    assert (job.kind, job.key, job.payload, job.lock) == (
        "step",
        "1:parse",
        {"item": "1", "step": "parse"},
        "thread:é",
    )
    assert target.engines.jobs.claim(("send",), "w") is None, "what waits for its time waits on"
    assert target.engines.jobs.retry_shelved("step", "9:read") == 1
    with target.engines.store.write() as session:
        values = {"imported_at": datetime.now(UTC), "source": "later", "warnings": ()}
        number = session.execute(insert(LedgerImport).values(values).returning(LedgerImport.id)).scalar_one()
    assert number == 2, "new rows are numbered after those that were moved"
    with source.engines.store.read() as session:
        assert switches.is_on(session, switches.HOLD_OUTGOING), "the old one sends nothing any more"
    with target.engines.store.read() as session:
        assert not switches.is_on(session, switches.HOLD_OUTGOING)
    target.engines.store.close()


def test_a_database_that_holds_anything_is_refused(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    furnished(settings)
    other = f"sqlite:///{tmp_path / 'other.db'}"
    migrate_database(settings, other, SystemClock(), silent)
    with pytest.raises(StoreError, match="holds rows already; give an empty one"):
        migrate_database(settings, other, SystemClock(), silent)
    with pytest.raises(ConfigurationError, match="in that database already"):
        migrate_database(settings, settings.database_url, SystemClock(), silent)


def test_a_move_that_broke_off_is_recognised_and_says_how_to_begin_again(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    source = furnished(settings)
    other = f"sqlite:///{tmp_path / 'other.db'}"
    upgrade(other)
    broken = open_store(other)
    with broken.write() as session:
        session.connection().exec_driver_sql("DROP TABLE correction")
    with pytest.raises(StoreError, match="the target has no table correction"):
        migrate_database(settings, other, SystemClock(), silent)
    for again in (
        lambda: migrate_database(settings, other, SystemClock(), silent),
        lambda: open_installation(settings_in(tmp_path, other)),
    ):
        with pytest.raises(StoreError, match=r"is half filled: a move did not come to its end. Delete it"):
            again()
    with source.engines.store.read() as session:
        assert not switches.is_on(session, switches.HOLD_OUTGOING), "the old one is as it was"
    broken.close()


def test_blobs_go_into_a_bucket_and_back_checked_by_their_hashes(
    tmp_path: Path, bucket_server: S3Server
) -> None:
    folder, back = BlobFolder(tmp_path / "blobs"), BlobFolder(tmp_path / "back")
    names = folder.put(MAILS)
    bucket = S3Blobs(bucket_server.bucket("moved"))
    said: list[str] = []
    migrate_blobs(folder, bucket, said.append)
    migrate_blobs(bucket, back, said.append)
    assert sorted(names) == list(bucket.names()) == list(back.names())
    assert "5 blobs are in the bucket moved under ardoise/, each read back" in said[0]


def test_a_damaged_blob_stops_the_move_and_is_named(tmp_path: Path) -> None:
    folder = BlobFolder(tmp_path / "blobs")
    name = folder.put(MAILS)[2]
    (folder.root / name[:2] / name).write_bytes(b"torn")
    with pytest.raises(StoreError, match=f"(?s)not every blob can be copied.*{name} is damaged"):
        migrate_blobs(folder, BlobFolder(tmp_path / "back"), silent)


class TestOnlyWhileTheServiceStands:
    def test_a_process_here_is_in_the_way_until_it_dies(self, tmp_path: Path) -> None:
        code = "import sys; from pathlib import Path; from app.service.presence import be_present; "
        code += "be_present(Path(sys.argv[1])); print('here', flush=True); sys.stdin.read()"
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None and process.stdin is not None
        process.stdout.readline()
        with pytest.raises(ConfigurationError, match="the service runs; stop it first"), alone(tmp_path):
            pass
        process.kill()
        process.wait()
        process.stdout.close()
        process.stdin.close()
        with alone(tmp_path):
            again = subprocess.run(
                [sys.executable, "-c", code, str(tmp_path)],
                cwd=ROOT,
                capture_output=True,
                text=True,
                input="",
            )
        assert "is being moved or restored" in again.stderr

    def test_a_sign_of_life_of_another_machine_is_in_the_way(self, tmp_path: Path) -> None:
        upgrade(f"sqlite:///{tmp_path / 'a.db'}")
        store = open_store(f"sqlite:///{tmp_path / 'a.db'}")
        now = datetime.now(UTC)
        with store.write() as session:
            session.add(Heartbeat(name="node2/worker-1", role="worker", started_at=now, at=now))
        refuse_signs_of_life(store, now + timedelta(minutes=2), timedelta(seconds=90))
        with pytest.raises(ConfigurationError, match="node2/worker-1 gave a sign of life"):
            refuse_signs_of_life(store, now, timedelta(seconds=90))
        store.close()


def test_the_command_moves_both_and_says_what_to_configure(
    tmp_path: Path,
    bucket_server: S3Server,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    furnished(settings_in(tmp_path)).engines.store.close()
    config = tmp_path / "config.yaml"
    config.write_text(yaml.safe_dump({"data": "data", "templates": "templates_learned"}))
    bucket = bucket_server.bucket("commanded").name
    place = f"s3://{bucket}/mails?endpoint={bucket_server.endpoint}&region=eu-west-1"
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEYS[0])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", KEYS[1])
    database = f"sqlite:///{tmp_path / 'new.db'}"
    assert migrate.command(to=database, blobs_to=place, config=config) == 0
    told = capsys.readouterr().out.split("`ardoise run`:")[1]
    assert yaml.safe_load(told) == {
        "blobs": {
            "kind": "s3",
            "bucket": "commanded",
            "prefix": "mails/",
            "endpoint": bucket_server.endpoint,
            "region": "eu-west-1",
        },
        "database": database,
    }
    (tmp_path / "config.local.yaml").write_text(told)
    moved = open_installation(load_settings(config))
    assert sorted(moved.engines.blobs.names()) == sorted(sha256(mail).hexdigest() for mail in MAILS)
    assert queue_of(moved) == {"waiting": 2, "shelved": 1}


@pytest.mark.parametrize(
    ("to", "blobs_to", "sentence"),
    [
        (None, None, "nothing is to be moved"),
        (None, "ftp://bucket", "is no bucket; write s3://"),
        (None, "s3://bucket?colour=red", "is no bucket; write s3://"),
        (None, "elsewhere", "is not called blobs"),
        ("mysql://x/y", None, "'mysql' is not served"),
    ],
)
def test_a_target_that_is_none_is_named(
    tmp_path: Path, to: str | None, blobs_to: str | None, sentence: str
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(yaml.safe_dump({"data": "data"}))
    with pytest.raises(ConfigurationError, match=sentence):
        migrate.command(to=to, blobs_to=blobs_to, config=config)
