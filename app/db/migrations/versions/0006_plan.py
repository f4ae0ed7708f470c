"""The action plan: its parts, its money and its history."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _part_columns() -> list[sa.Column]:
    return [
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("upstream", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
    ]


def _of_plan(**options: bool) -> sa.Column:
    return sa.Column("plan_id", sa.String(80), sa.ForeignKey("action_plan.plan_id"), nullable=False, **options)


def upgrade() -> None:
    op.create_table("action_plan", sa.Column("plan_id", sa.String(80), primary_key=True), *_part_columns())
    op.create_table(
        "plan_edition",
        _of_plan(primary_key=True),
        sa.Column("edition", sa.Integer(), primary_key=True, autoincrement=False),
        *_part_columns(),
    )
    for name in ("plan_goal", "plan_measure"):
        op.create_table(
            name,
            _of_plan(primary_key=True),
            sa.Column("edition", sa.Integer(), primary_key=True, autoincrement=False),
            sa.Column("id", sa.String(80), primary_key=True),
            *_part_columns(),
        )
    _create_money()
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("plan_id", sa.String(80), nullable=False, index=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("batch", sa.String(36), nullable=False, index=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def _create_money() -> None:
    op.create_table(
        "plan_cell",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of_plan(),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("goal", sa.String(80), nullable=False),
        sa.Column("measure", sa.String(80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("internal_note", sa.Text(), nullable=False),
        sa.Column("upstream", sa.JSON(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.UniqueConstraint("plan_id", "edition", "goal", "measure", "year", "source", "kind", "unit"),
    )
    op.create_table(
        "plan_movement",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of_plan(index=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
    )


def downgrade() -> None:
    for name in (
        "plan_version",
        "plan_movement",
        "plan_cell",
        "plan_measure",
        "plan_goal",
        "plan_edition",
        "action_plan",
    ):
        op.drop_table(name)
