"""What a field of a form must hold. The only place that knows the validators of WTForms.

WTForms has no nynorsk, so every message is ours: a function that gives it in the page's language.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from wtforms import Field
from wtforms.validators import StopValidation

from app.kernel.errors import Refused
from app.web.locale import gettext

Words: TypeAlias = Callable[[], str]
Validator: TypeAlias = Callable[[Any, Field], None]


def filled(words: Words) -> Validator:
    """Something besides white space."""

    def check(_form: Any, field: Field) -> None:
        data = field.data
        if not data or (isinstance(data, str) and not data.strip()):
            raise StopValidation(words())

    return check


def at_most(count: int) -> Validator:
    """No longer than `count` characters."""

    def check(_form: Any, field: Field) -> None:
        if len(field.data or "") > count:
            raise StopValidation(gettext("Skriv høgst %(count)s teikn.", count=count))

    return check


def holds(is_right: Callable[[str], bool], words: Words) -> Validator:
    """What the function says yes to."""

    def check(_form: Any, field: Field) -> None:
        if not is_right(field.data or ""):
            raise StopValidation(words())

    return check


def obeys(rule: Callable[[Any, Any], None], words: Callable[[str], str]) -> Validator:
    """A rule of ours, asked with the form and the value; what it refuses becomes words."""

    def check(form: Any, field: Field) -> None:
        try:
            rule(form, field.data)
        except Refused as refused:
            raise StopValidation(words(refused.code)) from refused

    return check


def among(known: Callable[[], Iterable[str]], words: Words) -> Validator:
    """Each chosen value is one of those that are offered."""

    def check(_form: Any, field: Field) -> None:
        if not set(field.data or ()) <= set(known()):
            raise StopValidation(words())

    return check
