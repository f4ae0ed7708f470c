"""The database: base, engine behaviour, unit of work, migrations."""
