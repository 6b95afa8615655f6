"""The web application of an installation, with the fence that draws its page pictures."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import FastAPI

from app.installation import Installation
from domain.errors import ConfigurationError
from domain.policy import Web
from extractors.fence import Fence
from extractors.reading import page_picture
from review.app import make_app
from review.office import Office

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@contextmanager
def make_web(installation: Installation) -> Iterator[FastAPI]:
    """Yield the application. Raises ConfigurationError where sign-ins would go in the clear."""
    settings = installation.settings
    refuse_clear_text(settings.web)
    with Fence(settings.reading) as fence:

        def picture(content: bytes, page: int, dpi: int, content_type: str) -> bytes:
            return page_picture(content, page, dpi, fence)

        yield make_app(
            Office(
                engines=installation.engines,
                shelf=installation.shelf,
                company=settings.company,
                outgoing=settings.outgoing,
                answering=settings.answering,
                matching=settings.matching,
                ledger_settings=settings.ledger,
                service=settings.service,
                web=settings.web,
                picture=picture,
                mailboxes=settings.mailboxes,
                largest_upload=settings.reading.document_bytes,
            )
        )


def refuse_clear_text(web: Web) -> None:
    """Raise ConfigurationError unless the pages are on loopback, under TLS, or behind a named proxy."""
    under_tls = web.tls_certificate is not None and web.tls_key is not None
    if web.bind in LOOPBACK or under_tls or web.trusted_proxy:
        return
    raise ConfigurationError(
        f"web.bind is {web.bind}, which others can reach, without TLS; set web.tls_certificate and "
        "web.tls_key, or web.trusted_proxy, or bind to 127.0.0.1."
    )
