"""A backup that somebody changed: what it names outside of itself is not written, nothing is touched."""

import gzip
import json
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from app.backups import back_up, restore
from domain.clock import SetClock
from domain.errors import StoreError
from store.backups import LONGEST_LINE, Snapshot, open_snapshot, problems_of
from store.moving import sum_of
from tests.servers.relocations import NOON, furnished, settings_in

EVIL = b"name: evil\n"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    settings = settings_in(folder)
    furnished(settings).engines.store.close()
    back_up(settings, folder / "backups", SetClock(NOON), lambda _: None)
    return folder / "backups"


@pytest.fixture
def snapshot(tmp_path: Path, good: Path) -> Snapshot:
    shutil.copytree(good, tmp_path / "backups")
    return open_snapshot(tmp_path / "backups")


def forged(snapshot: Snapshot, **changes: Any) -> Snapshot:
    """Write a manifest that fits what was changed, as somebody with the folder in hand would."""
    path = snapshot.path / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))
    return open_snapshot(snapshot.path)


@pytest.mark.parametrize(
    "name",
    [
        "templates_learned//{0}",
        "templates_learned///{0}",
        "templates_learned/../../{1}",
        "/{0}",
        "sources/./x",
    ],
)
def test_a_backup_writes_no_file_outside_of_the_installation(
    tmp_path: Path, snapshot: Snapshot, name: str
) -> None:
    place = tmp_path / "elsewhere.yaml"
    name = name.format(str(place).lstrip("/"), place.name)
    inside = Path(f"{snapshot.path}/files/{name}")
    inside.parent.mkdir(parents=True, exist_ok=True)
    inside.write_bytes(EVIL)
    changed = forged(snapshot, files={name: sha256(EVIL).hexdigest()})
    place.unlink(missing_ok=True)

    assert any("outside of the backup" in problem for problem in problems_of(changed))
    new = settings_in(tmp_path / "there")
    with pytest.raises(StoreError, match="outside of the backup"):
        restore(new, changed, SetClock(NOON), lambda _: None)
    assert not place.exists()
    assert not (new.data / "ardoise.sqlite").exists()


def test_a_line_that_unpacks_to_more_than_any_row_is_refused(snapshot: Snapshot) -> None:
    path = snapshot.path / "tables" / "event.jsonl.gz"
    some = 4_000_000
    path.write_bytes(gzip.compress(bytes(some)) * (LONGEST_LINE // some + 1))
    assert any("too long" in problem for problem in problems_of(snapshot))


@pytest.mark.parametrize("line", [b"nonsense", b"[]", b'{"kind": 7}'])
def test_jobs_that_are_none_are_refused_before_the_database_is_touched(
    tmp_path: Path, snapshot: Snapshot, line: bytes
) -> None:
    (snapshot.path / "jobs.jsonl.gz").write_bytes(gzip.compress(line + b"\n"))
    found = sum_of([line])
    changed = forged(snapshot, jobs={"rows": found.rows, "digest": found.digest})
    new = settings_in(tmp_path / "there")
    with pytest.raises(StoreError, match="open jobs"):
        restore(new, changed, SetClock(NOON), lambda _: None)
    assert not (new.data / "ardoise.sqlite").exists()


@pytest.mark.parametrize("line", [b"[]", b'{"id": {}}', b'{"at": 7}', b'{"no_column": 1}'])
def test_rows_that_are_none_are_named_and_the_database_stays_empty(
    tmp_path: Path, snapshot: Snapshot, line: bytes
) -> None:
    (snapshot.path / "tables" / "event.jsonl.gz").write_bytes(gzip.compress(line + b"\n"))
    found = sum_of([line])
    tables = json.loads((snapshot.path / "manifest.json").read_text())["tables"]
    tables["event"] = {"rows": found.rows, "digest": found.digest}
    with pytest.raises(StoreError, match="event"):
        restore(
            settings_in(tmp_path / "there"), forged(snapshot, tables=tables), SetClock(NOON), lambda _: None
        )
