"""Accounts, their sessions and links, and the letters out."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _instant(name: str, *, nullable: bool = False, index: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, index=index)


def _owner() -> sa.Column:
    key = sa.ForeignKey("account.id", ondelete="CASCADE")
    return sa.Column("account_id", sa.Integer(), key, nullable=False, index=True)


def _text(name: str, length: int, *, nullable: bool = False, unique: bool = False, index: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length), nullable=nullable, unique=unique or None, index=index)


def _id() -> sa.Column:
    return sa.Column("id", sa.Integer(), primary_key=True)


def upgrade() -> None:
    _create_mail_and_accounts()
    _create_what_accounts_own()
    op.create_table("attempt", _id(), _text("key", 64, index=True), _instant("at"))


def _create_mail_and_accounts() -> None:
    op.create_table(
        "mail",
        _id(),
        _text("to", 254),
        _text("subject", 200),
        sa.Column("text", sa.Text(), nullable=False),
        _instant("created_at"),
        _instant("next_at", nullable=True, index=True),
        _instant("until", nullable=True),
        _instant("sent_at", nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        _text("fault", 300, nullable=True),
    )
    op.create_table(
        "account",
        _id(),
        _text("email", 254, unique=True),
        _text("name", 120),
        _text("lang", 2),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("municipalities", sa.JSON(), nullable=False),
        sa.Column("organisations", sa.JSON(), nullable=False),
        _instant("created_at"),
        _instant("accepted_at", nullable=True),
        _instant("disabled_at", nullable=True),
        _instant("signed_in_at", nullable=True),
        _text("password_hash", 200, nullable=True),
        _text("totp_secret", 64, nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
    )


def _create_what_accounts_own() -> None:
    op.create_table(
        "account_identity",
        _id(),
        _owner(),
        _text("issuer", 300),
        _text("subject", 255),
        _instant("linked_at"),
        sa.UniqueConstraint("issuer", "subject"),
    )
    op.create_table(
        "account_session",
        _id(),
        _owner(),
        _text("token_hash", 64, unique=True),
        _text("how", 20),
        _text("agent", 80),
        _instant("created_at"),
        _instant("seen_at"),
        _instant("ended_at", nullable=True),
    )
    op.create_table(
        "account_link",
        _id(),
        _owner(),
        _text("token_hash", 64, unique=True),
        _text("purpose", 20),
        sa.Column("mail_id", sa.Integer(), sa.ForeignKey("mail.id", ondelete="SET NULL"), nullable=True),
        _instant("expires_at"),
        _instant("used_at", nullable=True),
    )
    op.create_table("account_recovery_code", _id(), _owner(), _text("code_hash", 64))
    op.create_table(
        "kept_form",
        _id(),
        _owner(),
        _text("token_hash", 64, unique=True),
        _text("path", 400),
        sa.Column("fields", sa.JSON(), nullable=False),
        _instant("kept_at"),
    )


def downgrade() -> None:
    for name in (
        "attempt",
        "kept_form",
        "account_recovery_code",
        "account_link",
        "account_session",
        "account_identity",
        "account",
        "mail",
    ):
        op.drop_table(name)
