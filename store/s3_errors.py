"""Turns what an S3 store or its library says into one sentence that names the mend."""

from typing import Any

_REFUSED = frozenset(
    {
        "403",
        "AccessDenied",
        "AllAccessDisabled",
        "ExpiredToken",
        "Forbidden",
        "InvalidAccessKeyId",
        "InvalidToken",
        "SignatureDoesNotMatch",
    }
)
_WRONG_REGION = frozenset(
    {"301", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException", "PermanentRedirect"}
)
_BUSY = frozenset(
    {"500", "503", "InternalError", "RequestTimeout", "ServiceUnavailable", "SlowDown", "Throttling"}
)
_UNREACHABLE = frozenset(
    {
        "ConnectTimeoutError",
        "ConnectionClosedError",
        "ConnectionError",
        "EndpointConnectionError",
        "HTTPClientError",
        "IncompleteReadError",
        "ProxyConnectionError",
        "ReadTimeoutError",
        "ResponseStreamingError",
        "SSLError",
    }
)
_NO_KEYS = frozenset({"NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError"})


def is_missing(error: Any) -> bool:
    """Tell whether a request failed because there is no such object; a missing bucket is another matter."""
    return _code(error) in ("404", "NoSuchKey")


def in_words(error: Any, bucket: str, endpoint: str | None) -> str:
    """Return the sentence for an error of the library; it quotes no key."""
    place = f"the bucket {bucket} at {endpoint or 'Amazon S3'}"
    code, name = _code(error), type(error).__name__
    if code == "NoSuchBucket":
        return f"{place} is not there; make it, or correct blobs.bucket."
    if code in _WRONG_REGION:
        hint = _region(error)
        return f"{place} lies in another region{hint}; correct blobs.region."
    if code in _REFUSED:
        return (
            f"{place} refuses access ({code}); check blobs.access_key and blobs.secret_key, and that they "
            "may list, read, write and delete there."
        )
    if code in _BUSY:
        return f"{place} is busy or out of order ({code}); it was tried several times, try again later."
    if name in _NO_KEYS:
        return f"there are no keys for {place}; set blobs.access_key and blobs.secret_key."
    if name == "NoRegionError":
        return f"no region is set for {place}; set blobs.region."
    if name in _UNREACHABLE:
        return f"{place} cannot be reached ({name}); check blobs.endpoint and the network."
    return f"{place} cannot be used ({code or _first_line(error)})."


def _code(error: Any) -> str:
    answer = getattr(error, "response", None)
    return str(answer.get("Error", {}).get("Code", "")) if isinstance(answer, dict) else ""


def _region(error: Any) -> str:
    answer = error.response
    headers = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {})
    region = answer.get("Error", {}).get("Region") or headers.get("x-amz-bucket-region")
    return f" ({region})" if region else ""


def _first_line(error: Any) -> str:
    return " ".join(str(error).split())[:200]
