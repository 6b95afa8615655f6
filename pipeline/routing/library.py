"""The active routing model of the service: held in memory, loaded again only when another is active."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from domain.errors import ConfigurationError, NotFoundError
from domain.ports import BlobStore
from store.repositories import routing_models
from store.session import Session

if TYPE_CHECKING:
    from router.learned.model import Model

log = logging.getLogger("ardoise.routing")


@dataclass(slots=True)
class RoutingLibrary:
    """The model that the database calls active; its digest says whether it is still the same."""

    blobs: BlobStore
    _digest: str | None = field(default=None, init=False)
    _model: "Model | None" = field(default=None, init=False)

    def model_in(self, session: Session) -> "Callable[[], Model | None]":
        """Return what loads the model that this session sees as active; None: the shipped one."""
        digest = routing_models.active_digest(session)
        return lambda: self.model(digest)

    def model(self, digest: str | None) -> "Model | None":
        """Return a model by what names its bytes; one that cannot be read gives way to the shipped one."""
        if digest is None:
            return None
        if digest != self._digest:
            self._model, self._digest = self._loaded(digest), digest
        return self._model

    def _loaded(self, digest: str) -> "Model | None":
        from router.learned.files import from_bytes  # numpy: only what routes mail loads it

        try:
            found = from_bytes(self.blobs.get(digest))
        except (ConfigurationError, NotFoundError) as error:
            log.error("routing_model_unreadable", extra={"digest": digest, "error": str(error)})
            return None
        log.info("routing_model_loaded", extra={"digest": digest})
        return found
