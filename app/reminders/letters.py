"""The letter, in the language of whoever gets it: plain text with whole addresses."""

from collections.abc import Iterator
from itertools import groupby

from app.catalogue.freshness.queries import Due
from app.catalogue.freshness.rules import Part
from app.catalogue.links.queries import BadLink
from app.catalogue.links.verdicts import NOTES
from app.kernel.text import Lang
from app.mail.outbox import Mail
from app.reminders.types import Digest, Recipient
from app.web.filters import day
from app.web.locale import gettext as _
from app.web.locale import ngettext, speaking

MOST_LINES = 10
"""Of each kind; the rest is a number. A letter should be read, not scrolled."""
PAGES = {
    "schemes": "/{lang}/ordningar/{key}",
    "organisations": "/{lang}/aktorar/{key}",
    "practice": "/{lang}/dome/{key}",
    "glossary": "/{lang}/omgrep#{key}",
}
DESK = "/{lang}/arbeid"
"""Where the recipient does the work."""


def digest_letter(recipient: Recipient, digest: Digest, base_url: str) -> Mail:
    with speaking(recipient.lang):
        entries = {(one.kind, one.key) for one in digest.due} | {(one.kind, one.key) for one in digest.links}
        total = len(entries) + sum(count for _plugin, count in digest.waiting)
        subject = ngettext(
            "%(num)d ting ventar på deg i Verkemiddel", "%(num)d ting ventar på deg i Verkemiddel", total
        )
        if digest.near:
            subject = _("Nær frist: sjå over %(title)s", title=digest.near[0].title.pick(recipient.lang).text)
        parts = [
            _("Hei, %(name)s.", name=recipient.name),
            *_near(digest, recipient.lang, base_url),
            *_stale(digest, recipient.lang, base_url),
            *_links(digest, recipient.lang, base_url),
            "\n".join(plugin.say(count) for plugin, count in digest.waiting),
            _("Arbeidssida di:") + f"\n{base_url}{DESK.format(lang=recipient.lang)}",
            _("Du får høgst eitt slikt brev i veka, utanom når ein frist er nær, og ingen når alt er gjort."),
        ]
    return Mail(recipient.email, subject[:190], "\n\n".join(part for part in parts if part) + "\n")


def _near(digest: Digest, lang: Lang, base_url: str) -> Iterator[str]:
    lines = [
        _("– %(title)s: frist %(day)s", title=one.title.pick(lang).text, day=day(one.near or ""))
        + f"\n  {_address(one, lang, base_url)}"
        for one in digest.near
    ]
    if lines:
        yield "\n".join([_("Fristar som er nær, og som ingen har stadfesta:"), *_at_most(lines)])


def _stale(digest: Digest, lang: Lang, base_url: str) -> Iterator[str]:
    names = {Part.AMOUNT: _("beløp"), Part.DEADLINE: _("frist"), Part.CONTACT: _("kontakt")}
    lines = []
    for _key, group in groupby(sorted(_by_entry(digest), key=lambda pair: pair[0]), key=lambda pair: pair[0]):
        items = [one for _place, one in group]
        said = ", ".join(
            _("%(part)s (sidan %(day)s)", part=names[one.part], day=day(one.confirmed.told)) for one in items
        )
        lines.append(f"– {items[0].title.pick(lang).text}: {said}\n  {_address(items[0], lang, base_url)}")
    if lines:
        yield "\n".join([_("Opplysningar som bør stadfestast på nytt:"), *_at_most(lines)])


def _by_entry(digest: Digest) -> Iterator[tuple[int, Due]]:
    """What is due and not near, numbered by the first place its entry has on the list."""
    places: dict[tuple[str, str], int] = {}
    for one in digest.due:
        if not one.near:
            yield places.setdefault((one.kind, one.key), len(places)), one


def _links(digest: Digest, lang: Lang, base_url: str) -> Iterator[str]:
    lines = []
    for one in digest.links:
        why = NOTES[one.note].pick(lang).text
        new = f"\n  → {one.new_url}" if one.new_url else ""
        lines.append(f"– {one.title.pick(lang).text}: {why}\n  {one.url}{new}\n  {_address(one, lang, base_url)}")
    if lines:
        yield "\n".join([_("Lenkjer som bør rettast:"), *_at_most(lines)])


def _address(one: Due | BadLink, lang: Lang, base_url: str) -> str:
    return base_url + PAGES[one.kind].format(lang=lang, key=one.key)


def _at_most(lines: list[str]) -> list[str]:
    left = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], *([ngettext("og %(num)d til", "og %(num)d til", left)] if left > 0 else [])]
