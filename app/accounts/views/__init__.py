"""Pages of accounts: signing in, one's own account, invitations, and the list of accounts."""

from app.accounts.views import administration, invitations, oidc, own, signing
from app.accounts.views.blueprint import bp

callback = oidc.callback

__all__ = ["administration", "bp", "callback", "invitations", "oidc", "own", "signing"]
