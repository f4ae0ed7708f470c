"""Frozen versions of a plan's editions, and meetings that run or were held."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_frozen",
        sa.Column("plan_id", sa.String(80), sa.ForeignKey("action_plan.plan_id"), primary_key=True),
        sa.Column("edition", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "plan_meeting_run",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("plan_id", sa.String(80), sa.ForeignKey("action_plan.plan_id"), nullable=False, index=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
    )


def downgrade() -> None:
    op.drop_table("plan_meeting_run")
    op.drop_table("plan_frozen")
