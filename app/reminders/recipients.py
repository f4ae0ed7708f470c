"""The thin place where accounts become recipients."""

from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.types import Role
from app.reminders.types import Recipient


def recipients(session: Session) -> list[Recipient]:
    """Active editors with what they answer for; administrators get what no editor answers for."""
    return [
        Recipient(
            account=account.id,
            name=account.name,
            email=account.email,
            lang=account.lang,
            municipalities=account.municipalities if Role.EDITOR in account.roles else frozenset(),
            organisations=account.organisations if Role.EDITOR in account.roles else frozenset(),
            rest=Role.ADMINISTRATOR in account.roles,
        )
        for account in queries.accounts(session)
        if account.active and account.roles & {Role.EDITOR, Role.ADMINISTRATOR}
    ]
