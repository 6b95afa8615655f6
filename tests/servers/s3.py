"""An S3-compatible store on loopback for tests: real HTTP, and it fails when it is told to."""

import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from store.s3_blobs import Bucket

KEYS = ("test", "test-secret")
REGION = "eu-west-1"
SLOW_DOWN = "503 SlowDown"
CUT = "cut"
"""Answers with fewer bytes than announced."""


class S3Server:
    """`faults` are (method, kind) of the next requests that fail; `requests` counts what was asked."""

    host = "127.0.0.1"

    def __init__(self) -> None:
        self.requests: Counter[str] = Counter()
        self.faults: deque[tuple[str, str]] = deque()
        self.most_at_once = 0
        self._now = 0
        self._lock = threading.Lock()
        self._client: Any = None
        self._app = DomainDispatcherApplication(create_backend_app)
        self._server = make_server(self.host, 0, self._answer, threaded=True)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def endpoint(self) -> str:
        """URL of the store."""
        return f"http://{self.host}:{self._server.server_port}"

    def start(self) -> "S3Server":
        """Start listening."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def bucket(self, name: str, **changes: Any) -> Bucket:
        """Make a bucket and return how it is reached."""
        self.client().create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        return self.reach(name, **changes)

    def reach(self, name: str, **changes: Any) -> Bucket:
        """Return how a bucket of that name would be reached."""
        values = {"prefix": "ardoise/", "timeout": 10.0, "attempts": 3, "parallel": 4, **changes}
        return Bucket(
            name, endpoint=self.endpoint, region=REGION, access_key=KEYS[0], secret_key=KEYS[1], **values
        )

    def client(self) -> Any:
        """Return a client of its own, as somebody else would use one."""
        if self._client is None:
            self._client = boto3.session.Session(*KEYS, region_name=REGION).client(
                "s3", endpoint_url=self.endpoint
            )
        return self._client

    def _answer(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        with self._lock:
            self.requests[method] += 1
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            fault = self.faults.popleft()[1] if self.faults and self.faults[0][0] == method else None
        try:
            if fault is not None and fault != CUT:
                return _refusal(fault, start)
            content = b"".join(self._app(environ, start))
            return [content[: len(content) // 2] if fault == CUT else content]
        finally:
            with self._lock:
                self._now -= 1


@contextmanager
def running_s3() -> Iterator[S3Server]:
    """Yield a running store and stop it after."""
    server = S3Server().start()
    try:
        yield server
    finally:
        server.stop()


def _refusal(fault: str, start: Callable[..., Any]) -> list[bytes]:
    """Answer "503 SlowDown", "403 AccessDenied" and the like, as S3 words them."""
    status, _, code = fault.partition(" ")
    body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>{code}</Message></Error>".encode()
    start(f"{status} {code}", [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))])
    return [body]
