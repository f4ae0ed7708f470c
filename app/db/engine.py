"""Engine behaviour per dialect. Importing this module arms it for every engine.

Writers stand in line from the start of their transaction, on both databases. SQLite: the driver's
own transaction mode is switched off (it starts transactions late and breaks savepoints) and a unit
of work takes the write lock at once, so that two writers queue (busy_timeout) instead of failing
half way. PostgreSQL: one advisory lock does the same, so that the change log's numbers become
visible in the order in which they were given out.
"""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, event

WRITE = {"writes": True}
_WRITER_LOCK = 4_026_531  # any number, the same in every process


@event.listens_for(Engine, "connect")
def _connect(dbapi: Any, _record: object) -> None:
    if isinstance(dbapi, sqlite3.Connection):
        dbapi.isolation_level = None
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "busy_timeout=10000", "synchronous=NORMAL"):
            dbapi.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif writes:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")
