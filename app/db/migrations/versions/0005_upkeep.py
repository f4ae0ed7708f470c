"""Link checks, and the log of searches that found nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "link_check",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False, index=True),
        sa.Column("note", sa.String(20), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("new_url", sa.Text(), nullable=True),
        sa.Column("first_seen_bad", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_checked", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "search_secret",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("secret", sa.String(64), nullable=False),
    )
    op.create_table(
        "search_miss",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("text", sa.String(80), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    for name in ("search_miss", "search_secret", "link_check"):
        op.drop_table(name)
