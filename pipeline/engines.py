"""The engines that the pipeline joins: database, blobs, jobs and clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.after_work import AfterWork
from domain.clock import Clock
from domain.job_ports import JobQueue
from domain.office_hours import OfficeHours
from domain.policy import Outgoing
from domain.ports import BlobStore
from domain.private_policy import PrivateMail
from pipeline.companies import Companies
from store.engine import Store

STEP_JOB = "step"
SEND_JOB = "send"
SETTLE_JOB = "settle"
POLL_JOB = "poll"
LEDGER_JOB = "ledger"
TIDY_JOB = "tidy"
MARK_JOB = "mark"
LEARN_JOB = "learn"
COPY_JOB = "sent_copy"
BULK_JOB = "bulk"
DIGEST_JOB = "digest"
HOOK_JOB = "hooks"
RETRAIN_JOB = "retrain"


@dataclass(frozen=True, slots=True)
class Engines:
    """What holds state. `sending` is the same queue as `jobs` under the longer lease that sending needs."""

    store: Store
    blobs: BlobStore
    jobs: JobQueue
    sending: JobQueue
    clock: Clock
    after_work: Mapping[str, AfterWork] = field(default_factory=dict)
    """What to do in which account's mailbox once the work on a mail is done; others are left as they are."""
    outgoing: Outgoing | None = None
    """How answers leave, so that bounces are known by their address; None: by Message-IDs alone."""
    private: PrivateMail = field(default_factory=PrivateMail)
    """Which mails are private from their first moment on."""
    hours: OfficeHours = field(default_factory=OfficeHours)
    """When people are at work, for due times."""
    companies: Companies = field(default_factory=Companies)
    """The own companies, where there are several."""
