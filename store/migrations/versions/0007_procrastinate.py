"""On PostgreSQL, procrastinate's tables and functions for the jobs; SQLite keeps its own table.

Revision 0007, after 0006.
"""

from alembic import op

from domain.errors import ConfigurationError

revision = "0007"
down_revision: str | None = "0006"
branch_labels = None
depends_on = None

_INDEXES = (
    # Procrastinate's own index covers only jobs that have not started.
    "CREATE UNIQUE INDEX ardoise_active_job ON procrastinate_jobs (queueing_lock) "
    "WHERE status IN ('todo', 'doing')",
    # Choosing a job looks for others under its lock; procrastinate's index starts with the id.
    "CREATE INDEX ardoise_job_lock ON procrastinate_jobs (lock, priority) WHERE status IN ('todo', 'doing')",
)
_COUNTED_OFTEN = (
    # A queue grows from nothing to thousands within a minute: a plan made for an empty one reads them all.
    "ALTER TABLE procrastinate_jobs SET (autovacuum_analyze_scale_factor = 0.02, "
    "autovacuum_vacuum_scale_factor = 0.05)"
)
_CARRY = """
INSERT INTO procrastinate_jobs
    (queue_name, task_name, lock, queueing_lock, args, scheduled_at, status)
SELECT kind, kind, lock, kind || chr(31) || key,
    jsonb_build_object('payload', CAST(payload AS jsonb), 'error', error), not_before,
    CAST(CASE state WHEN 'shelved' THEN 'failed' ELSE 'todo' END AS procrastinate_job_status)
FROM job ORDER BY id;
DELETE FROM job;
"""
"""Jobs that an earlier program queued here; one that ran then waits again."""
_DROP = """
DO $$
DECLARE
    found record;
BEGIN
    FOR found IN SELECT oid::regprocedure AS name FROM pg_proc
        WHERE proname LIKE 'procrastinate\\_%' AND pronamespace = current_schema()::regnamespace
    LOOP
        EXECUTE 'DROP FUNCTION ' || found.name || ' CASCADE';
    END LOOP;
END;
$$;
DROP TABLE procrastinate_periodic_defers, procrastinate_events, procrastinate_jobs, procrastinate_workers;
DROP TYPE procrastinate_job_to_defer_v1, procrastinate_job_event_type, procrastinate_job_status;
"""


def upgrade() -> None:
    """Apply procrastinate's schema. Raises ConfigurationError where procrastinate is not installed."""
    if op.get_bind().dialect.name != "postgresql":
        return
    _run(_schema())
    for index in _INDEXES:
        op.execute(index)
    op.execute(_COUNTED_OFTEN)
    _run(_CARRY)


def downgrade() -> None:
    """Take procrastinate's tables, types and functions away again."""
    if op.get_bind().dialect.name == "postgresql":
        _run(_DROP)


def _schema() -> str:
    try:
        from procrastinate.schema import SchemaManager
    except ModuleNotFoundError:
        raise ConfigurationError(
            "jobs on PostgreSQL need procrastinate, which is not installed; "
            "install Ardoise with its extra `postgresql`."
        ) from None
    return SchemaManager.get_schema()


def _run(script: str) -> None:
    # Its % signs are no places for values.
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)
