"""What Alembic runs its steps in: the connection that opens the store."""

from alembic import context

from geo.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
