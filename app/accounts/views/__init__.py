"""Pages of accounts: signing in, one's own account, invitations, and the list of accounts."""

from app.accounts.views import own, signing
from app.accounts.views.blueprint import bp

__all__ = ["bp", "own", "signing"]
