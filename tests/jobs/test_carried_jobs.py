from datetime import timedelta

from alembic import command

from domain.clock import SystemClock
from jobs.engine import open_queue
from jobs.table import LeasedJobs
from store import migrations
from store.engine import Store, open_store
from store.migrations import upgrade
from tests.servers import stores

MINUTE = timedelta(minutes=1)


def test_jobs_that_an_earlier_program_queued_on_postgresql_are_carried_over(postgres_server: str) -> None:
    url = stores.empty_postgres(postgres_server)
    store = open_store(url)
    _move(store, "0006")
    before = LeasedJobs(store, SystemClock(), MINUTE)
    for key in ("shelved", "running", "waiting"):
        before.submit("read", key, {"name": key}, lock=f"lock of {key}")
    for key in ("shelved", "running"):
        job = before.claim(["read"], "earlier")
        assert job is not None and job.key == key
        if key == "shelved":
            before.fail(job, "earlier", "no reader takes it", retry_at=None)
    upgrade(url)
    after = open_queue(store, SystemClock(), MINUTE)
    assert after.counts() == {"shelved": 1, "waiting": 2}
    assert after.retry_shelved() == 1
    claimed = [after.claim(["read"], "w") for _ in range(3)]
    assert {(job.key, job.payload["name"], job.lock) for job in claimed if job} == {
        (key, key, f"lock of {key}") for key in ("shelved", "running", "waiting")
    }
    store.close()


def _move(store: Store, revision: str) -> None:
    with store.migrating() as connection:
        config = migrations._config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
