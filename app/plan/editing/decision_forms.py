"""What a leader fills in about decisions, planned meetings and versions."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Self

from wtforms import BooleanField, StringField

from app.catalogue.editing.content import one_line
from app.kernel.errors import Refused
from app.plan.codes import Body
from app.plan.editing.dates import is_day, is_loose, read_loose, typed
from app.plan.rules.decisions import RECORDED
from app.plan.rules.timing import span
from app.plan.rules.whole import Whole
from app.web.filters import day as in_words
from app.web.forms import Form
from app.web.locale import gettext as _
from app.web.validators import at_most, filled, holds, obeys

LONGEST_TEXT = 10_000
LONGEST_LINE = 200
MOST_MEETINGS = 10


def text_of(value: str | None) -> str:
    """A text with its line breaks, without characters that cannot be seen."""
    lines = (value or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(c if c.isprintable() else " " for c in line).rstrip() for line in lines).strip()


def line_of(value: str | None) -> str:
    return one_line(value)


def day_of(value: str | None) -> str:
    return read_loose(value or "")


def days_of(value: str | None) -> str:
    """Several days, parted by commas."""
    return ", ".join(read_loose(part) for part in (value or "").replace(";", ",").split(",") if part.strip())


def not_a_day(typed_text: str) -> str:
    return _("«%(text)s» er ikkje ein dag i kalenderen. Skriv dag.månad.år, til dømes 17.6.2026.", text=typed_text[:40])


def check_day(_form: Any, value: str) -> None:
    if value and not is_day(value):
        raise Refused(value)


def check_days(_form: Any, value: str) -> None:
    days = value.split(", ") if value else []
    for one in days:
        check_day(_form, one)
    if len(days) > MOST_MEETINGS:
        raise Refused(value)


class PlanForm(Form):
    """A form of texts."""

    def text(self, name: str) -> str:
        """What was typed in a field, tidied."""
        return str(self[name].data or "")

    def as_typed(self) -> Self:
        """The form as it came in, to be shown again: a date that was understood stands as it was written."""
        for field in self:
            if isinstance(field, StringField) and field.raw_data:
                field.data = field.raw_data[0]
        return self


class DecisionForm(PlanForm):
    """One body: when it meets, and what it has decided."""

    meetings = StringField(filters=[days_of], validators=[obeys(check_days, not_a_day)])
    body = StringField(filters=[line_of])
    date = StringField(filters=[day_of], validators=[obeys(check_day, not_a_day)])
    case_number = StringField(filters=[line_of], validators=[at_most(LONGEST_LINE)])
    decision = StringField(filters=[text_of], validators=[at_most(LONGEST_TEXT)])
    reservations = StringField(filters=[text_of], validators=[at_most(LONGEST_TEXT)])
    version = StringField(filters=[line_of])
    internal_note = StringField(filters=[text_of], validators=[at_most(LONGEST_TEXT)])

    def fill(self, content: Mapping[str, Any]) -> None:
        """Show what is recorded."""
        self.meetings.data = ", ".join(map(typed, content.get("meetings", [])))
        for name in RECORDED:
            value = content.get(name) or ""
            self[name].data = typed(value) if name == "date" else value

    def content(self) -> dict[str, object]:
        """What was filled in, as plain values; what is empty is not there."""
        found: dict[str, object] = {name: self[name].data for name in RECORDED}
        found["meetings"] = sorted(filter(None, set(self.text("meetings").split(", "))))
        return {name: value for name, value in found.items() if value}

    def holds_together(self, whole: Whole, today: dt.date, *, needs_body: bool) -> bool:
        """Is every field right, and do they go together? Puts a sentence at the field where not."""
        if not self.validate():
            return False
        decided = self.text("date")
        if needs_body and self.body.data not in set(Body):
            self.refuse("body", _("Vel kva organ det gjeld."))
        if decided and decided > today.isoformat():
            self.refuse(
                "date", _("%(day)s er ikkje komen enno. Skriv møtet under «Planlagt møte».", day=in_words(decided))
            )
        said = [name for name in ("case_number", "decision", "reservations", "version") if self[name].data]
        if said and not decided:
            self.refuse("date", _("Skriv datoen for vedtaket, eller tøm dei andre felta om vedtaket."))
        self._check_version(whole, decided)
        return not self.faults

    def _check_version(self, whole: Whole, decided: str) -> None:
        named = self.text("version")
        row = next((v for v in whole.edition.versions if v.version == named), None)
        if named and row is None:
            self.refuse("version", _("Versjon «%(version)s» står ikkje i versjonsloggen.", version=named[:40]))
        elif row and decided and span(row.date).first.isoformat() > decided:
            words = _("Versjon %(version)s er frå %(day)s, etter vedtaket.", version=named, day=in_words(row.date))
            self.refuse("version", words)


class PartyForm(PlanForm):
    """Somebody who is to deal with the edition."""

    party = StringField(filters=[line_of], validators=[filled(lambda: _("Vel ein part."))])
    party_body = StringField(
        filters=[line_of], validators=[holds(lambda code: code in set(Body), lambda: _("Vel kva organ det gjeld."))]
    )
    planned = StringField(filters=[day_of], validators=[obeys(check_day, not_a_day)])


def _not_loose(text: str) -> str:
    if not text:
        return _("Skriv datoen: ein dag, ein månad eller eit år.")
    return _("«%(text)s» er ikkje i kalenderen. Skriv dag.månad.år, månad og år (juni 2026) eller år.", text=text[:40])


def check_loose(_form: Any, value: str) -> None:
    if not is_loose(value):
        raise Refused(value)


class VersionForm(PlanForm):
    """A row of the version log."""

    number = StringField(
        filters=[line_of], validators=[filled(lambda: _("Skriv eit versjonsnummer, til dømes 7.0.")), at_most(20)]
    )
    name = StringField(
        filters=[line_of], validators=[filled(lambda: _("Skriv kva versjonen heiter.")), at_most(LONGEST_LINE)]
    )
    dated = StringField(filters=[day_of], validators=[obeys(check_loose, _not_loose)])
    status = StringField(
        filters=[line_of], validators=[filled(lambda: _("Skriv kva som er gjort.")), at_most(2 * LONGEST_LINE)]
    )
    changed_by = StringField(
        filters=[line_of], validators=[filled(lambda: _("Skriv kven som har endra.")), at_most(LONGEST_LINE)]
    )
    freeze = BooleanField()

    def holds_together(self, whole: Whole, today: dt.date) -> bool:
        """Is every field right, and is it a new version that is not dated ahead?"""
        if not self.validate():
            return False
        if any(row.version == self.text("number") for row in whole.edition.versions):
            self.refuse(
                "number", _("Versjon %(version)s står alt i loggen. Vel eit nytt nummer.", version=self.text("number"))
            )
        if span(self.text("dated")).first > today:
            self.refuse("dated", _("%(day)s er ikkje komen enno.", day=in_words(self.text("dated"))))
        return not self.faults


def next_number(whole: Whole) -> str:
    """The number after the newest one of the log, where it is a number: 6.0 -> 6.1."""
    if not whole.edition.versions:
        return "1.0"
    above, _dot, below = whole.edition.versions[-1].version.rpartition(".")
    is_number = below.isascii() and below.isdecimal() and above.isascii() and above.isdecimal()
    return f"{above}.{int(below) + 1}" if is_number else ""
