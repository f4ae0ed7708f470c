"""Parts of a plan as a page shows them: values ready to print, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from babel.numbers import format_decimal

from app.kernel.text import Lang
from app.plan.cells import Movement
from app.plan.codes import CheckLevel, Deviation, Priority, Progress
from app.plan.rules.deviation import Standing
from app.plan.rules.timing import precision, span
from app.plan.rules.whole import Whole
from app.plan.rules.whole import label as number_of
from app.plan.types import Measure, Milestone
from app.plan.vocabularies import BY_NAME
from app.web.filters import NO_BREAK, day, kroner
from app.web.locale import current_lang, ngettext
from app.web.locale import gettext as _

COLOUR_OF_PROGRESS = {
    Progress.IN_PROGRESS: "accent",
    Progress.PLANNING: "info",
    Progress.DONE: "success",
    Progress.ON_HOLD: "warning",
}
COLOUR_OF_DEVIATION = {Deviation.ON_TRACK: "success", Deviation.LATE: "warning", Deviation.STUCK: "danger"}
COLOUR_OF_LEVEL = {
    CheckLevel.OK: "success",
    CheckLevel.INFO: "info",
    CheckLevel.WARNING: "warning",
    CheckLevel.FAULT: "danger",
}
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Word:
    """A short word on a coloured ground."""

    text: str
    colour: str


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure in a list."""

    measure: Measure
    number: str
    priority: Word
    progress: Word
    deviation: Word | None
    money: int | None
    shape: str
    """How its bar is drawn: by progress."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A milestone that is not done."""

    milestone: Milestone
    measure: Measure
    number: str
    when: str
    is_late: bool


def label(vocabulary: str, code: str | None, lang: Lang | None = None) -> str:
    """What a code of the plan is called; nothing for no code."""
    return BY_NAME[vocabulary][code].pick(lang or current_lang()).text if code else ""


def place_name(whole: Whole, goal: str, measure: str | None = None) -> str:
    """A goal or a measure by its number, short enough for a list."""
    if measure:
        found = whole.measures_by_id.get(measure)
        return _("Tiltak %(number)s", number=number_of(found, whole.goals_by_id)) if found else measure
    known = whole.goals_by_id.get(goal)
    return _("Delmål %(number)s", number=known.number) if known else goal


def moved(whole: Whole, movement: Movement) -> str:
    """100 000 kroner frå 2026 til 2027 (Delmål 1): how much was moved, from where to where."""
    old = place_name(whole, movement.from_goal, movement.from_measure)
    new = place_name(whole, movement.to_goal, movement.to_measure)
    from_there, to_there = str(movement.from_year), str(movement.to_year)
    if old != new:
        from_there, to_there = f"{old}, {from_there},", f"{new}, {to_there}"
    words = _("%(amount)s frå %(old)s til %(new)s", amount=kroner(movement.amount), old=from_there, new=to_there)
    return words if old != new else f"{words} ({old})"


def source_name(whole: Whole, source: str) -> str:
    """The plan's own name of a source; money without one has words, too."""
    found = next((one for one in whole.plan.sources if one.id == source), None)
    return found.name.pick(current_lang()).text if found else _("Utan kjelde")


def lines(whole: Whole, standings: Mapping[str, Standing], goal: str | None = None) -> list[MeasureLine]:
    """Measures in order, all of them or one goal's."""
    return [
        line(whole, measure, standings[measure.id])
        for measure in whole.measures
        if goal is None or measure.goal == goal
    ]


def line(whole: Whole, measure: Measure, standing: Standing) -> MeasureLine:
    progress = standing.progress
    return MeasureLine(
        measure=measure,
        number=number_of(measure, whole.goals_by_id),
        priority=priority_word(measure, whole.edition.year),
        progress=Word(
            label("progress", progress) if progress else _("Framdrift ikkje meld"),
            COLOUR_OF_PROGRESS.get(progress, "neutral") if progress else "neutral",
        ),
        deviation=deviation_word(standing),
        money=whole.book.of_measure(measure.id),
        shape=(progress or "unknown").replace("_", "-"),
    )


def priority_word(measure: Measure, year: int) -> Word:
    if measure.priority is Priority.PRIORITISED:
        return Word(_("Prioritert i %(year)s", year=year), "accent")
    return Word(label("priority", measure.priority), "neutral")


def deviation_word(standing: Standing) -> Word | None:
    """Late, stuck or silent, with the days; nothing where there is nothing to say."""
    deviation = standing.deviation
    if deviation is None:
        return None
    if deviation is Deviation.NOT_UPDATED:
        return Word(
            ngettext("Ikkje oppdatert på %(num)d dag", "Ikkje oppdatert på %(num)d dagar", standing.days or 0),
            "warning",
        )
    return Word(label("deviation", deviation), COLOUR_OF_DEVIATION[deviation])


def deviation_kind(deviation: Deviation) -> Word:
    """The deviation by itself, for counts."""
    return Word(label("deviation", deviation), COLOUR_OF_DEVIATION.get(deviation, "warning"))


def loose(value: str | None) -> str:
    """A date of some precision in words."""
    if value is None:
        return _("Utan dato")
    year = value[:4]
    match precision(value):
        case "half_year":
            return _("første halvår %(year)s", year=year) if value[6] == "1" else _("andre halvår %(year)s", year=year)
        case "quarter":
            return _("%(number)s. kvartal %(year)s", number=value[6], year=year)
        case _:
            return day(value)


def parts_changed(parts: Iterable[str]) -> str:
    """What has changed since a version was frozen: “tiltaka og pengane”."""
    names = {"text": _("teksten"), "goals": _("delmåla"), "measures": _("tiltaka"), "money": _("pengane")}
    found = [names[part] for part in parts]
    return _("%(first)s og %(last)s", first=", ".join(found[:-1]), last=found[-1]) if len(found) > 1 else "".join(found)


def coming(whole: Whole, today: date, measures: Iterable[Measure] | None = None) -> list[Coming]:
    """Milestones that are not done, the nearest first; those without a date last."""
    found = [
        Coming(
            milestone,
            measure,
            number_of(measure, whole.goals_by_id),
            loose(milestone.date),
            bool(milestone.date) and span(milestone.date or "").last < today,
        )
        for measure in (whole.measures if measures is None else measures)
        for milestone in measure.milestones
        if not milestone.done_on
    ]
    return sorted(found, key=lambda one: span(one.milestone.date).last if one.milestone.date else date.max)


def millions(amount: int | None) -> str:
    """18000000 -> 18,0 mill. kr / NOK 18.0 million."""
    if amount is None:
        return _("Ikkje oppgjeve")
    lang = current_lang()
    figure = format_decimal(amount / MILLION, "0.0#", locale="en_GB" if lang == "en" else "nn_NO")
    return f"NOK{NO_BREAK}{figure} million" if lang == "en" else f"{figure}{NO_BREAK}mill.{NO_BREAK}kr"


def in_millions(amount: int) -> str:
    """The bare figure, for inside a bar."""
    return str(format_decimal(amount / MILLION, "0.0#", locale="en_GB" if current_lang() == "en" else "nn_NO"))


def percent(share: float) -> str:
    """61.1 -> 61,1 % / 61.1%."""
    lang = current_lang()
    figure = format_decimal(share, "0.0", locale="en_GB" if lang == "en" else "nn_NO")
    return f"{figure}%" if lang == "en" else f"{figure}{NO_BREAK}%"


def echo_answer(code: str) -> str:
    """What a partner answers about a sentence."""
    return {"agree": _("Stemmer"), "adjust": _("Juster"), "no_more": _("Ikkje lenger")}[code]


def echo_settled(code: str) -> Word:
    """What became of a partner's answer."""
    return {
        "taken": Word(_("Teken inn i planen"), "success"),
        "by_hand": Word(_("Ordna"), "success"),
        "set_aside": Word(_("Lagd til side"), "neutral"),
    }[code]


def echo_state(code: str) -> Word:
    """How far a partner's link has come."""
    return {
        "not_asked": Word(_("Ikkje spurd"), "neutral"),
        "waiting": Word(_("Ventar på svar"), "info"),
        "expired": Word(_("Lenkja er gått ut"), "warning"),
        "answered": Word(_("Har svara"), "success"),
    }[code]
