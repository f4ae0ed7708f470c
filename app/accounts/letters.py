"""Letters about accounts, in the language of whoever gets them."""

from flask import url_for

from app.accounts.commands.accounts import NewLink
from app.accounts.types import Account, Purpose
from app.mail.outbox import Mail
from app.web.locale import gettext, speaking
from app.web.runtime import runtime


def address_of_link(token: str, purpose: Purpose, account: Account) -> str:
    """Where a one-time link leads."""
    endpoint = "accounts.accept" if purpose == "invitation" else "accounts.choose_password"
    return runtime().settings.base_url + url_for(endpoint, token=token, lang=account.lang)


def of_link(link: NewLink, inviter: str) -> Mail:
    """The letter that carries a one-time link; it is worth sending for as long as the link works."""
    if link.purpose == "invitation":
        mail = _invitation(link.account, link.token, inviter)
    else:
        mail = _new_password(link.account, link.token)
    return mail._replace(until=link.expires_at)


def _invitation(account: Account, token: str, inviter: str) -> Mail:
    with speaking(account.lang):
        return _letter(
            account,
            gettext("Du er invitert til Verkemiddel Vest-Telemark"),
            gettext("%(who)s har invitert deg til å vere med på Verkemiddel Vest-Telemark.", who=inviter),
            gettext("Opne denne lenkja for å lage kontoen din:"),
            address_of_link(token, "invitation", account),
            gettext("Lenkja verkar éin gong, og i sju dagar. Er ho for gammal, kan du be om ei ny."),
        )


def _new_password(account: Account, token: str) -> Mail:
    with speaking(account.lang):
        return _letter(
            account,
            gettext("Nytt passord til Verkemiddel Vest-Telemark"),
            gettext("Nokon har bede om eit nytt passord til kontoen din."),
            gettext("Opne denne lenkja for å velje eit nytt passord:"),
            address_of_link(token, "password", account),
            gettext(
                "Lenkja verkar éin gong, og i ein time. Var det ikkje du som bad om ho, treng du ikkje gjere noko."
            ),
        )


def password_changed(account: Account) -> Mail:
    """So that nobody else does it unseen."""
    with speaking(account.lang):
        return _letter(
            account,
            gettext("Passordet ditt er endra"),
            gettext("Passordet til kontoen din i Verkemiddel Vest-Telemark vart nett endra."),
            gettext("Var det ikkje du, må du lage eit nytt passord med ein gong og seie frå til administratoren:"),
            runtime().settings.base_url + url_for("accounts.forgotten", lang=account.lang),
        )


def _letter(account: Account, subject: str, *paragraphs: str) -> Mail:
    hello = gettext("Hei, %(name)s!", name=account.name)
    bye = "Verkemiddel Vest-Telemark\n" + runtime().settings.base_url
    return Mail(account.email, subject, "\n\n".join([hello, *paragraphs, bye]) + "\n")
