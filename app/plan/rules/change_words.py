"""What has changed in a measure, in the language of the plan: one line that the accounts, the report and the pages share."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from babel.dates import format_date

from app.kernel.text import Lang, LocalText
from app.plan.codes import Priority
from app.plan.rules.revision import Moved, Subject
from app.plan.rules.sentences import PATTERN, money
from app.plan.rules.timing import precision
from app.plan.vocabularies import PRIORITY

T = LocalText
SUBJECTS: Mapping[Subject, LocalText] = {
    "dates": T("tidsplan", "tidsplan", "schedule"),
    "money": T("pengar", "penger", "money"),
    "partners": T("ansvar og partnarar", "ansvar og partnere", "responsibility and partners"),
    "place": T("plass i planen", "plass i planen", "place in the plan"),
    "text": T("tekst", "tekst", "text"),
}
_ARROW = T("{name}: {old} → {new}", "{name}: {old} → {new}", "{name}: {old} → {new}")
_FRAME = T("tidsramme {old} → {new}", "tidsramme {old} → {new}", "time frame {old} → {new}")
_TITLE = T("tittel «{old}» → «{new}»", "tittel «{old}» → «{new}»", "title “{old}” → “{new}”")
_SUBTITLE = T("undertittel {old} → {new}", "undertittel {old} → {new}", "subtitle {old} → {new}")
_QUOTED = T("«{text}»", "«{text}»", "“{text}”")
_PRIORITY = T("{old} → {new}", "{old} → {new}", "{old} → {new}")
_UNDER = T("under «{heading}»", "under «{heading}»", "under “{heading}”")
_NOT_STATED = T("ikkje oppgjeve", "ikke oppgitt", "not stated")
_UNDATED = T("utan dato", "uten dato", "no date")
_MILESTONE = T(
    "milepælen «{text}» {old} → {new}", "milepælen «{text}» {old} → {new}", "the milestone “{text}” {old} → {new}"
)
_NEW_MILESTONE = T("ny milepæl «{text}», {day}", "ny milepæl «{text}», {day}", "new milestone “{text}”, {day}")
_NO_MILESTONE = T(
    "milepælen «{text}» er teken ut", "milepælen «{text}» er tatt ut", "the milestone “{text}” is taken out"
)
_IN = T("{names} kjem med", "{names} kommer med", "{names} joins")
_OUT = T("{names} er ikkje med lenger", "{names} er ikke med lenger", "{names} leaves")
_RESPONSIBLE_IN = T("{names} har ansvar", "{names} har ansvar", "{names} is responsible")
_RESPONSIBLE_OUT = T(
    "{names} har ikkje ansvar lenger", "{names} har ikke ansvar lenger", "{names} is no longer responsible"
)
_HALF = {
    "1": T("første halvår {year}", "første halvår {year}", "first half of {year}"),
    "2": T("andre halvår {year}", "andre halvår {year}", "second half of {year}"),
}
_QUARTER = T("{number}. kvartal {year}", "{number}. kvartal {year}", "quarter {number} of {year}")


def changes_in_words(moved: Sequence[Moved], lang: Lang) -> str:
    """What has changed, with the details where they are short: “tidsplan (tidsramme 2025-2028 → 2026-2028), tekst.”"""
    said: list[str] = []
    for subject in dict.fromkeys(one.subject for one in moved):
        details = [text for one in moved if one.subject == subject for text in _details(one, lang)]
        name = SUBJECTS[subject].pick(lang).text
        said.append(f"{name} ({'; '.join(details)})" if details else name)
    return ", ".join(said) + "."


def day_in_words(value: str | None, lang: Lang) -> str:
    """2025-06-17 -> 17. juni 2025; a month, a quarter, a half-year or a year as one; “utan dato” for none."""
    if not value:
        return _say(_UNDATED, lang)
    year = value[:4]
    match precision(value):
        case "year":
            return year
        case "half_year":
            return _say(_HALF[value[6]], lang, year=year)
        case "quarter":
            return _say(_QUARTER, lang, number=value[6], year=year)
        case "month":
            return str(format_date(date.fromisoformat(f"{value}-01"), "MMMM y", locale=PATTERN[lang][1]))
        case _:
            form, locale = PATTERN[lang]
            return str(format_date(date.fromisoformat(value), form, locale=locale))


def _say(words: LocalText, lang: Lang, /, **values: object) -> str:
    return words.pick(lang).text.format(**values)


def _details(one: Moved, lang: Lang) -> Iterator[str]:
    if one.field.startswith("money/"):
        old, new = (_say(_NOT_STATED, lang) if v is None else money(v, lang) for v in (one.old, one.new))
        yield _say(_ARROW, lang, name=one.field.partition("/")[2], old=old, new=new)
    elif one.field in _OF_FIELD:
        yield from _OF_FIELD[one.field](one.old, one.new, lang)


def _frame(old: Any, new: Any, lang: Lang) -> Iterator[str]:
    yield _say(_FRAME, lang, old=old, new=new)


def _title(old: Any, new: Any, lang: Lang) -> Iterator[str]:
    yield _say(_TITLE, lang, old=old, new=new)


def _subtitle(old: Any, new: Any, lang: Lang) -> Iterator[str]:
    was, now = (_say(_QUOTED, lang, text=text) if text else _say(_NOT_STATED, lang) for text in (old, new))
    yield _say(_SUBTITLE, lang, old=was, new=now)


def _sections(old: Any, new: Any, lang: Lang) -> Iterator[str]:
    """The headings under which the text is another."""
    before, now = ({one.get("heading") or "": one for one in found or ()} for found in (old, new))
    for heading in dict.fromkeys([*now, *before]):
        if heading and before.get(heading) != now.get(heading):
            yield _say(_UNDER, lang, heading=heading)


def _priority(old: Any, new: Any, lang: Lang) -> Iterator[str]:
    words = (PRIORITY[Priority(code)].pick(lang).text.lower() for code in (old, new))
    yield _say(_PRIORITY, lang, **dict(zip(("old", "new"), words, strict=True)))


def _milestones(old: Any, new: Any, lang: Lang) -> Iterator[str]:
    before, now = ({one["id"]: one for one in found or ()} for found in (old, new))
    for key, one in now.items():
        day = day_in_words(one.get("date"), lang)
        if key not in before:
            yield _say(_NEW_MILESTONE, lang, text=one["text"], day=day)
        elif before[key].get("date") != one.get("date"):
            then = day_in_words(before[key].get("date"), lang)
            yield _say(_MILESTONE, lang, text=one["text"], old=then, new=day)
    for key in before.keys() - now.keys():
        yield _say(_NO_MILESTONE, lang, text=before[key]["text"])


def _names(came: LocalText, left: LocalText) -> Callable[[Any, Any, Lang], Iterator[str]]:
    def told(old: Any, new: Any, lang: Lang) -> Iterator[str]:
        for words, names, others in ((came, new, old), (left, old, new)):
            found = [name for name in names or () if name not in (others or ())]
            if found:
                yield _say(words, lang, names=", ".join(found))

    return told


_OF_FIELD: Mapping[str, Callable[[Any, Any, Lang], Iterator[str]]] = {
    "time_frame": _frame,
    "title": _title,
    "subtitle": _subtitle,
    "sections": _sections,
    "priority": _priority,
    "milestones": _milestones,
    "partners": _names(_IN, _OUT),
    "responsible": _names(_RESPONSIBLE_IN, _RESPONSIBLE_OUT),
}
