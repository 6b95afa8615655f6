"""Blobs in an S3-compatible store: bytes under their SHA-256, durable after `put`, checked in `get`."""

import os
import threading
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import file_digest, md5, sha256
from io import BufferedReader
from pathlib import Path
from typing import Any

from domain.errors import ConfigurationError, NotFoundError, StoreError
from store.blobs import is_name
from store.s3_errors import in_words, is_missing

LARGEST_OBJECT = 5_000_000_000
"""Bytes that S3 takes in one piece."""
PIECE = 1_048_576
"""Bytes read at once from the network."""
_ONE_AT_A_TIME = threading.Lock()
"""Clients may be used by several threads, the session that makes them may not."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where the objects lie and how they are reached; times in seconds."""

    name: str
    prefix: str = ""
    """Stands before every key, e.g. "ardoise/"."""
    endpoint: str | None = None
    """URL of the store; None: Amazon's own."""
    region: str | None = None
    access_key: str | None = field(default=None, repr=False)
    """None: what the machine or the environment offers."""
    secret_key: str | None = field(default=None, repr=False)
    timeout: float = 30
    attempts: int = 5
    """Tries of one request; the wait before the next grows."""
    parallel: int = 8
    """Objects of one lot that travel at once."""


class S3Blobs:
    """The `BlobStore` port over one bucket; keys are `PREFIXab/abcd…`. Safe for any number of processes.

    Every method raises StoreError, in a sentence, when the store cannot be used.
    """

    def __init__(self, bucket: Bucket) -> None:
        """Make ready; nothing is asked of the store yet. Raises ConfigurationError without its library."""
        if not bucket.name:
            raise ConfigurationError("blobs.kind is s3 but blobs.bucket is blank; name the bucket.")
        _library()
        self.bucket = bucket
        self._lock = threading.Lock()
        self._client_of: tuple[int, Any] | None = None

    def put(self, contents: Sequence[bytes]) -> tuple[str, ...]:
        """Store all and return their SHA-256 in hex; what is there already is not sent again."""
        names = tuple(sha256(content).hexdigest() for content in contents)
        lot = dict(zip(names, contents, strict=True))
        self._each(lambda pair: self._put(*pair), lot.items())
        return names

    def adopt(self, path: Path, sha256: str) -> None:
        """Take over a file whose bytes have that SHA-256, read in pieces; the file is gone then.

        Raises StoreError, also where the bytes are others, and leaves the file where it is.
        """
        if not is_name(sha256):
            raise StoreError(f"{sha256!r} is not a SHA-256; {path} was not taken over.")
        try:
            self._adopt(path, sha256)
            path.unlink()
        except OSError as error:
            raise StoreError(
                f"{path} cannot be read and removed ({error.strerror}); check its rights."
            ) from error

    def get(self, sha256: str) -> bytes:
        """Return the bytes. Raises NotFoundError, and StoreError when they are not what was stored."""
        if not is_name(sha256):
            raise NotFoundError(f"{sha256!r} is not the SHA-256 of stored bytes.")
        content = self._read(sha256)
        if _hash(content) != sha256:
            raise StoreError(
                f"the object {self._key(sha256)} in the bucket {self.bucket.name} is damaged: its content "
                "does not have its name; restore it from a backup."
            )
        return content

    def has(self, sha256: str) -> bool:
        """Tell whether these bytes are stored."""
        return is_name(sha256) and self._head(sha256) is not None

    def erase(self, sha256: str) -> None:
        """Remove these bytes; nothing happens where they are not stored. Raises StoreError."""
        if is_name(sha256):
            with self._named():
                self._client().delete_object(Bucket=self.bucket.name, Key=self._key(sha256))

    def names(self) -> Iterator[str]:
        """Yield the SHA-256 of everything stored, in order."""
        with self._named():
            pages = self._client().get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.bucket.name, Prefix=self.bucket.prefix):
                for found in page.get("Contents", ()):
                    name = str(found["Key"]).rpartition("/")[2]
                    if is_name(name) and found["Key"] == self._key(name):
                        yield name

    def probe(self) -> None:
        """Write, list, read and delete an object, to see that all of it is allowed. Raises StoreError.

        A store that must not be listed answers "refused" where it should say "not there".
        """
        key = f"{self.bucket.prefix}probe-{os.urandom(8).hex()}"
        client, place = self._client(), {"Bucket": self.bucket.name, "Key": key}
        with self._named():
            client.put_object(**place, Body=b"probe")
            client.list_objects_v2(Bucket=self.bucket.name, Prefix=key, MaxKeys=1)
            content = client.get_object(**place)["Body"].read()
            client.delete_object(**place)
        if content != b"probe":
            raise StoreError(f"the bucket {self.bucket.name} gave back other bytes than it was given.")

    def _put(self, name: str, content: bytes) -> None:
        known = self._head(name)
        if known and _is_same(known, name, len(content), lambda: md5(content, usedforsecurity=False)):
            return
        self._send(name, content)

    def _adopt(self, path: Path, name: str) -> None:
        size = path.stat().st_size
        if size > LARGEST_OBJECT:
            raise StoreError(
                f"{path} is larger than {LARGEST_OBJECT} bytes, more than S3 takes in one piece."
            )
        with path.open("rb") as file:
            if file_digest(file, "sha256").hexdigest() != name:
                raise StoreError(f"{path} does not hold the bytes of {name}; it was not taken over.")
            known = self._head(name)
            file.seek(0)
            if known and _is_same(known, name, size, lambda: _md5_of(file)):
                return
            file.seek(0)
            self._send(name, file)

    def _send(self, name: str, body: bytes | BufferedReader) -> None:
        checksum = b64encode(bytes.fromhex(name)).decode("ascii")
        with self._named():
            self._client().put_object(
                Bucket=self.bucket.name, Key=self._key(name), Body=body, ChecksumSHA256=checksum
            )

    def _head(self, name: str) -> dict[str, Any] | None:
        with self._named():
            try:
                found: dict[str, Any] = self._client().head_object(
                    Bucket=self.bucket.name, Key=self._key(name), ChecksumMode="ENABLED"
                )
            except _library().exceptions.ClientError as error:
                if is_missing(error):
                    return None
                raise
        return found

    def _read(self, name: str) -> bytes:
        """Read whole, begun anew when the connection breaks off in the middle."""
        exceptions = _library().exceptions
        broken = (
            exceptions.IncompleteReadError,
            exceptions.ReadTimeoutError,
            exceptions.ResponseStreamingError,
        )
        for left in reversed(range(self.bucket.attempts)):
            with self._named():
                try:
                    return self._read_once(name)
                except broken:
                    if not left:
                        raise
                except exceptions.ClientError as error:
                    if is_missing(error):
                        raise NotFoundError(f"no bytes are stored under {name}.") from error
                    raise
        raise AssertionError("unreachable")

    def _read_once(self, name: str) -> bytes:
        body = self._client().get_object(Bucket=self.bucket.name, Key=self._key(name))["Body"]
        try:
            return b"".join(body.iter_chunks(PIECE))
        finally:
            body.close()

    def _each(self, act: Callable[[tuple[str, bytes]], None], lot: Iterable[tuple[str, bytes]]) -> None:
        every = list(lot)
        if len(every) == 1:
            act(every[0])
        elif every:
            with ThreadPoolExecutor(min(self.bucket.parallel, len(every))) as pool:
                list(pool.map(act, every))

    def _key(self, name: str) -> str:
        return f"{self.bucket.prefix}{name[:2]}/{name}"

    @contextmanager
    def _named(self) -> Iterator[None]:
        exceptions = _library().exceptions
        try:
            yield
        except (exceptions.BotoCoreError, exceptions.ClientError) as error:
            raise StoreError(in_words(error, self.bucket.name, self.bucket.endpoint)) from error

    def _client(self) -> Any:
        """Return this process's own client: connections do not survive a fork."""
        with self._lock:
            if self._client_of is None or self._client_of[0] != os.getpid():
                self._client_of = (os.getpid(), _client(self.bucket))
            return self._client_of[1]


def _is_same(known: dict[str, Any], name: str, size: int, digest: Callable[[], Any]) -> bool:
    """Tell from the store's own checksum, or its ETag, that the object holds these very bytes."""
    if known.get("ContentLength") != size:
        return False
    checksum = known.get("ChecksumSHA256")
    if checksum is not None:
        return bool(checksum == b64encode(bytes.fromhex(name)).decode("ascii"))
    return bool(str(known.get("ETag", "")).strip('"') == digest().hexdigest())


def _md5_of(file: BufferedReader) -> Any:
    return file_digest(file, lambda: md5(usedforsecurity=False))


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


def _client(bucket: Bucket) -> Any:
    library = _library()
    options = library.config.Config(
        connect_timeout=bucket.timeout,
        read_timeout=bucket.timeout,
        retries={"mode": "standard", "total_max_attempts": bucket.attempts},
        max_pool_connections=bucket.parallel,
        s3={"addressing_style": "path"} if bucket.endpoint else {},
    )
    try:
        with _ONE_AT_A_TIME:
            return _session().client(
                "s3",
                endpoint_url=bucket.endpoint,
                region_name=bucket.region,
                aws_access_key_id=bucket.access_key,
                aws_secret_access_key=bucket.secret_key,
                config=options,
            )
    except (library.exceptions.BotoCoreError, ValueError) as error:
        raise StoreError(in_words(error, bucket.name, bucket.endpoint)) from error


@cache
def _session() -> Any:
    """Return the session that clients are made from: it reads the library's descriptions once."""
    import boto3

    return boto3.session.Session()


def _library() -> Any:
    try:
        import botocore.config
        import botocore.exceptions
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            f"the library {error.name} is not installed; install Ardoise with its extra `s3` to keep mails "
            "and documents in an S3-compatible store."
        ) from error
    return botocore
