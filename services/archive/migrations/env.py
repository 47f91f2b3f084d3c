"""What Alembic runs: the steps, over the connection it was handed by migrating.py."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
