"""The engines that the pipeline joins: database, blobs, jobs and clock."""

from dataclasses import dataclass

from domain.clock import Clock
from domain.ports import BlobStore, JobQueue
from store.engine import Store

STEP_JOB = "step"
SEND_JOB = "send"
SETTLE_JOB = "settle"
POLL_JOB = "poll"
LEDGER_JOB = "ledger"
TIDY_JOB = "tidy"


@dataclass(frozen=True, slots=True)
class Engines:
    """What holds state. `sending` is the same queue as `jobs` under the longer lease that sending needs."""

    store: Store
    blobs: BlobStore
    jobs: JobQueue
    sending: JobQueue
    clock: Clock
