"""Forms: Flask-WTF with our messages, and the guard against forms sent from other sites."""

from typing import Any

from flask import Flask
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFProtect
from wtforms import Field, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget


class Form(FlaskForm):  # type: ignore[misc]
    """A form of a page. CSRF is checked for every request, before any form is read (`init_app`)."""

    class Meta:
        csrf = False
        locales = False

    def refuse(self, field: str, words: str) -> None:
        """Put a refusal on the field it is about."""
        found: Field = self[field]
        found.errors = [*found.errors, words]

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What is wrong, as (id of the field, words), in the order of the fields."""
        return [(field.id, str(words)) for field in self for words in field.errors]


class Choices(SelectMultipleField):
    """Check boxes. What may be chosen is checked by a validator, so that nothing typed is lost."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[], validate_choice=False, **kwargs)


def init_app(app: Flask) -> None:
    """Refuse every change whose request does not carry the token of the reader's own form."""
    app.config.update(
        WTF_I18N_ENABLED=False,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: an editor may write all day
        WTF_CSRF_SSL_STRICT=False,  # the token and SameSite do it; some programs for privacy send no Referer
    )
    CSRFProtect(app)
