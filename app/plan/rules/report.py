"""The yearly report, filled from the data: which boxes there are, what stands in each, and how two writers go together."""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256

from app.kernel.text import Lang, LocalText
from app.plan.codes import CellKind, Priority, Progress
from app.plan.report import Question, YearReport
from app.plan.rules.change_words import changes_in_words, day_in_words
from app.plan.rules.deviation import progress_of
from app.plan.rules.ledger import TOTAL, add
from app.plan.rules.revision import Accounts
from app.plan.rules.sentences import money
from app.plan.rules.whole import Whole, label
from app.plan.types import Measure
from app.plan.vocabularies import PROGRESS

T = LocalText
HEADINGS: Mapping[str, LocalText] = {
    "summary": T("Samandrag", "Sammendrag", "Summary"),
    "goals": T("Mål", "Mål", "Goals"),
    "progress": T("Framdrift og milepælar", "Framdrift og milepæler", "Progress and milestones"),
    "changes": T(
        "Endringar i tiltaka, og kvifor", "Endringer i tiltakene, og hvorfor", "Changes in the measures, and why"
    ),
    "organisation": T("Organisering", "Organisering", "Organisation"),
    "economy": T(
        "Økonomi etter kjelde, med eigeninnsats",
        "Økonomi etter kilde, med egeninnsats",
        "Economy by source, with own effort",
    ),
    "deviations": T(
        "Avvik i økonomien, og plan for det som ikkje er brukt",
        "Avvik i økonomien, og plan for det som ikke er brukt",
        "Deviations in the economy, and the plan for what is unspent",
    ),
    "results": T("Resultat", "Resultater", "Results"),
    "problems": T("Problem", "Problemer", "Problems"),
    "way_forward": T("Vegen vidare", "Veien videre", "Way forward"),
}
"""The questions of a report that nobody has set up: the ministry's own form is not known."""


def default_questions(lang: Lang) -> list[Question]:
    return [Question(id=key, heading=heading.pick(lang).text) for key, heading in HEADINGS.items()]


_SUMMARY = T(
    "{year}: {all} tiltak, {done} er gjennomførte og {going} er i gang. Nye: {new}. Endra: {changed}. Avslutta: {ended}.",
    "{year}: {all} tiltak, {done} er gjennomført og {going} er i gang. Nye: {new}. Endret: {changed}. Avsluttet: {ended}.",
    "{year}: {all} measures, {done} done and {going} in progress. New: {new}. Changed: {changed}. Ended: {ended}.",
)
_NOT_REPORTED = T("framdrift ikkje meld", "framdrift ikke meldt", "progress not reported")
_REACHED = T("Nådd {day}: {text}", "Nådd {day}: {text}", "Reached {day}: {text}")
_AHEAD = T("Ikkje nådd: {text}", "Ikke nådd: {text}", "Not reached: {text}")
_OF_SOURCE = T(
    "{source}: planlagt {planned}, løyvd {granted}, motteke {paid}, brukt {spent}, bunde {bound}, ikkje brukt {left}.",
    "{source}: planlagt {planned}, bevilget {granted}, mottatt {paid}, brukt {spent}, bundet {bound}, ikke brukt {left}.",
    "{source}: planned {planned}, granted {granted}, received {paid}, spent {spent}, bound {bound}, unspent {left}.",
)
_IN_EDITION = T(
    "Endringar i utgåva for {year}:", "Endringer i utgaven for {year}:", "Changes in the edition for {year}:"
)
_NEW = T("Nytt", "Nytt", "New")
_CHANGED = T("Endra", "Endret", "Changed")
_ENDED = T("Avslutta", "Avsluttet", "Ended")
_HOURS = T("Eigeninnsats: {hours} timar.", "Egeninnsats: {hours} timer.", "Own effort: {hours} hours.")
_ALL = T("Til saman", "Til sammen", "In all")
_MOVED = T(
    "Flytta {amount} frå {old} til {new}: {reason}",
    "Flyttet {amount} fra {old} til {new}: {reason}",
    "Moved {amount} from {old} to {new}: {reason}",
)
_LEFT = T(
    "{amount} er motteke, men verken brukt eller bunde.",
    "{amount} er mottatt, men verken brukt eller bundet.",
    "{amount} is received, but neither spent nor bound.",
)
_NEXT = T("Tiltak som held fram:", "Tiltak som fortsetter:", "Measures that continue:")


def prefilled(whole: Whole, found: Accounts, following: tuple[Whole, Accounts] | None = None) -> dict[str, str]:
    """What the data says, by question; a question of the leader's own is not among them.

    `following` is next year's edition where it is begun, with its own accounts: a report of 2025 is written while 2026 is
    planned, and what is changed and ended there belongs to the way forward and to the results.
    """
    fill: Mapping[str, Callable[[], Iterator[str]]] = {
        "summary": lambda: _summary(whole, found),
        "goals": lambda: _goals(whole),
        "progress": lambda: _progress(whole),
        "changes": lambda: _changes(whole, found),
        "organisation": lambda: _organisation(whole),
        "economy": lambda: _economy(whole),
        "deviations": lambda: _deviations(whole),
        "results": lambda: _results(whole, found, following),
        "problems": lambda: _problems(whole),
        "way_forward": lambda: _forward(whole, following),
    }
    return {key: "\n".join(lines()) for key, lines in fill.items()}


def _named(whole: Whole, measure: Measure) -> str:
    return f"{label(measure, whole.goals_by_id)} {measure.title}"


def _summary(whole: Whole, found: Accounts) -> Iterator[str]:
    heard = [progress_of(measure) for measure in whole.measures]
    yield _SUMMARY.pick(whole.plan.lang).text.format(
        year=whole.edition.year,
        all=len(heard),
        done=heard.count(Progress.DONE),
        going=heard.count(Progress.IN_PROGRESS),
        new=len(found.new),
        changed=len(found.changed),
        ended=len(found.ended),
    )


def _goals(whole: Whole) -> Iterator[str]:
    return (f"{goal.number}. {goal.title}: {goal.main_objective}" for goal in whole.goals)


def _progress(whole: Whole) -> Iterator[str]:
    lang, year = whole.plan.lang, str(whole.edition.year)
    for measure in whole.measures:
        progress = progress_of(measure)
        said = (PROGRESS[progress] if progress else _NOT_REPORTED).pick(lang).text
        yield f"{_named(whole, measure)}: {said[:1].lower()}{said[1:]}."
        for one in measure.milestones:
            if one.done_on and one.done_on.startswith(year):
                yield f"- {_REACHED.pick(lang).text.format(day=day_in_words(one.done_on, lang), text=one.text)}"
            elif not one.done_on and (one.date or "9")[:4] <= year:
                yield f"- {_AHEAD.pick(lang).text.format(text=one.text)}"


def _changes(whole: Whole, found: Accounts) -> Iterator[str]:
    """Each measure that is new, changed or ended, what is changed, and the reason as it was given in the revision."""
    lang = whole.plan.lang
    for word, talks in ((_NEW, found.new), (_CHANGED, found.changed), (_ENDED, found.ended)):
        for talk in talks:
            told = talk.measure.revision
            said = [changes_in_words(talk.moved, lang)] if talk.moved and word is _CHANGED else []
            said += [told.reason] if told and told.reason else []
            head = f"{word.pick(lang).text}: {_named(whole, talk.measure)}"
            yield f"{head}: {' '.join(said)}" if said else f"{head}."


def _organisation(whole: Whole) -> Iterator[str]:
    return (f"{role.actor}: {role.task}" for role in whole.edition.roles)


# -- money -------------------------------------------------------------------------------------------------


def unspent(paid: int | None, spent: int | None, bound: int | None) -> int | None:
    """What is received, less what is spent and bound; None where nothing is received, never below 0."""
    return None if paid is None else max(0, paid - (spent or 0) - (bound or 0))


def by_source(whole: Whole) -> dict[str, dict[CellKind, int | None]]:
    """The year's kroner of each source and kind that has any; the source `total` holds the sums."""
    year = whole.edition.year
    found: dict[str, dict[CellKind, int | None]] = {}
    for source in (*whole.source_ids, ""):
        amounts = {
            kind: add(whole.book.amount(goal, year, source, "detail", kind) for goal in whole.goal_ids)
            for kind in CellKind
        }
        if any(amount is not None for amount in amounts.values()):
            found[source] = amounts
    found[TOTAL] = {kind: add(amounts[kind] for amounts in found.values()) for kind in CellKind}
    return found


def _economy(whole: Whole) -> Iterator[str]:
    lang = whole.plan.lang
    names = {source.id: source.name.pick(lang).text for source in whole.plan.sources}
    names[TOTAL] = _ALL.pick(lang).text
    for source, of in by_source(whole).items():
        left = unspent(of[CellKind.PAID], of[CellKind.SPENT], of[CellKind.BOUND])
        amounts = {kind.value: money(amount, lang) for kind, amount in of.items()}
        yield _OF_SOURCE.pick(lang).text.format(source=names.get(source, "–"), left=money(left, lang), **amounts)
    cells = [one for one in whole.ledger.cells if one.unit == "hours" and one.year == whole.edition.year]
    hours = add(one.amount for one in cells if one.kind is CellKind.SPENT)
    if hours is not None:
        yield _HOURS.pick(lang).text.format(hours=hours)


def _deviations(whole: Whole) -> Iterator[str]:
    lang, of = whole.plan.lang, by_source(whole)[TOTAL]
    left = unspent(of[CellKind.PAID], of[CellKind.SPENT], of[CellKind.BOUND])
    if left:
        yield _LEFT.pick(lang).text.format(amount=money(left, lang))
    for one in whole.ledger.movements:
        old, new = (
            f"{_place(whole, goal, measure)}, {year}"
            for goal, measure, year in (
                (one.from_goal, one.from_measure, one.from_year),
                (one.to_goal, one.to_measure, one.to_year),
            )
        )
        yield _MOVED.pick(lang).text.format(amount=money(one.amount, lang), old=old, new=new, reason=one.reason)
    for explanation in whole.edition.explanations:
        yield explanation.text


def _place(whole: Whole, goal: str, measure: str | None) -> str:
    found = whole.measures_by_id.get(measure or "")
    return _named(whole, found) if found else whole.goals_by_id[goal].title


# -- what came of it -------------------------------------------------------------------------------------


def _results(whole: Whole, found: Accounts, following: tuple[Whole, Accounts] | None) -> Iterator[str]:
    for edition, accounts in ((whole, found), *([following] if following else [])):
        for talk in accounts.ended:
            told = talk.measure.revision
            if told and told.evaluation:
                yield f"{_named(edition, talk.measure)}: {told.evaluation}"
    for measure in whole.measures:
        if measure.learning:
            yield f"{_named(whole, measure)}: {measure.learning}"


def _problems(whole: Whole) -> Iterator[str]:
    return (f"{_named(whole, one)}: {one.explanation}" for one in whole.measures if one.explanation)


def _forward(whole: Whole, following: tuple[Whole, Accounts] | None) -> Iterator[str]:
    if following and (changes := list(_changes(*following))):
        yield _IN_EDITION.pick(whole.plan.lang).text.format(year=following[0].edition.year)
        yield from (f"- {one}" for one in changes)
    whole = following[0] if following else whole
    ongoing = [one for one in whole.measures if one.priority in (Priority.PRIORITISED, Priority.LATER)]
    if ongoing:
        yield _NEXT.pick(whole.plan.lang).text
    yield from (f"- {_named(whole, one)} ({one.time_frame})" for one in ongoing)


# -- two writers -------------------------------------------------------------------------------------------


def mark(text: str) -> str:
    """A short mark of what a box held when it was opened."""
    return sha256(text.strip().encode()).hexdigest()[:16]


def merged(
    now: YearReport, filled: Mapping[str, str], typed: Mapping[str, str], opened: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """The answers with what somebody typed, and the boxes that another has written something else in meanwhile.

    `opened` are the marks of the boxes as the writer saw them. A box that says what the data says is kept empty, so that
    it follows the data.
    """
    answers, conflicts = dict(now.answers), []
    for key, text in typed.items():
        stored = now.answers.get(key, filled.get(key, ""))
        if mark(text) in (opened.get(key), mark(stored)):
            continue
        if opened.get(key) != mark(stored):
            conflicts.append(key)
            continue
        answers[key] = text
    return {key: text for key, text in answers.items() if mark(text) != mark(filled.get(key, ""))}, conflicts
