"""What a person fills in about accounts, and the words for what is refused."""

from typing import Any

from wtforms import HiddenField, PasswordField, StringField

from app.accounts.rules import LONGEST_EMAIL, LONGEST_NAME, check_password, is_email, tidy_email, tidy_name
from app.accounts.scopes import scopes
from app.accounts.types import Role
from app.kernel.text import LANGS
from app.web.forms import Choices, Form
from app.web.locale import gettext
from app.web.validators import among, at_most, filled, holds, obeys


def role_name(role: str) -> str:
    return {
        Role.ADMINISTRATOR: gettext("Administrator"),
        Role.EDITOR: gettext("Redaktør"),
        Role.CONTRIBUTOR: gettext("Bidragsytar"),
        Role.LEADER: gettext("Prosjektleiar"),
    }[Role(role)]


def role_help(role: str) -> str:
    """What a role lets its holder do."""
    return {
        Role.ADMINISTRATOR: gettext("Kan gjere alt, og slepp andre inn."),
        Role.EDITOR: gettext("Næringssjef. Skriv og publiserer for kommunane og aktørane sine."),
        Role.CONTRIBUTOR: gettext("Partnar. Gjer framlegg, men publiserer ikkje."),
        Role.LEADER: gettext("Held handlingsplanen oppdatert."),
    }[Role(role)]


def words(code: str) -> str:
    """What is said when a rule of accounts refuses."""
    return {
        "password_short": gettext("Passordet må ha minst 12 teikn."),
        "password_long": gettext("Passordet kan ha høgst 200 teikn."),
        "password_is_email": gettext("Passordet kan ikkje vere e-postadressa di."),
        "password_common": gettext("Dette passordet er lett å gjette. Bruk til dømes fire ord som ikkje høyrer saman."),
        "email_taken": gettext("Det finst alt ein konto med denne adressa."),
        "last_administrator": gettext("Dette er den siste administratoren. Gje ein annan rolla først."),
        "identity_taken": gettext("Denne innlogginga høyrer alt til ein annan konto."),
        "last_way_in": gettext("Lag eit passord først, elles kjem du ikkje inn att."),
        "disabled": gettext("Kontoen er stengd."),
    }[code]


def _tidy_email(value: str | None) -> str:
    return tidy_email(value or "")


def _tidy_name(value: str | None) -> str:
    return tidy_name(value or "")


def _password_rule(form: Any, value: str) -> None:
    check_password(value or "", form.email_of_account)


def email_field() -> StringField:
    return StringField(
        filters=[_tidy_email],
        validators=[
            filled(lambda: gettext("Skriv e-postadressa.")),
            at_most(LONGEST_EMAIL),
            holds(is_email, lambda: gettext("Skriv ei heil e-postadresse, til dømes kari@kommune.no.")),
        ],
    )


def language_field() -> StringField:
    return StringField(validators=[holds(lambda lang: lang in LANGS, lambda: gettext("Vel eit språk."))])


def new_password_field() -> PasswordField:
    return PasswordField(
        validators=[filled(lambda: gettext("Vel eit passord.")), obeys(_password_rule, words)],
    )


class DetailsForm(Form):
    """What a person says of themselves."""

    name = StringField(
        filters=[_tidy_name], validators=[filled(lambda: gettext("Skriv namnet ditt.")), at_most(LONGEST_NAME)]
    )
    lang = language_field()


class AccountForm(Form):
    """What an administrator says of an account."""

    name = StringField(
        filters=[_tidy_name], validators=[filled(lambda: gettext("Skriv namnet.")), at_most(LONGEST_NAME)]
    )
    roles = Choices(
        validators=[
            filled(lambda: gettext("Vel minst éi rolle.")),
            among(lambda: list(Role), lambda: gettext("Vel mellom rollene i lista.")),
        ]
    )
    municipalities = Choices(
        validators=[among(lambda: scopes().municipalities(), lambda: gettext("Vel mellom kommunane i lista."))]
    )
    organisations = Choices(
        validators=[among(lambda: scopes().organisations(), lambda: gettext("Vel mellom aktørane i lista."))]
    )

    def rights(self) -> dict[str, Any]:
        """Roles and scope as the commands want them."""
        return {
            "roles": frozenset(map(Role, self.roles.data or ())),
            "municipalities": frozenset(self.municipalities.data or ()),
            "organisations": frozenset(self.organisations.data or ()),
        }


class InviteForm(AccountForm):
    email = email_field()
    lang = language_field()


class SignInForm(Form):
    email = StringField(
        filters=[_tidy_email], validators=[filled(lambda: gettext("Skriv e-postadressa.")), at_most(LONGEST_EMAIL)]
    )
    password = PasswordField(validators=[filled(lambda: gettext("Skriv passordet.")), at_most(1_000)])
    next = HiddenField()
    kept = HiddenField()


class CodeForm(Form):
    code = StringField(validators=[filled(lambda: gettext("Skriv koden.")), at_most(40)])


class EmailForm(Form):
    email = email_field()


class NewPasswordForm(Form):
    """A new password, by a one-time link."""

    password = new_password_field()

    def __init__(self, email: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.email_of_account = email


class AcceptForm(NewPasswordForm):
    name = StringField(
        filters=[_tidy_name],
        validators=[filled(lambda: gettext("Skriv namnet ditt.")), at_most(LONGEST_NAME)],
    )


class ChangePasswordForm(NewPasswordForm):
    present = PasswordField(validators=[filled(lambda: gettext("Skriv passordet du har no.")), at_most(1_000)])


class ConfirmForm(Form):
    """Something that only the owner may do: the password again."""

    password = PasswordField(validators=[filled(lambda: gettext("Skriv passordet.")), at_most(1_000)])
