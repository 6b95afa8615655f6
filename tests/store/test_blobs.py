import os
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from domain.errors import NotFoundError, StoreError
from domain.ports import BlobStore
from store import blobs
from store.blobs import FEW, BlobFolder


@pytest.fixture
def folder(tmp_path: Path) -> BlobFolder:
    return BlobFolder(tmp_path / "blobs")


def _lot(size: int) -> list[bytes]:
    return [f"mail {number}".encode() * 50 for number in range(size)]


def _files(folder: BlobFolder) -> list[Path]:
    return [path for path in folder.root.rglob("*") if path.is_file()]


@pytest.mark.parametrize("size", [1, FEW, FEW + 1, 60])
def test_what_is_stored_comes_back_under_its_hash(folder: BlobFolder, size: int) -> None:
    store: BlobStore = folder
    names = store.put(_lot(size))
    assert names == tuple(sha256(content).hexdigest() for content in _lot(size))
    assert [store.get(name) for name in names] == _lot(size)
    assert all(store.has(name) for name in names)


def test_the_same_bytes_are_kept_once(folder: BlobFolder) -> None:
    assert folder.put([b"a", b"b", b"a"]) == folder.put([b"a", b"b", b"a"])
    assert len(_files(folder)) == 2


def test_nothing_and_empty_bytes_are_stored_too(folder: BlobFolder) -> None:
    assert folder.put([]) == ()
    (name,) = folder.put([b""])
    assert folder.get(name) == b""


@pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", "", "A" * 64, "0" * 63 + "/"])
def test_bytes_that_are_not_there_are_not_found(folder: BlobFolder, name: str) -> None:
    assert not folder.has(name)
    with pytest.raises(NotFoundError):
        folder.get(name)


@pytest.mark.parametrize("damage", [b"", b"other bytes", b"mail 0"])
def test_a_damaged_file_is_named_and_mended_by_storing_it_again(folder: BlobFolder, damage: bytes) -> None:
    (name,) = folder.put([b"content"])
    path = folder.root / name[:2] / name
    path.write_bytes(damage)
    with pytest.raises(StoreError, match="is damaged"):
        folder.get(name)
    folder.put([b"content"])
    assert folder.get(name) == b"content"


def test_only_the_owner_may_look(folder: BlobFolder) -> None:
    before = os.umask(0)
    try:
        open_folder = BlobFolder(folder.root.parent / "second")
        open_folder.put(_lot(10))
    finally:
        os.umask(before)
    paths = [open_folder.root, *open_folder.root.rglob("*")]
    assert {path.stat().st_mode & 0o777 for path in paths if path.is_dir()} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in paths if path.is_file()} == {0o600}


def test_a_machine_without_the_shared_sync_stores_just_as_well(folder: BlobFolder) -> None:
    names = BlobFolder(folder.root, sync_all=lambda path: False).put(_lot(30))
    assert [folder.get(name) for name in names] == _lot(30)


def test_a_lot_costs_two_syncs_however_large(folder: BlobFolder) -> None:
    synced: list[Path] = []

    def count(path: Path) -> bool:
        synced.append(path)
        return blobs.sync_file_system(path)

    BlobFolder(folder.root, sync_all=count).put(_lot(50))
    assert len(synced) == 2  # contents, then names


def test_a_full_disk_is_named_and_leaves_nothing_behind(folder: BlobFolder) -> None:
    def full(path: Path) -> bool:
        raise OSError(28, "No space left on device")

    with pytest.raises(StoreError, match="No space left on device"):
        BlobFolder(folder.root, sync_all=full).put(_lot(20))
    assert _files(folder) == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        BlobFolder(tmp_path / "file" / "blobs")


_WRITE_FOR_EVER = """
import sys
from pathlib import Path
from store.blobs import BlobFolder
folder = BlobFolder(Path(sys.argv[1]))
round = 0
while True:
    lot = [f"{round}.{number}".encode() * 5000 for number in range(20)]
    for name in folder.put(lot):
        print(name, flush=True)
    round += 1
"""


def test_a_killed_writer_leaves_only_whole_files_and_all_that_it_was_told_are_stored(
    folder: BlobFolder,
) -> None:
    command = [sys.executable, "-c", _WRITE_FOR_EVER, str(folder.root)]
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for writer in writers:
        assert writer.stdout is not None
        told = [writer.stdout.readline().strip() for _ in range(50)]
        writer.kill()
        told += [line.strip() for line in writer.stdout if len(line) == 65]
        writer.wait()
        writer.stdout.close()
        for name in told:
            folder.get(name)
    for path in folder.root.glob("??/*"):
        assert sha256(path.read_bytes()).hexdigest() == path.name


def test_leftovers_of_a_crash_go_after_a_day(folder: BlobFolder) -> None:
    old, fresh = folder.root / "incoming" / "old", folder.root / "incoming" / "fresh"
    for path in (old, fresh):
        path.write_bytes(b"half")
    yesterday = time.time() - 100_000
    os.utime(old, (yesterday, yesterday))
    assert folder.tidy() == 1
    assert _files(folder) == [fresh]
