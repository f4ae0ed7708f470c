"""What partners are asked about the plan, behind a link of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_echo",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("plan_id", sa.String(80), sa.ForeignKey("action_plan.plan_id"), nullable=False, index=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("partner", sa.String(80), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("mail_id", sa.Integer(), sa.ForeignKey("mail.id", ondelete="SET NULL"), nullable=True),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
    )


def downgrade() -> None:
    op.drop_table("plan_echo")
