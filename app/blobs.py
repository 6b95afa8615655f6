"""Opens the blob store that the configuration names."""

from app.settings import Settings, secret_value
from domain.blob_policy import Blobs
from domain.ports import BlobStore
from store.blobs import BlobFolder
from store.s3_blobs import Bucket, S3Blobs


def open_blobs(settings: Settings) -> BlobStore:
    """Return the configured blob store. Raises ConfigurationError or StoreError."""
    if settings.blobs.kind == "s3":
        return S3Blobs(bucket_of(settings.blobs))
    return BlobFolder(settings.data / "blobs")


def bucket_of(blobs: Blobs) -> Bucket:
    """Return how the configured bucket is reached. Raises ConfigurationError without its secrets."""
    return Bucket(
        name=blobs.bucket,
        prefix=blobs.prefix,
        endpoint=blobs.endpoint,
        region=blobs.region,
        access_key=secret_value(blobs.access_key, "access key of the blob store"),
        secret_key=secret_value(blobs.secret_key, "secret key of the blob store"),
        timeout=blobs.timeout_seconds,
        attempts=blobs.attempts,
        parallel=blobs.parallel,
    )


def place_of(blobs: BlobStore) -> str:
    """Name a blob store for people."""
    if isinstance(blobs, S3Blobs):
        return f"the bucket {blobs.bucket.name}" + (
            f" under {blobs.bucket.prefix}" if blobs.bucket.prefix else ""
        )
    return str(blobs.root) if isinstance(blobs, BlobFolder) else "a store of its own kind"
