"""Puts a copy of each answer into Sent, once, where the server does not do so by itself."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from domain.errors import ConfigurationError, SourceError
from domain.job_ports import Job
from domain.mail_ports import SentWatch
from pipeline.engines import Engines
from store.repositories import outbox

log = logging.getLogger("ardoise.sent")

PAUSE = timedelta(minutes=5)
GIVE_UP = timedelta(days=5)


@dataclass(slots=True)
class Copier:
    """Does the copy jobs of a worker; whatever fails here, the answer itself is never sent again."""

    worker: str
    engines: Engines
    open_sent: Callable[[], SentWatch]

    def copy(self, job: Job) -> None:
        """Put one answer into Sent unless it lies there; a server that is away is tried again for days."""
        with self.engines.store.read() as session:
            answer = outbox.get_answer(session, int(job.payload["answer"]))
        now = self.engines.clock.now()
        late = answer.sent_at is None or now - answer.sent_at > GIVE_UP
        if answer.blob_sha256 is None or answer.message_id is None or late:
            self.engines.jobs.finish(job, self.worker)
            return
        try:
            self.open_sent().keep_copy(answer.message_id, self.engines.blobs.get(answer.blob_sha256))
        except (SourceError, ConfigurationError) as error:
            log.warning("not_copied", extra={"answer": answer.id, "reason": str(error)})
            self.engines.jobs.hand_back(job, self.worker, str(error), retry_at=now + PAUSE)
            return
        self.engines.jobs.finish(job, self.worker)
