"""Documents of the plan that have been sent in and read, and wait for the leader."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_reading",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("plan_id", sa.String(80), sa.ForeignKey("action_plan.plan_id"), nullable=False, index=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )


def downgrade() -> None:
    op.drop_table("plan_reading")
