"""Confirmations."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "confirmation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("by_account", sa.Integer(), nullable=True),
        sa.Column("next_check", sa.Date(), nullable=False),
        sa.Column("facts", sa.String(32), nullable=False),
        sa.Column("batch", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_confirmation_kind_key", "confirmation", ["kind", "key"])


def downgrade() -> None:
    op.drop_table("confirmation")
