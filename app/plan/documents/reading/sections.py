"""Which headings mean what, also those that are only bold, or that stand on the line of the text that follows."""

import re
from collections.abc import Mapping

from app.plan.codes import SectionType
from app.plan.documents import words
from app.plan.documents.reading.blocks import Line
from app.plan.documents.reading.names import bare, plain
from app.plan.rules.whole import Whole

LONGEST_HEADING = 120
_TYPES: Mapping[SectionType, tuple[str, ...]] = {
    SectionType.CHALLENGE: ("Utfordring", "Utfordringar", "Utfordringer", "Challenge"),
    SectionType.DESCRIPTION: (
        "Skildring av tiltaket",
        "Skildring av tiltak",
        "Skildring",
        "Beskrivelse av tiltaket",
        "Beskrivelse av tiltak",
        "Beskrivelse",
        "Tiltak",
        "Description",
    ),
    SectionType.OBJECTIVES: ("Mål", "Mål med tiltaket", "Mål med innsiktsarbeidet", "Objectives"),
    SectionType.FIRST_STEPS: ("Første steg", "Fyrste steg", "Første skritt", "First steps"),
    SectionType.CONTRIBUTIONS: (
        "Kven bidreg – og korleis?",
        "Kven bidreg",
        "Medverkande",
        "Hvem bidrar – og hvordan?",
        "Hvem bidrar",
        "Medvirkende",
        "Who contributes",
    ),
    SectionType.FURTHER_PLANNING: ("Vidare planlegging", "Videre planlegging", "Further planning"),
}
KNOWN = {bare(text): kind for kind, found in _TYPES.items() for text in found}
_INLINE = re.compile(
    r"(?P<head>[^:\n–]{3,60}?(?: – og korleis\?| – og hvordan\?)?)(?P<mark>\s*[:\n]\s*|\s+[–-]\s+)(?P<rest>\S.*)",
    re.DOTALL,
)
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+(?P<heading>\S.*)", re.DOTALL)
_BEFORE = r"(?:\d{1,2}(?:\.\d{1,2})+\.?\s+)?"
"""Headings that are counted: “3.1.2 Tiltak 2”."""
_GOAL = re.compile(
    rf"{_BEFORE}(?:delmål|goal)\s*(?P<number>\d{{1,2}})\b\s*[:.)–-]*\s*(?P<title>.*)", re.IGNORECASE | re.DOTALL
)
MEASURE = re.compile(
    rf"{_BEFORE}(?:tiltak|measure)\s*(?:nr\.?\s*)?(?P<number>\d{{1,3}})\b\s*[:.)–-]*\s*(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_TEMPLATE = {
    bare(re.sub(r"\s*\{year\}\s*", " ", text or "")): number
    for number, label in words.SECTIONS.items()
    for text in (label.nn, label.nb, label.en)
}


class Headings:
    """Knows the headings of the template and of one plan."""

    def __init__(self, whole: Whole) -> None:
        self._sections = {bare(section.heading): section.number for section in whole.edition.sections}
        self._numbers = {section.number for section in whole.edition.sections} | set(words.SECTIONS)
        self._own = {
            bare(section.heading): section.type
            for measure in whole.measures
            for section in measure.sections
            if section.heading
        }

    def could_be(self, line: Line) -> bool:
        """Does the line look like a heading, whatever its style?"""
        text = plain(line.text)
        return bool(line.level) or (line.is_bold and 0 < len(text) <= LONGEST_HEADING and not line.list_kind)

    def section(self, line: Line) -> tuple[str, str] | None:
        """(number, heading) of a numbered section."""
        text = plain(line.text)
        if len(text) > LONGEST_HEADING + 40 or line.list_kind:
            return None
        found = _NUMBERED.fullmatch(text)
        number, heading = (found["number"], found["heading"]) if found else ("", text)
        known = self._number_of(heading)
        if known and (number == known or not number) and (line.level or line.is_bold or number):
            return known, heading
        if number and line.level in (1, 2) and (number in self._numbers or line.level == 1):
            return number, heading
        return None

    def _number_of(self, heading: str) -> str:
        name = bare(re.sub(r"\b(?:19|20|21)\d\d\b", " ", heading))
        name = plain(re.sub(r"\(.*?\)", " ", name))
        return self._sections.get(bare(heading), "") or next(
            (number for known, number in _TEMPLATE.items() if known and name.startswith(known)), ""
        )

    def goal(self, line: Line) -> tuple[int, str] | None:
        return self._counted(_GOAL, line)

    def measure(self, line: Line) -> tuple[int, str] | None:
        return self._counted(MEASURE, line)

    def _counted(self, pattern: re.Pattern[str], line: Line) -> tuple[int, str] | None:
        text = plain(line.text)
        found = pattern.fullmatch(text)
        if not found or line.list_kind or len(text) > 200:
            return None
        title = found["title"]
        looks = line.level or line.is_bold or not title or (len(text) <= LONGEST_HEADING and text[-1] not in ".;,")
        is_sentence = not (line.level or line.is_bold) and title[:1].islower()
        return (int(found["number"]), title) if looks and not is_sentence else None

    def type_of(self, heading: str) -> SectionType | None:
        """What a heading in a measure's text begins."""
        name = bare(heading)
        return self._own.get(name) or KNOWN.get(name)

    def inline(self, line: Line) -> tuple[str, str] | None:
        """(heading, the text after it) of a line that has both."""
        if line.level or line.list_kind:
            return None
        lead = line.lead.rstrip(" :–-")
        if lead and self._is_strict(lead) and line.text.startswith(line.lead):
            return lead, line.text[len(line.lead) :].lstrip(" :–-\n\t")
        if (found := _INLINE.fullmatch(line.text)) and self._is_strict(found["head"]):
            return plain(found["head"]), found["rest"].strip()
        for head in (text for found in _TYPES.values() for text in found):
            rest = line.text[len(head) :]
            if line.text.startswith(f"{head} ") and rest[1:2].isupper() and head != "Tiltak":
                return head, rest.strip()
        return None

    def _is_strict(self, heading: str) -> bool:
        name = bare(heading)
        return name in KNOWN or (name in self._own and self._own[name] is not SectionType.FREE)
