"""A file that a huge mail was written into becomes a blob without being read again."""

import hashlib
import tempfile
from pathlib import Path

import pytest

from domain.errors import StoreError
from store.blobs import BlobFolder


def _file(folder: Path, content: bytes) -> tuple[Path, str]:
    path = folder / "mail"
    path.write_bytes(content)
    return path, hashlib.sha256(content).hexdigest()


def test_a_file_is_taken_over_and_gone(tmp_path: Path) -> None:
    blobs = BlobFolder(tmp_path / "blobs")
    for content in (b"a mail", b"a mail"):  # twice: the second is the same blob
        path, sha256 = _file(tmp_path, content)
        blobs.adopt(path, sha256)
        assert not path.exists()
        assert blobs.get(sha256) == content


def test_a_file_on_another_file_system_is_copied_whole(tmp_path: Path) -> None:
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has one file system only")
    with tempfile.TemporaryDirectory(dir=memory) as elsewhere:
        path, sha256 = _file(Path(elsewhere), b"x" * 3_000_000)
        blobs = BlobFolder(tmp_path / "blobs")
        blobs.adopt(path, sha256)
        assert not path.exists()
        assert len(blobs.get(sha256)) == 3_000_000
        assert list((tmp_path / "blobs" / "incoming").iterdir()) == []


def test_what_cannot_be_taken_over_is_named_and_stays(tmp_path: Path) -> None:
    blobs = BlobFolder(tmp_path / "blobs")
    path, _ = _file(tmp_path, b"a mail")
    with pytest.raises(StoreError, match="is not a SHA-256"):
        blobs.adopt(path, "../../etc")
    assert path.exists()
    with pytest.raises(StoreError, match="cannot be written"):
        blobs.adopt(tmp_path / "nowhere", "0" * 64)
