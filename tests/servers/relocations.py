"""Installations with a row in every table and open jobs, for tests that move them whole."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete

from app.installation import Installation, open_installation
from app.settings import Settings
from domain.clock import SetClock
from store.engine import Store
from store.moving import Sum, lines_of, one_moment, sum_of, tables_in
from store.tables import JobRow
from tests.servers import stores
from tests.store.rows_of_every_table import fill

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
MAILS = [f"mail {number}".encode() for number in range(5)]


def empty_url(engine: str, folder: Path, server: str) -> str:
    """Return the URL of an empty database of that engine."""
    return f"sqlite:///{folder}/ardoise.sqlite" if engine == "sqlite" else stores.empty_postgres(server)


def settings_in(folder: Path, url: str | None = None) -> Settings:
    """Return settings with everything in that folder."""
    return Settings(data=folder / "data", templates=folder / "templates_learned", database=url)


def furnished(settings: Settings) -> Installation:
    """Open an installation with a row in every table, some blobs, two jobs that wait and one on the shelf."""
    installation = open_installation(settings, SetClock(NOON))
    engines = installation.engines
    with engines.store.write() as session:
        fill(session)
        session.execute(delete(JobRow))
    engines.blobs.put(MAILS)
    engines.jobs.submit("step", "9:read", {"item": "9", "step": "read"})
    job = engines.jobs.claim(("step",), "worker")
    assert job is not None
    engines.jobs.fail(job, "worker", "it was torn", retry_at=None)
    engines.jobs.submit("step", "1:parse", {"item": "1", "step": "parse"}, lock="thread:é")
    engines.jobs.submit("send", "1", {"answer": "1"}, not_before=datetime.now(UTC) + timedelta(days=2))
    assert settings.templates is not None
    settings.templates.mkdir(parents=True, exist_ok=True)
    (settings.templates / "payer.yaml").write_text("name: taught\n")
    return installation


def rows_of(store: Store, without: frozenset[str] = frozenset()) -> dict[str, Sum]:
    """Return count and digest of every table."""
    with one_moment(store) as connection:
        return {
            table.name: sum_of(lines_of(connection, table))
            for table in tables_in(connection)
            if table.name not in without
        }


def queue_of(installation: Installation) -> Counter[str]:
    """Return how many jobs stand in each state."""
    return Counter(installation.engines.jobs.counts())
