"""A municipality's own Word template for its case paper."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_case_template",
        sa.Column("plan_id", sa.String(80), sa.ForeignKey("action_plan.plan_id"), primary_key=True),
        sa.Column("party", sa.String(80), primary_key=True),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("plan_case_template")
