"""The main form of a measure: its fields, and how they become the measure and back."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from app.catalogue import reading as catalogue
from app.catalogue.editing.shape import Sort
from app.kernel.collation import sort_key
from app.plan import presenters
from app.plan.codes import Change, Priority, SectionType
from app.plan.editing.form import Field, Unreadable
from app.plan.editing.measure_fields import certainty_choices
from app.plan.rules.block_text import blocks_of, text_of
from app.plan.rules.whole import Whole, label
from app.plan.types import Measure
from app.web.locale import current_lang, gettext

Content = dict[str, Any]
ENDINGS = (Change.ENDED, Change.MERGED)
MARKS = ("early_phase", "cross_cutting")
LINES = ("responsible", "partners", "internal_notes")
"""Lists that are written with a line for each."""


def _(text: str) -> str:
    """Marks a text for the translations; it is translated where it is shown."""
    return text


def lines_of(text: str) -> list[str]:
    """The lines that say something, each once: a name that stands there already is no new partner."""
    return list(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


def _show_lines(value: Any) -> str:
    return "\n".join(value or [])


def _year_read(years: Sequence[int]) -> Callable[[str], int]:
    def read(text: str) -> int:
        if re.fullmatch(r"[12]\d{3}", text) and int(text) in years:
            return int(text)
        sentence = _("«%(text)s» er ikkje eit år i perioden %(first)s–%(last)s.")
        raise Unreadable(gettext(sentence, text=text, first=years[0], last=years[-1]))

    return read


def _number_read(text: str) -> int:
    if re.fullmatch(r"[1-9]\d{0,2}", text):
        return int(text)
    raise Unreadable(gettext(_("«%(text)s» er ikkje eit nummer frå 1 til 999."), text=text))


def fields(whole: Whole, measure: Measure | None) -> tuple[Field, ...]:
    """The fields of the form; `measure` as it stands, `None` for a new one."""
    return (*_head(whole, measure), *_time(whole), *_who(), *_texts(), *_relations(whole), *_end(measure))


def _head(whole: Whole, measure: Measure | None) -> tuple[Field, ...]:
    goals = [(goal.id, f"{goal.number}. {goal.title}") for goal in whole.goals]
    may_be = [code for code in Priority if code is not Priority.ENDED or (measure and measure.priority is code)]
    return (
        Field("title", _("Tittel"), needed=_("Tiltaket må ha ein tittel.")),
        Field("subtitle", _("Undertittel")),
        Field("goal", _("Delmål"), Sort.CHOICE, choices=goals, needed=_("Eit tiltak må ha eit delmål.")),
        Field(
            "number",
            _("Nummer under delmålet"),
            needed=_("Skriv nummeret."),
            read=_number_read,
            small=True,
            own_words=False,
        ),
        Field(
            "priority",
            _("Prioritet"),
            Sort.CHOICE,
            help=_("Eit tiltak blir avslutta på si eiga side, med ei vurdering."),
            choices=[(code.value, presenters.label("priority", code)) for code in may_be],
            needed=_("Vel prioritet."),
        ),
        Field(
            "marks",
            _("Merke"),
            Sort.CHOICES,
            choices=[("early_phase", gettext(_("Tidleg fase"))), ("cross_cutting", gettext(_("På tvers av delmåla")))],
        ),
    )


def _time(whole: Whole) -> tuple[Field, ...]:
    read = _year_read(whole.years)
    return (
        Field(
            "time_frame",
            _("Tidsramme"),
            help=_("Slik ho skal stå i planen, med år eller ord."),
            example="2026–2028",
            needed=_("Skriv tidsramma."),
        ),
        Field("from_year", _("Første år"), read=read, small=True, own_words=False),
        Field("to_year", _("Siste år"), read=read, small=True, own_words=False),
        Field("time_certainty", _("Kor sikker er tida?"), Sort.CHOICE, choices=certainty_choices()),
        Field(
            "state_money",
            _("Statlege midlar?"),
            Sort.CHOICE,
            choices=[("yes", gettext(_("Ja"))), ("no", gettext(_("Nei")))],
            read=lambda text: text == "yes",
            show=lambda value: "yes" if value else "no",
        ),
    )


def _who() -> tuple[Field, ...]:
    help_ = _("Éin på kvar linje, slik namnet skal stå. Kvart namn må vere ein aktør eller ein skrivemåte under Folk.")
    return (
        Field(
            "responsible",
            _("Hovudansvarleg"),
            help=help_,
            needed=_("Skriv minst éin som har ansvaret."),
            read=lines_of,
            show=_show_lines,
            long=True,
        ),
        Field("partners", _("Samarbeidspartar"), help=help_, read=lines_of, show=_show_lines, long=True),
        Field(
            "contributions",
            _("Kven bidreg"),
            Sort.ROWS,
            help=_("Kven, med kva, og kor sikkert det er."),
            inside=(
                Field("actor", _("Kven"), needed=_("Skriv kven.")),
                Field("what", _("Kva")),
                Field("certainty", _("Kor sikkert"), Sort.CHOICE, choices=certainty_choices()),
            ),
        ),
    )


def _texts() -> tuple[Field, ...]:
    types = [(code.value, presenters.label("section_type", code)) for code in SectionType]
    return (
        Field(
            "sections",
            _("Teksten"),
            Sort.ROWS,
            help=_(
                "Ei tom linje skil avsnitt. Linjer som byrjar med «- », blir ei liste; «1. » gjev ei nummerert liste."
            ),
            inside=(
                Field("type", _("Slag"), Sort.CHOICE, choices=types, needed=_("Vel kva slag avsnitt det er.")),
                Field("heading", _("Overskrift"), help=_("Slik ho skal stå. Kan vere tom.")),
                Field(
                    "blocks",
                    _("Tekst"),
                    read=blocks_of,
                    show=text_of,
                    long=True,
                    needed=_("Skriv teksten, eller ta bort rada."),
                ),
            ),
        ),
    )


def _relations(whole: Whole) -> tuple[Field, ...]:
    lang = current_lang()
    targets = [(f"goal:{goal.id}", gettext(_("Delmål %(number)s"), number=goal.number)) for goal in whole.goals]
    targets += [(f"measure:{m.id}", f"{label(m, whole.goals_by_id)} {m.title}") for m in whole.measures]
    schemes = [(key, found.scheme.title.pick(lang).text) for key, found in catalogue.every_scheme().items()]
    return (
        Field(
            "links",
            _("Må sjåast saman med"),
            Sort.ROWS,
            inside=(
                Field(
                    "target",
                    _("Delmål eller tiltak"),
                    Sort.CHOICE,
                    choices=targets,
                    needed=_("Vel eit delmål eller eit tiltak."),
                ),
                Field("how", _("Korleis heng dei saman?"), needed=_("Skriv korleis dei heng saman.")),
            ),
        ),
        Field(
            "schemes",
            _("Støtteordningar"),
            Sort.ROWS,
            inside=(
                Field("name", _("Slik teksten nemner ordninga"), needed=_("Skriv namnet på ordninga.")),
                Field(
                    "scheme",
                    _("Oppslaget i oversynet"),
                    Sort.CHOICE,
                    choices=sorted(schemes, key=lambda pair: sort_key(pair[1])),
                ),
            ),
        ),
        Field("learning", _("Kva har vi lært?"), long=True),
        Field("transfer_value", _("Kva kan andre bruke?"), long=True),
    )


def _end(measure: Measure | None) -> tuple[Field, ...]:
    revision = measure.revision if measure else None
    may_be = [code for code in Change if code not in ENDINGS or (revision and revision.change is code)]
    return (
        Field(
            "revision_change",
            _("Kva gjer denne utgåva med tiltaket?"),
            Sort.CHOICE,
            choices=[(code.value, presenters.label("change", code)) for code in may_be],
        ),
        Field(
            "revision_reason",
            _("Kvifor?"),
            help=_("Grunngjevinga står i planen. Departementet spør etter ho kvart år."),
            long=True,
        ),
        Field("revision_evaluation", _("Kva har tiltaket bidrege til?"), long=True),
        Field(
            "internal_notes",
            _("Interne notat"),
            help=_("Eitt på kvar linje. Berre dei som arbeider med planen, ser dei."),
            read=lines_of,
            show=_show_lines,
            long=True,
        ),
    )


def fill(content: Content) -> Content:
    """A measure as the form has it."""
    revision = content.get("revision") or {}
    return {
        **content,
        "marks": [mark for mark in MARKS if content.get(mark)],
        "time_certainty": content.get("time_certainty", "certain"),
        "links": [_link_filled(link) for link in content.get("links", [])],
        **{f"revision_{name}": revision.get(name) for name in ("change", "reason", "evaluation")},
    }


def _link_filled(link: Content) -> Content:
    target = f"goal:{link['goal']}" if link.get("goal") else f"measure:{link.get('measure', '')}"
    return {"target": target, "how": link["how"]}


def pour(whole: Whole) -> Callable[[Content, Content], Content]:
    """(what the form holds, the measure before) -> the measure."""

    def poured(values: Content, before: Content) -> Content:
        own = {name: value for name, value in values.items() if name != "marks" and not name.startswith("revision_")}
        own |= {mark: mark in values.get("marks", []) or None for mark in MARKS}
        own["time_certainty"] = None if values["time_certainty"] == "certain" else values["time_certainty"]
        own["links"] = [_link_poured(link) for link in values["links"]]
        own["contributions"] = [_contribution(whole, row, before) for row in values["contributions"]]
        own["revision"] = _revision(values, before.get("revision") or {})
        if values["priority"] != before.get("priority"):
            own["priority_from"] = None  # somebody has said it now
        return {name: value for name, value in {**before, **own}.items() if value not in (None, "", [], {})}

    return poured


def _link_poured(link: Content) -> Content:
    kind, _colon, key = link.get("target", "").partition(":")
    return {kind: key, "how": link.get("how", "")}


def _contribution(whole: Whole, row: Content, before: Content) -> Content:
    """The row, with the actors that the same words meant before, else the one that they mean by themselves."""
    same = next((it for it in before.get("contributions", []) if it["actor"] == row.get("actor")), None)
    actor = whole.actor(row.get("actor", ""))
    meant = same.get("actors", []) if same else [actor.id] if actor else []
    return row | ({"actors": meant} if meant else {})


def _revision(values: Content, before: Content) -> Content:
    own = {name: values[f"revision_{name}"] for name in ("change", "reason", "evaluation")}
    found = {name: value for name, value in {**before, **own}.items() if value}
    return found if found.get("change") else {}


def check(values: Content) -> dict[str, str]:
    """What is wrong with fields taken together."""
    found = {}
    first, last = values.get("from_year"), values.get("to_year")
    if first and last and first > last:
        found["to_year"] = gettext(_("Det siste året, %(last)s, er før det første, %(first)s."), first=first, last=last)
    told = values.get("revision_reason") or values.get("revision_evaluation")
    if told and not values.get("revision_change"):
        found["revision_change"] = gettext(_("Vel kva utgåva gjer med tiltaket."))
    return found
