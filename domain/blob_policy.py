"""The settings of the blobs: where the bytes of mails and documents lie."""

from typing import Annotated, Literal

from pydantic import Field

from domain.section import Seconds, Secret, Section


class Blobs(Section):
    """Where the bytes of mails, documents and answers lie."""

    kind: Literal["folder", "s3"] = "folder"
    """`folder`: `blobs` in the data folder; `s3`: a bucket of an S3-compatible store."""
    bucket: str = ""
    """The bucket; it is not made by itself."""
    prefix: str = ""
    """Stands before every key, e.g. "ardoise/"."""
    endpoint: str | None = None
    """URL of the store; None: Amazon's own."""
    region: str | None = None
    """Where the bucket lies; None: what the environment says."""
    access_key: Secret = Secret()
    """Where the access key is kept; neither set: what the machine or the environment offers."""
    secret_key: Secret = Secret()
    """Where the secret key is kept."""
    timeout_seconds: Seconds = 30
    """How long connecting and each answer may take."""
    attempts: Annotated[int, Field(ge=1)] = 5
    """Tries of one request, each after a longer wait."""
    parallel: Annotated[int, Field(ge=1)] = 8
    """Objects that travel at once."""
