"""Entries as a page shows them: values ready to print, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.catalogue import rules
from app.catalogue.indexing import municipalities
from app.catalogue.queries import Published
from app.catalogue.types import Amount, Contact, DeadlineType, Organisation, Scheme, Status
from app.catalogue.vocabularies import BY_NAME, DEADLINE, KIND, LEVEL, MUNICIPALITY, STATUS
from app.kernel.text import Lang, Shown
from app.web.filters import NO_BREAK, day, kroner, number
from app.web.locale import gettext as _
from app.web.locale import ngettext

SOON_DAYS = 21


@dataclass(frozen=True, slots=True)
class Tag:
    """A short word on a coloured ground, with an icon that repeats it."""

    text: str
    colour: str
    icon: str


@dataclass(frozen=True, slots=True)
class Card:
    """A scheme in a list."""

    key: str
    title: Shown
    promise: Shown
    provider: Shown
    level: str
    kinds: tuple[str, ...]
    amount: str
    share: str
    deadline: Tag
    status: Tag | None
    place: str
    stale: frozenset[str]
    """The parts that fade, because nobody has confirmed them for too long."""


def label(vocabulary: str, code: str, lang: Lang) -> str:
    """What a code is called."""
    return BY_NAME[vocabulary][code].pick(lang).text


def labels(vocabulary: str, codes: Iterable[str], lang: Lang) -> list[str]:
    return [label(vocabulary, code, lang) for code in codes]


def cards(found: Iterable[Published], organisations: Mapping[str, Organisation], lang: Lang, today: date) -> list[Card]:
    return [card(published.scheme, organisations, lang, today) for published in found]


def card(
    scheme: Scheme,
    organisations: Mapping[str, Organisation],
    lang: Lang,
    today: date,
    stale: frozenset[str] = frozenset(),
) -> Card:
    provider = organisations.get(scheme.provider)
    status = rules.status_of(scheme, today)
    return Card(
        key=scheme.id,
        title=scheme.title.pick(lang),
        promise=scheme.promise.pick(lang),
        provider=provider.name.pick(lang) if provider else Shown(scheme.provider, lang),
        level=LEVEL[scheme.level].pick(lang).text,
        kinds=tuple(KIND[kind].pick(lang).text for kind in scheme.kinds),
        amount=amount_in_short(scheme.amount),
        share=share_in_short(scheme.amount),
        deadline=deadline_tag(scheme, today, lang),
        status=status_tag(status, lang),
        place=", ".join(MUNICIPALITY[code].nn for code in municipalities(scheme))
        if scheme.municipalities != "all"
        else "",
        stale=stale,
    )


def amount_in_short(amount: Amount | None) -> str:
    """“Inntil 500 000 kroner”, or nothing where no sum is known."""
    if amount is None or not (amount.min or amount.max):
        return ""
    if amount.min and amount.max:
        if amount.min == amount.max:
            return kroner(amount.max)
        low, high = number(amount.min), kroner(amount.max)
        return high.replace(number(amount.max), f"{low}–{number(amount.max)}")
    if amount.max:
        return _("Inntil %(sum)s", sum=kroner(amount.max))
    assert amount.min
    return _("Frå %(sum)s", sum=kroner(amount.min))


def share_in_short(amount: Amount | None) -> str:
    """“Dekkjer inntil 50 %”, or nothing."""
    if amount is None or not amount.share_percent:
        return ""
    return _("Dekkjer inntil %(share)s", share=f"{amount.share_percent}{NO_BREAK}%")


def deadline_tag(scheme: Scheme, today: date, lang: Lang) -> Tag:
    """The deadline in few words: the next day known and whether it is sure, else its kind."""
    deadline = scheme.deadline
    if coming := rules.next_deadline(deadline, today):
        left = (coming - today).days
        if not rules.is_deadline_confirmed(scheme, today):
            return Tag(_("Kjend frist %(day)s, ikkje stadfesta", day=day(coming)), "warning", "Calendar")
        if left <= SOON_DAYS:
            return Tag(_("Frist %(day)s – %(left)s", day=day(coming), left=days_left(left)), "danger", "Hourglass")
        return Tag(_("Frist %(day)s", day=day(coming)), "neutral", "Calendar")
    match deadline.type:
        case DeadlineType.ROLLING:
            return Tag(DEADLINE[deadline.type].pick(lang).text, "success", "ArrowsCirclepath")
        case DeadlineType.CALL:
            return Tag(DEADLINE[deadline.type].pick(lang).text, "neutral", "Calendar")
        case DeadlineType.NONE:
            return Tag(_("Ingen søknadsfrist"), "success", "CheckmarkCircle")
        case _:
            return Tag(_("Frist ikkje stadfesta"), "neutral", "QuestionmarkDiamond")


def days_left(left: int) -> str:
    if left == 0:
        return _("i dag")
    return ngettext("om %(num)d dag", "om %(num)d dagar", left)


def status_tag(status: Status, lang: Lang) -> Tag | None:
    """Only what a reader must be told; open needs no mark."""
    if status is Status.OPEN:
        return None
    colour = {Status.CLOSED: "danger", Status.PAUSED: "warning", Status.UPCOMING: "info"}.get(status, "warning")
    icon = {Status.CLOSED: "XMarkOctagon", Status.UNKNOWN: "QuestionmarkDiamond"}.get(status, "Hourglass")
    return Tag(STATUS[status].pick(lang).text, colour, icon)


def contacts_of(scheme: Scheme, organisations: Mapping[str, Organisation]) -> list[Contact]:
    """Whom to ring: the scheme's own offices, else the provider's, else a partner's."""
    own = [contact for contact in scheme.contacts if rules.answers(contact)]
    if own:
        return own
    for key in (scheme.provider, *scheme.partners):
        provider = organisations.get(key)
        if provider and (found := [contact for contact in provider.contacts if rules.answers(contact)]):
            return found
    provider = organisations.get(scheme.provider)
    if scheme.contacts or not provider or not provider.homepage:
        return list(scheme.contacts)
    return [Contact(name=provider.name, url=provider.homepage)]
