"""The statements over procrastinate's tables and functions, made once."""

from sqlalchemy import TextClause, text

_HELD = "id = :job AND status = 'doing' AND worker_id = :holder AND attempts = :failed"
_DUE = """CASE WHEN :delay > 0 THEN now() + :delay * interval '1 second' END"""
_PRIORITY = """-CAST((CASE WHEN :delay > 0 THEN ceil(extract(epoch FROM now()) + :delay)
    ELSE floor(extract(epoch FROM now()) + :delay) END) - 1767225600 AS integer)"""
"""Seconds from 2026 to the due time, negative; one that still waits is rounded behind those that are due."""
_ASKED_FOR = "queue_name = ANY(CAST(:kinds AS varchar[]))"

_QUEUED = "jsonb_build_object('queued', now())"
_PARTS = {
    "<held>": _HELD,
    "<due>": _DUE,
    "<priority>": _PRIORITY,
    "<asked_for>": _ASKED_FOR,
    "<queued>": _QUEUED,
}


def _statement(sql: str) -> TextClause:
    for name, part in _PARTS.items():
        sql = sql.replace(name, part)
    return text(sql)


INSERT = _statement(
    """WITH fresh AS (INSERT INTO procrastinate_jobs
    (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at, status, worker_id)
    VALUES (:kind, :kind, <priority>, :lock, :once, CAST(:args AS jsonb) || <queued>, <due>,
        CAST(:status AS procrastinate_job_status), :holder)
    ON CONFLICT DO NOTHING RETURNING id, worker_id)
    SELECT id, now() AS now, procrastinate_update_heartbeat_v1(worker_id) FROM fresh"""
)
PREPARE = _statement(
    """WITH retried AS MATERIALIZED (
        SELECT procrastinate_retry_job_v2(stalled.id, NULL, NULL, NULL, NULL) FROM (
        SELECT id FROM procrastinate_jobs AS job
        WHERE status = 'doing' AND <asked_for> AND NOT EXISTS (
            SELECT 1 FROM procrastinate_workers AS holder
            WHERE holder.id = job.worker_id AND holder.last_heartbeat > now() - :lease)
        FOR UPDATE SKIP LOCKED
    ) AS stalled)
    SELECT now() AS now, (SELECT count(*) FROM retried) AS retried, (
        SELECT holder.id FROM procrastinate_workers AS holder
        WHERE holder.id = ANY(CAST(:known AS bigint[])) AND NOT EXISTS (
            SELECT 1 FROM procrastinate_jobs WHERE worker_id = holder.id AND status = 'doing')
        LIMIT 1) AS holder"""
)
REGISTER = _statement("SELECT worker_id FROM procrastinate_register_worker_v1()")
FETCH = _statement(
    """SELECT job.*, now() AS now, procrastinate_update_heartbeat_v1(job.worker_id)
    FROM procrastinate_fetch_job_v2(CAST(:kinds AS varchar[]), CAST(:holder AS bigint)) AS job
    WHERE job.id IS NOT NULL"""
)
BEAT = _statement("SELECT procrastinate_update_heartbeat_v1(:holder)")
KEEP = _statement("SELECT id FROM procrastinate_jobs WHERE <held> FOR UPDATE")
FINISH = _statement(
    """WITH held AS MATERIALIZED (SELECT id FROM procrastinate_jobs WHERE <held> FOR UPDATE)
    SELECT procrastinate_finish_job_v1(id, 'succeeded', true) FROM held"""
)
PUT_OFF = _statement(
    """UPDATE procrastinate_jobs SET status = 'todo', attempts = attempts + :counted, scheduled_at = <due>,
    priority = <priority>, args = args || CAST(:noted AS jsonb) || <queued> WHERE <held> RETURNING id"""
)
NOTE = _statement(
    "UPDATE procrastinate_jobs SET args = args || CAST(:noted AS jsonb) WHERE <held> RETURNING id"
)
FAIL = _statement("SELECT procrastinate_finish_job_v1(:job, 'failed', false)")
HASTEN = _statement(
    """UPDATE procrastinate_jobs SET scheduled_at = NULL, priority = <priority>
    WHERE queueing_lock = :once AND status = 'todo' AND scheduled_at > now()"""
)
SHELVED = _statement(
    """SELECT id, queueing_lock FROM procrastinate_jobs WHERE status = 'failed'
    AND (CAST(:kind AS varchar) IS NULL OR queue_name = :kind)
    AND (CAST(:once AS text) IS NULL OR queueing_lock = :once)
    ORDER BY id DESC FOR UPDATE SKIP LOCKED"""
)
ACTIVE = _statement(
    """SELECT 1 FROM procrastinate_jobs
    WHERE queueing_lock = :once AND status IN ('todo', 'doing') FOR KEY SHARE"""
)
UNSHELVE = _statement(
    """UPDATE procrastinate_jobs SET status = 'todo', attempts = 0, scheduled_at = NULL, worker_id = NULL,
    priority = <priority> WHERE id = :job"""
)
DROP = _statement("DELETE FROM procrastinate_jobs WHERE id = :job")
COUNTS = _statement("SELECT status, count(*) FROM procrastinate_jobs GROUP BY status")
PRUNE = _statement("SELECT count(*) FROM procrastinate_prune_stalled_workers_v1(:seconds)")
MEND_BEATS = _statement(
    """UPDATE procrastinate_workers SET last_heartbeat = now()
    WHERE last_heartbeat > now() + interval '5 seconds'"""
)
MEND_DUES = _statement(
    """UPDATE procrastinate_jobs
    SET scheduled_at = now() + (scheduled_at - CAST(args->>'queued' AS timestamptz)), args = args || <queued>
    WHERE status = 'todo' AND scheduled_at > now()
    AND CAST(args->>'queued' AS timestamptz) > now() + interval '5 seconds'"""
)
