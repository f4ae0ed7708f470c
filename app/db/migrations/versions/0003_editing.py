"""Versions, drafts, proposals and messages."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ENTRY_TABLES = {
    "organisation": "organisations",
    "scheme": "schemes",
    "term": "glossary",
    "practice_example": "practice",
}


def upgrade() -> None:
    for table in ENTRY_TABLES:
        # not as a batch: on SQLite that drops the table for a moment, and what refers to it goes too
        op.add_column(table, sa.Column("upstream_text", sa.Text(), nullable=False, server_default=sa.text("''")))
        op.execute(sa.text(f"UPDATE {table} SET upstream_text = source_text"))  # noqa: S608 (our own table names)
    _create_history()
    _create_inbox()
    for table, kind in ENTRY_TABLES.items():
        _first_versions(table, kind)


def _create_history() -> None:
    op.create_table(
        "entry_version",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("batch", sa.String(36), nullable=False, index=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("kind", "key", "number"),
    )
    op.create_table(
        "entry_draft",
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("key", sa.String(80), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("publish_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("unread", sa.JSON(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
    )


def _first_versions(table: str, kind: str) -> None:
    """What is public when history begins is its first page."""
    entry = "CAST(entry AS JSON)" if op.get_bind().dialect.name == "postgresql" else "entry"
    op.execute(
        sa.text(
            "INSERT INTO entry_version (kind, key, number, content, is_published, what, actor, reason, batch, at) "  # noqa: S608
            f"SELECT '{kind}', id, 1, {entry}, true, 'loaded', 'catalogue load', '', '', updated_at FROM {table}"
        )
    )


def _answer_columns() -> list[sa.Column]:
    return [
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False, index=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
    ]


def _create_inbox() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("key", sa.String(80), nullable=False, index=True),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("old", sa.JSON(), nullable=True),
        sa.Column("new", sa.JSON(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("is_accepted", sa.Boolean(), nullable=True),
        *_answer_columns(),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        *_answer_columns(),
    )


def downgrade() -> None:
    for name in ("message", "proposal", "entry_draft", "entry_version"):
        op.drop_table(name)
    for table in ENTRY_TABLES:
        op.drop_column(table, "upstream_text")
