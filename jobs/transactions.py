"""The transaction a queue writes in: the caller's own where it gives one, else one of the queue's own."""

from contextlib import AbstractContextManager, nullcontext

from sqlmodel import Session

from domain.errors import ConflictError
from domain.job_ports import Job
from store.engine import Store


def writing(store: Store, transaction: object | None) -> AbstractContextManager[Session]:
    """Return the caller's session, or a new writing one. Raises TypeError for anything else."""
    if transaction is None:
        return store.write()
    if not isinstance(transaction, Session):
        raise TypeError(f"a transaction of this queue is a store session, not {type(transaction).__name__}")
    return nullcontext(transaction)


def lost(job: Job, worker: str) -> ConflictError:
    """Return the error of a worker whose lease somebody else has by now."""
    return ConflictError(
        f"job {job.id} ({job.kind} {job.key}) no longer belongs to {worker}; its result was not saved."
    )


def storable(error: str) -> str:
    """Return an error's text without what no database keeps: NUL and halves of characters."""
    return error.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
