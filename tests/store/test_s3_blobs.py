import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from domain.errors import ConfigurationError, NotFoundError, StoreError
from domain.ports import BlobStore
from store.blobs import BlobFolder
from store.s3_blobs import Bucket, S3Blobs
from tests.servers.ports import free_ports
from tests.servers.s3 import CUT, SLOW_DOWN, S3Server, running_s3


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    with running_s3() as running:
        yield running


@pytest.fixture
def bucket(server: S3Server, request: pytest.FixtureRequest) -> Bucket:
    server.requests.clear()
    server.faults.clear()
    server.most_at_once = 0
    return server.bucket(f"b-{sha256(request.node.name.encode()).hexdigest()[:20]}")


@pytest.fixture(params=["folder", "s3"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    if request.param == "folder":
        return BlobFolder(tmp_path / "blobs")
    return S3Blobs(request.getfixturevalue("bucket"))


def _lot(size: int) -> list[bytes]:
    return [f"mail {number}".encode() * 50 for number in range(size)]


class TestBothKeepTheSameContract:
    @pytest.mark.parametrize("size", [0, 1, 20])
    def test_what_is_stored_comes_back_under_its_hash(self, blobs: BlobStore, size: int) -> None:
        names = blobs.put(_lot(size))
        assert names == tuple(sha256(content).hexdigest() for content in _lot(size))
        assert [blobs.get(name) for name in names] == _lot(size)
        assert all(blobs.has(name) for name in names)
        assert list(blobs.names()) == sorted(names)

    def test_the_same_bytes_are_kept_once_and_empty_ones_too(self, blobs: BlobStore) -> None:
        assert blobs.put([b"a", b"", b"a"]) == blobs.put([b"a", b"", b"a"])
        assert len(list(blobs.names())) == 2
        assert blobs.get(sha256(b"").hexdigest()) == b""

    @pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", "", "A" * 64, "0" * 63 + "/"])
    def test_bytes_that_are_not_there_are_not_found(self, blobs: BlobStore, name: str) -> None:
        assert not blobs.has(name)
        with pytest.raises(NotFoundError):
            blobs.get(name)

    @pytest.mark.parametrize("damage", [b"", b"other bytes", b"contenT"])
    def test_damage_is_named_and_mended_by_storing_again(
        self, blobs: BlobStore, damage: bytes, server: S3Server
    ) -> None:
        (name,) = blobs.put([b"content"])
        if isinstance(blobs, S3Blobs):
            key = f"ardoise/{name[:2]}/{name}"
            server.client().put_object(Bucket=blobs.bucket.name, Key=key, Body=damage)
        elif isinstance(blobs, BlobFolder):
            (blobs.root / name[:2] / name).write_bytes(damage)
        with pytest.raises(StoreError, match="is damaged"):
            blobs.get(name)
        blobs.put([b"content"])
        assert blobs.get(name) == b"content"


def test_what_is_there_already_is_not_sent_again(server: S3Server, bucket: Bucket) -> None:
    S3Blobs(bucket).put(_lot(5))
    server.requests.clear()
    S3Blobs(bucket).put(_lot(5))
    assert server.requests["PUT"] == 0


def test_foreign_objects_in_the_bucket_are_not_ours(server: S3Server, bucket: Bucket) -> None:
    for key in ("ardoise/note.txt", f"ardoise/{'0' * 64}", f"other/00/{'0' * 64}", f"ardoise/11/{'0' * 64}"):
        server.client().put_object(Bucket=bucket.name, Key=key, Body=b"x")
    assert list(S3Blobs(bucket).names()) == []


def test_more_objects_than_one_page_lists_are_all_named(bucket: Bucket) -> None:
    blobs = S3Blobs(bucket)
    names = blobs.put(_lot(7))
    blobs._client().meta.events.register(
        "provide-client-params.s3.ListObjectsV2", lambda params, **_: {**params, "MaxKeys": 2}
    )
    assert list(blobs.names()) == sorted(names)


def test_a_lot_travels_side_by_side_but_never_more_than_set(server: S3Server, bucket: Bucket) -> None:
    S3Blobs(replace(bucket, parallel=3)).put(_lot(30))
    assert 1 <= server.most_at_once <= 3


@pytest.mark.parametrize("fault", [SLOW_DOWN, "500 InternalError"])
def test_a_busy_store_is_asked_again(server: S3Server, bucket: Bucket, fault: str) -> None:
    server.faults.extend([("PUT", fault), ("GET", fault)])
    blobs = S3Blobs(bucket)
    (name,) = blobs.put([b"content"])
    assert blobs.get(name) == b"content"
    assert not server.faults


def test_an_answer_that_breaks_off_is_read_anew(server: S3Server, bucket: Bucket) -> None:
    blobs = S3Blobs(bucket)
    (name,) = blobs.put([b"content" * 10_000])
    server.faults.append(("GET", CUT))
    assert blobs.get(name) == b"content" * 10_000


def test_nothing_of_a_lot_counts_as_stored_when_one_cannot_be(server: S3Server, bucket: Bucket) -> None:
    server.faults.append(("PUT", "403 AccessDenied"))
    with pytest.raises(StoreError, match=r"refuses access \(AccessDenied\); check blobs.access_key"):
        S3Blobs(bucket).put(_lot(6))


def test_a_large_file_is_taken_over_in_pieces(blobs: BlobStore, tmp_path: Path) -> None:
    content = os.urandom(1000) * 5000
    name = sha256(content).hexdigest()
    for turn in range(2):
        path = tmp_path / f"large-{turn}"
        path.write_bytes(content)
        blobs.adopt(path, name)
        assert blobs.get(name) == content
        assert not path.exists()


def test_a_file_with_other_bytes_than_its_name_says_is_left_where_it_is(
    bucket: Bucket, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"these bytes")
    with pytest.raises(StoreError):
        S3Blobs(bucket).adopt(path, "0" * 64)
    assert path.exists()
    assert not S3Blobs(bucket).has("0" * 64)


class TestWhatIsWrongIsSaidInOneSentence:
    def test_a_bucket_that_is_not_there(self, server: S3Server) -> None:
        blobs = S3Blobs(server.reach("nowhere"))
        with pytest.raises(StoreError, match=r"the bucket nowhere at http.* is not there; make it"):
            blobs.probe()
        with pytest.raises(StoreError, match="is not there"):
            blobs.put([b"x"])

    def test_a_store_that_cannot_be_reached(self, bucket: Bucket) -> None:
        (port,) = free_ports(1)
        blobs = S3Blobs(replace(bucket, endpoint=f"http://127.0.0.1:{port}", attempts=1))
        for act in (
            blobs.probe,
            lambda: blobs.put([b"x"]),
            lambda: blobs.get("0" * 64),
            lambda: list(blobs.names()),
        ):
            with pytest.raises(StoreError, match=r"cannot be reached .*; check blobs.endpoint"):
                act()

    @pytest.mark.parametrize(
        ("fault", "sentence"),
        [
            ("403 AccessDenied", "refuses access"),
            ("403 InvalidAccessKeyId", "refuses access"),
            ("301 PermanentRedirect", "lies in another region"),
            ("400 AuthorizationHeaderMalformed", "lies in another region"),
            ("418 Teapot", r"cannot be used \(Teapot\)"),
        ],
    )
    def test_a_refusal(self, server: S3Server, bucket: Bucket, fault: str, sentence: str) -> None:
        server.faults.extend([("PUT", fault)] * 3)
        with pytest.raises(StoreError, match=sentence) as caught:
            S3Blobs(bucket).probe()
        assert "test-secret" not in str(caught.value)
        server.faults.clear()

    def test_a_store_that_stays_busy(self, server: S3Server, bucket: Bucket) -> None:
        server.faults.extend([("PUT", SLOW_DOWN)] * 2)
        with pytest.raises(StoreError, match=r"is busy or out of order \(SlowDown\)"):
            S3Blobs(replace(bucket, attempts=2)).probe()

    def test_no_bucket_at_all(self) -> None:
        with pytest.raises(ConfigurationError, match=r"blobs\.bucket is blank"):
            S3Blobs(Bucket(""))

    def test_an_endpoint_that_is_none(self, bucket: Bucket) -> None:
        with pytest.raises(StoreError, match="Invalid endpoint"):
            S3Blobs(replace(bucket, endpoint="nonsense")).probe()


def test_several_threads_share_one_store(bucket: Bucket) -> None:
    blobs = S3Blobs(bucket)
    threads = [threading.Thread(target=blobs.put, args=(_lot(5),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(blobs.names())) == 5


def test_no_key_is_shown_where_a_bucket_is(bucket: Bucket) -> None:
    assert "test-secret" not in repr(bucket)


def test_the_probe_leaves_nothing_behind(server: S3Server, bucket: Bucket) -> None:
    S3Blobs(bucket).probe()
    assert "Contents" not in server.client().list_objects_v2(Bucket=bucket.name)
