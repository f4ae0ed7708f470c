"""The catalogue, its audit log and its change log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _entry_columns() -> list[sa.Column]:
    return [
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("source_text", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
    )
    op.create_table(
        "change_log",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )
    for name in ("organisation", "term", "practice_example"):
        op.create_table(name, *_entry_columns())
    op.create_table(
        "scheme",
        *_entry_columns(),
        sa.Column("state", sa.String(20), nullable=False, index=True),
        sa.Column("provider_id", sa.String(80), sa.ForeignKey("organisation.id"), nullable=False, index=True),
        sa.Column("general_id", sa.String(80), nullable=True, index=True),
    )
    op.create_table(
        "scheme_alias",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column(
            "scheme_id", sa.String(80), sa.ForeignKey("scheme.id", ondelete="CASCADE"), nullable=False, index=True
        ),
    )


def downgrade() -> None:
    for name in ("scheme_alias", "scheme", "practice_example", "term", "organisation", "change_log", "audit"):
        op.drop_table(name)
