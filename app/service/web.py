"""The web process: the application of an installation, with the fence that draws its page pictures."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from fastapi import FastAPI

from app.installation import Installation
from app.link_keys import link_key
from app.mailbox_trial import mailbox_trial
from app.service.alarms import metrics_token, watch_in_thread
from app.service.exposure import refuse_clear_text
from app.service.stopping import Stopping
from app.settings import Settings, own_company
from app.sign_on import provider_of
from extractors.fence import Fence
from extractors.ocr.engines import described
from extractors.reading import page_picture
from review.app import make_app
from review.office import Office, ReadingState


def run_web(installation: Installation, stopping: Stopping) -> None:
    """Serve the pages and the API until asked to stop."""
    web = installation.settings.web
    with make_web(installation) as app:
        config = uvicorn.Config(
            app,
            host=web.bind,
            port=web.port,
            ssl_certfile=_text(web.tls_certificate),
            ssl_keyfile=_text(web.tls_key),
            proxy_headers=web.trusted_proxy is not None,
            forwarded_allow_ips=web.trusted_proxy or "",
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=5,
        )
        server = uvicorn.Server(config)
        threading.Thread(target=_end_with, args=(stopping, server), daemon=True).start()
        watch_in_thread(installation, stopping)
        server.run()


@contextmanager
def make_web(installation: Installation) -> Iterator[FastAPI]:
    """Yield the application. Raises ConfigurationError where sign-ins would go in the clear."""
    settings = installation.settings
    refuse_clear_text(settings.web)
    with Fence(settings.reading) as fence:

        def picture(content: bytes, page: int, dpi: int, content_type: str, turn: float) -> bytes:
            return page_picture(content, page, dpi, fence, turn)

        yield make_app(
            Office(
                engines=installation.engines,
                shelf=installation.shelf,
                company=own_company(settings),
                outgoing=settings.outgoing,
                answering=settings.answering,
                matching=settings.matching,
                ledger_settings=settings.ledger,
                service=settings.service,
                web=settings.web,
                picture=picture,
                mailboxes=settings.mailboxes,
                hosts=_hosts(settings),
                link_key=link_key(settings),
                largest_upload=settings.reading.document_bytes,
                alarms=settings.alarms,
                teaching=settings.teaching,
                routing=settings.routing,
                sampling=settings.sampling,
                digest=settings.digest,
                reading=cache(lambda: ReadingState(fence.weaknesses, described(settings.reading.ocr))),
                folder=settings.data,
                metrics_token=metrics_token(settings),
                hooks=settings.webhooks,
                sign_on=provider_of(settings, installation.engines.clock),
                try_mailbox=mailbox_trial(installation),
            )
        )


def _hosts(settings: Settings) -> tuple[str, ...]:
    """Add the name that download links in answers carry: correspondents come by it."""
    public = urlsplit(settings.links.download).hostname
    return settings.web.hosts if public is None else (*settings.web.hosts, public)


def _end_with(stopping: Stopping, server: uvicorn.Server) -> None:
    while not stopping.wait(1.0):
        pass
    server.should_exit = True


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)
