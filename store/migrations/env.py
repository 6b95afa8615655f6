"""What Alembic runs: every revision on the connection that `store.migrations` hands over."""

from alembic import context

from store.migrations.rendering import comparable, included, rendered
from store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    render_item=rendered,
    compare_type=comparable,
    include_object=included,
    # The caller's transaction holds the write lock; a revision that fails leaves nothing behind.
    transactional_ddl=True,
)
context.run_migrations()
