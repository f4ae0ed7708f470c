"""Does the plan hang together? What the document leaves out, says twice, or says in two ways. Sentences with figures."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from app.kernel.text import LocalText
from app.plan.codes import Box, CheckLevel, Priority, SectionType
from app.plan.rules.decisions import actor_of, parties
from app.plan.rules.sentences import Check, Day, said
from app.plan.rules.timing import span
from app.plan.rules.whole import Whole, label
from app.plan.types import Measure

T = LocalText
OK, INFO, WARNING = CheckLevel.OK, CheckLevel.INFO, CheckLevel.WARNING
LONG_BEFORE_DAYS = 183
"""A letter about the plan's money that is older than this when the period begins has a doubtful date."""


def structure_checks(whole: Whole) -> Iterator[Check]:
    """Every check of what is not money."""
    yield from _counts(whole)
    yield from _titles(whole)
    yield from _priorities(whole)
    yield from _goals(whole)
    yield from _lists(whole)
    yield from _steps(whole)
    yield from _dates(whole)
    yield from _decisions(whole)
    yield from _footnotes(whole)


COUNT = T(
    "Planen har {total} tiltak: {parts}.",
    "Planen har {total} tiltak: {parts}.",
    "The plan has {total} measures: {parts}.",
)
COUNT_PART = T("{count} under delmål {number}", "{count} under delmål {number}", "{count} under goal {number}")
COUNT_WRONG = T(
    "Delmål {number} har {count} tiltak; dokumentet har {wanted}.",
    "Delmål {number} har {count} tiltak; dokumentet har {wanted}.",
    "Goal {number} has {count} measures; the document has {wanted}.",
)
FRAMES = T(
    "Tidsrammene er {parts}.",
    "Tidsrammene er {parts}.",
    "The time frames are {parts}.",
)
FRAME_PART = T("«{frame}» for {count} tiltak", "«{frame}» for {count} tiltak", "“{frame}” for {count} measures")


def _counts(whole: Whole) -> Iterator[Check]:
    counts = {goal.id: len(whole.measures_of(goal.id)) for goal in whole.goals}
    parts = [said(COUNT_PART, count=counts[goal.id], number=goal.number) for goal in whole.goals]
    wrong = {goal: wanted for goal, wanted in whole.edition.expected_measures.items() if counts.get(goal) != wanted}
    for goal in whole.goals:
        if goal.id in wrong:
            text = said(COUNT_WRONG, number=goal.number, count=counts[goal.id], wanted=wrong[goal.id])
            figures: dict[str, float | None] = {"count": counts[goal.id], "document": wrong[goal.id]}
            yield Check("measure_count", WARNING, text, goal=goal.id, figures=figures)
    if not wrong:
        total = len(whole.measures)
        yield Check("measure_count", OK, said(COUNT, total=total, parts=parts), figures={"total": total, **counts})
    frames = Counter(measure.time_frame for measure in whole.measures)
    if frames:
        named = [said(FRAME_PART, frame=frame, count=count) for frame, count in frames.items()]
        yield Check("time_frames", INFO, said(FRAMES, parts=named), figures=dict(frames))


TITLES = T(
    "{what} har {count} titlar: {titles}.",
    "{what} har {count} titler: {titles}.",
    "{what} has {count} titles: {titles}.",
)


def _titles(whole: Whole) -> Iterator[Check]:
    for goal in whole.goals:
        if goal.titles:
            what = T(f"Delmål {goal.number}", f"Delmål {goal.number}", f"Goal {goal.number}")
            yield _variants(what, [goal.title, *(t.text for t in goal.titles)], goal.id, None)
    for measure in whole.measures:
        if measure.titles:
            number = label(measure, whole.goals_by_id)
            what = T(f"Tiltak {number}", f"Tiltak {number}", f"Measure {number}")
            yield _variants(what, [measure.title, *(t.text for t in measure.titles)], measure.goal, measure.id)


def _variants(what: LocalText, titles: list[str], goal: str, measure: str | None) -> Check:
    distinct = list(dict.fromkeys(titles))
    text = said(TITLES, what=what, count=len(distinct), titles=distinct)
    return Check("several_titles", INFO, text, goal, measure, figures={"titles": len(distinct)})


INFERRED = T(
    "Dokumentet skulle vise prioriteten med grå skrift, men fargen er borte. For {count} tiltak er prioriteten lesen ut av tidsramma.",
    "Dokumentet skulle vise prioriteten med grå skrift, men fargen er borte. For {count} tiltak er prioriteten lest ut av tidsrammen.",
    "The document was to show priority by grey print, but the colour is lost. For {count} measures the priority is read from the time frame.",
)


def _priorities(whole: Whole) -> Iterator[Check]:
    count = sum(measure.priority_from == "time_frame" for measure in whole.measures)
    if count:
        yield Check("priority_inferred", INFO, said(INFERRED, count=count), figures={"count": count})


NO_GROUP = T(
    "Delmål {number} har inga arbeidsgruppe i organisasjonskartet.",
    "Delmål {number} har ingen arbeidsgruppe i organisasjonskartet.",
    "Goal {number} has no working group in the organisation chart.",
)
NO_COORDINATOR = T(
    "Planen nemner ingen koordinator for delmål {number}.",
    "Planen nevner ingen koordinator for delmål {number}.",
    "The plan names no coordinator for goal {number}.",
)
UNCERTAIN = T(
    "Styringsgruppa er usikker på om delmål {number} har funne forma si.",
    "Styringsgruppen er usikker på om delmål {number} har funnet formen sin.",
    "The steering group is unsure whether goal {number} has found its form.",
)


def _goals(whole: Whole) -> Iterator[Check]:
    grouped = {box.goal for box in whole.edition.chart if box.kind is Box.WORKING_GROUP}
    for goal in whole.goals:
        if whole.edition.chart and goal.id not in grouped:
            yield Check("no_working_group", WARNING, said(NO_GROUP, number=goal.number), goal=goal.id)
        if not goal.coordinator:
            yield Check("no_coordinator", INFO, said(NO_COORDINATOR, number=goal.number), goal=goal.id)
        if goal.uncertain:
            yield Check("goal_uncertain", INFO, said(UNCERTAIN, number=goal.number), goal=goal.id)


ONLY_TABLE = T(
    "Tiltak {label}: {names} står som samarbeidspart i tabellen, men teksten nemner ikkje kva dei bidreg med.",
    "Tiltak {label}: {names} står som samarbeidspart i tabellen, men teksten nevner ikke hva de bidrar med.",
    "Measure {label}: {names} is listed as a partner in the table, but the text does not say what they contribute.",
)
ONLY_TEXT = T(
    "Tiltak {label}: {names} bidreg etter teksten, men står ikkje i tabellen.",
    "Tiltak {label}: {names} bidrar etter teksten, men står ikke i tabellen.",
    "Measure {label}: {names} contributes according to the text but is not in the table.",
)


def _lists(whole: Whole) -> Iterator[Check]:
    for measure in whole.measures:
        if measure.contributions:
            yield from _list_difference(whole, measure)


def _list_difference(whole: Whole, measure: Measure) -> Iterator[Check]:
    by_id = {actor.id: actor for actor in whole.plan.actors}
    table = whole.actor_ids(measure.partners)
    known = {*table, *whole.actor_ids(measure.responsible)}
    text = [actor for contribution in measure.contributions for actor in contribution.actors]
    number = label(measure, whole.goals_by_id)
    for code, words, missing in (
        ("partner_only_in_table", ONLY_TABLE, [a for a in table if a not in text]),
        ("partner_only_in_text", ONLY_TEXT, [a for a in dict.fromkeys(text) if a not in known]),
    ):
        names = [by_id[a].name for a in missing if a in by_id and (by_id[a].organisation or by_id[a].members)]
        if names:
            sentence = said(words, label=number, names=names)
            yield Check(code, INFO, sentence, measure.goal, measure.id, figures={"count": len(names)})


NO_STEPS = T(
    "{count} tiltak har ingen første steg: {labels}.",
    "{count} tiltak har ingen første steg: {labels}.",
    "{count} measures have no first steps: {labels}.",
)
OUTSIDE = T(
    "Tiltak {label}: milepælen «{milestone}» ({date}) ligg utanfor tidsramma {frame}.",
    "Tiltak {label}: milepælen «{milestone}» ({date}) ligger utenfor tidsrammen {frame}.",
    "Measure {label}: the milestone “{milestone}” ({date}) is outside the time frame {frame}.",
)


def _steps(whole: Whole) -> Iterator[Check]:
    bare = [
        label(measure, whole.goals_by_id)
        for measure in whole.measures
        if measure.priority is not Priority.ENDED
        and SectionType.FIRST_STEPS not in {section.type for section in measure.sections}
    ]
    if bare:
        yield Check("no_first_steps", INFO, said(NO_STEPS, count=len(bare), labels=bare), figures={"count": len(bare)})
    for measure in whole.measures:
        for milestone in measure.milestones:
            if not milestone.date or not measure.from_year or not measure.to_year:
                continue
            year = span(milestone.date).first.year
            if not measure.from_year <= year <= measure.to_year:
                text = said(
                    OUTSIDE,
                    label=label(measure, whole.goals_by_id),
                    milestone=milestone.text,
                    date=milestone.date,
                    frame=measure.time_frame,
                )
                yield Check("milestone_outside", WARNING, text, measure.goal, measure.id, year)


DOUBTFUL = T(
    "Datoen {date} på «{title}» er tvilsam.",
    "Datoen {date} på «{title}» er tvilsom.",
    "The date {date} of “{title}” is doubtful.",
)
PRINTED_DATE = T(
    "Dokumentet skriv datoen som «{printed}» for {party}; han er lesen som {date}.",
    "Dokumentet skriver datoen som «{printed}» for {party}; den er lest som {date}.",
    "The document writes the date as “{printed}” for {party}; it is read as {date}.",
)
BEFORE_SIGNING = T(
    "{party} skulle handsame planen {date}, før avtala skulle signerast {signing}.",
    "{party} skulle behandle planen {date}, før avtalen skulle signeres {signing}.",
    "{party} was to deal with the plan on {date}, before the agreement was to be signed on {signing}.",
)
UNSIGNED = T(
    "Avtala skulle signerast {date}. At det er gjort, er ikkje stadfesta.",
    "Avtalen skulle signeres {date}. At det er gjort, er ikke bekreftet.",
    "The agreement was to be signed on {date}. That it was, is not confirmed.",
)


def _dates(whole: Whole) -> Iterator[Check]:
    plan = whole.plan
    begins = date(plan.from_year, 1, 1)
    for letter in plan.letters:
        long_before = (begins - date.fromisoformat(letter.date)).days > LONG_BEFORE_DAYS
        if not letter.checked_on and (letter.doubt or long_before):
            yield Check("doubtful_date", WARNING, said(DOUBTFUL, date=Day(letter.date), title=letter.title))
    for meeting in whole.edition.meetings:
        if meeting.printed_date:
            text = said(PRINTED_DATE, printed=meeting.printed_date, party=meeting.party, date=Day(meeting.date))
            yield Check("printed_date", INFO, text)
    signing = plan.signed_on or plan.signing_planned
    for meeting in whole.edition.meetings:
        if signing and meeting.date < signing:
            text = said(BEFORE_SIGNING, party=meeting.party, date=Day(meeting.date), signing=Day(signing))
            yield Check("before_signing", INFO, text)
    if plan.signing_planned and not plan.signed_on:
        yield Check("not_signed", INFO, said(UNSIGNED, date=Day(plan.signing_planned)))


UNDECIDED = T(
    "{count} av {all} partar har ikkje registrert vedtak: {names}.",
    "{count} av {all} parter har ikke registrert vedtak: {names}.",
    "{count} of {all} parties have no decision recorded: {names}.",
)
NO_APPROVAL = T(
    "{party} er part i avtala, men står ikkje i godkjenningstabellen.",
    "{party} er part i avtalen, men står ikke i godkjenningstabellen.",
    "{party} is a party to the agreement but is not in the table of approvals.",
)
NO_MEETING = T(
    "{party} skal godkjenne planen, men har ingen møtedato i planen.",
    "{party} skal godkjenne planen, men har ingen møtedato i planen.",
    "{party} is to approve the plan but has no meeting date in it.",
)


def _decisions(whole: Whole) -> Iterator[Check]:
    approvals = {actor_of(whole, approval.party): approval for approval in reversed(whole.edition.approvals)}
    deciding = [party for party in parties(whole) if party.actor in approvals]
    waiting = [party.name for party in deciding if not party.is_decided]
    if waiting:
        text = said(UNDECIDED, count=len(waiting), all=len(deciding), names=waiting)
        yield Check("undecided", INFO, text, figures={"waiting": len(waiting), "parties": len(deciding)})
    if not approvals:
        return
    meeting = set(whole.actor_ids([meeting.party for meeting in whole.edition.meetings]))
    for party in whole.plan.parties:
        actor = whole.actor(party)
        if actor and actor.id not in approvals:
            yield Check("party_not_approving", WARNING, said(NO_APPROVAL, party=party))
    for actor_id, approval in reversed(approvals.items()):
        if whole.edition.meetings and whole.actor(approval.party) and actor_id not in meeting:
            yield Check("party_without_meeting", INFO, said(NO_MEETING, party=approval.party))


SAME_MARK = T(
    "Merket «{mark}» står for {count} ulike fotnotar. Kvar høyrer til si rute.",
    "Merket «{mark}» står for {count} ulike fotnoter. Hver hører til sin rute.",
    "The mark “{mark}” stands for {count} different footnotes. Each belongs to its own cell.",
)


def _footnotes(whole: Whole) -> Iterator[Check]:
    for mark, count in Counter(note.mark for note in whole.edition.footnotes).items():
        if count > 1:
            yield Check("same_footnote_mark", INFO, said(SAME_MARK, mark=mark, count=count), figures={"count": count})
