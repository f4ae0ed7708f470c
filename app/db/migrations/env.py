"""Alembic environment: on the engine that the caller hands over, in one transaction."""

from alembic import context
from sqlalchemy import Engine

from app.db.base import Base
from app.db.engine import WRITE

engine: Engine = context.config.attributes["engine"]
connection = engine.connect().execution_options(**WRITE)
try:
    context.configure(
        connection=connection, target_metadata=Base.metadata, render_as_batch=True, transaction_per_migration=False
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
finally:
    connection.close()
