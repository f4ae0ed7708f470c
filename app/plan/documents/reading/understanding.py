"""The lines and tables of a document -> what a plan is made of, with every line that is in doubt."""

import re

from app.plan.codes import Priority, SectionType
from app.plan.documents import words
from app.plan.documents.reading import blocks as reader
from app.plan.documents.reading.afterwards import look_again
from app.plan.documents.reading.blocks import Line
from app.plan.documents.reading.found import (
    FoundGoal,
    FoundMeasure,
    FoundRole,
    FoundText,
    Matter,
    Proposal,
    Where,
)
from app.plan.documents.reading.grids import Table, Tables, joined
from app.plan.documents.reading.names import STARS, Names, alike, bare, plain
from app.plan.documents.reading.notes import Notes, at
from app.plan.documents.reading.opening import FileRefused, NotRead, opened
from app.plan.documents.reading.rows import Rows, in_thousands
from app.plan.documents.reading.running_text import blocks_of
from app.plan.documents.reading.sections import Headings
from app.plan.rules.whole import Whole
from app.plan.types import Section

AFTER_GOALS = ("4", "5", "6", "7", "8")
_OBJECTIVE = re.compile(r"(?:hovudmål|hovedmål|main objective)\s*[:.–-]?\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_REQUIREMENTS = re.compile(r"(?P<before>.*?)\s*(?P<this>(?:Ved oppdatering|Each update)[^.]*:)$", re.DOTALL)
_WRITERS = re.compile(
    r"(?P<these>.+?)\s+har\s+(?:delteke|deltatt)\s+i\s+samskriving\w*\s+av\s+[^.]*?(?:saman med|sammen med)\s+(?P<more>.+?)\.?"
)
_NOTE = re.compile(rf"(?P<mark>[{STARS}]+)\s*(?P<text>\S.*)", re.DOTALL)
_LETTER = re.compile(r"\b(?:brev|tilskotsbrev|tilskuddsbrev|letter)\b.*?\b\d{1,2}\.\d{1,2}\.\d{4}")
_NOT_WRITTEN = {bare(text) for text in (words.NOT_WRITTEN.nn, words.NOT_WRITTEN.nb, words.NOT_WRITTEN.en) if text}
_WRITERS_HEAD = {bare(t) for t in (words.CO_WRITERS.nn, words.CO_WRITERS.nb, words.CO_WRITERS.en) if t}
_UNSURE = re.compile(r"\b(eventuelt|evt|om mogleg|om mulig|potensielt|kanskje)\b", re.IGNORECASE)


def understood(data: bytes, whole: Whole) -> Proposal:
    """Read a file as an edition of a plan that is known. Raises `FileRefused`."""
    read = reader.read(opened(data))
    found = _Reader(whole, read).read()
    if not (found.measures or found.goals or found.period or found.year or found.meetings):
        raise FileRefused(NotRead.NOT_A_PLAN)
    return found


class _Reader:
    """Goes through the document once, and knows where it is: in which section, under which goal, in which measure."""

    def __init__(self, whole: Whole, read: reader.Read) -> None:
        self._whole, self._read = whole, read
        self._notes = Notes()
        spellings = {s.casefold(): s for a in whole.plan.actors for s in (a.name, *a.aliases)}
        self._names = Names({plain(key): value for key, value in spellings.items()})
        self._rows = Rows(whole, self._names, self._notes)
        self._headings = Headings(whole)
        self._found = Proposal()
        self._section: FoundText | None = None
        self._goal: FoundGoal | None = None
        self._measure: FoundMeasure | None = None
        self._waits_for_title = False
        self._lines: list[Line] = []
        self._heads: list[tuple[str | None, SectionType, list[Line]]] = []
        self._money: Table | None = None

    def read(self) -> Proposal:
        if self._read.is_tracked:
            self._notes.doubt(Matter.TRACKED, "", Where())
        if self._read.has_comments:
            self._notes.doubt(Matter.COMMENTS, "", Where())
        for text in self._read.framed:
            self._notes.doubt(Matter.FRAMED, text, Where())
        for text in self._read.struck:
            self._notes.doubt(Matter.STRUCK, text, Where())
        if self._read.has_objects:
            self._notes.doubt(Matter.OBJECTS, "", Where())
        for block in joined(self._read.blocks, Tables(self._whole, self._notes), self._notes):
            if isinstance(block, Table):
                self._table(block)
            else:
                self._line(block)
        self._close()
        look_again(self._found, self._notes, self._whole.edition.chart, self._read.shapes)
        self._found.doubts = self._notes.doubts
        return self._found

    # -- where in the document ------------------------------------------------------------------------------

    def _line(self, line: Line) -> None:
        if self._waits_for_title and self._takes_title(line):
            return
        self._waits_for_title = False
        in_goals = self._section is not None and self._section.number == "3"
        if in_goals and (found := self._headings.goal(line)):
            self._close()
            self._goal = FoundGoal(found[0], found[1], at(line))
            self._found.goals.append(self._goal)
            self._waits_for_title = not found[1]
            self._doubt_fake(line)
        elif in_goals and self._goal and (found := self._headings.measure(line)):
            self._begin_measure(line, *found)
        elif section := self._section_of(line):
            self._begin_section(line, *section)
        elif self._measure is not None:
            self._in_measure(line)
        else:
            self._elsewhere(line)

    def _section_of(self, line: Line) -> tuple[str, str] | None:
        """The section that a line begins. Inside a measure only a heading of high rank does, or one that follows the goals."""
        found = self._headings.section(line)
        if found and self._measure is not None and line.level not in (1, 2) and found[0] not in AFTER_GOALS:
            return None
        return found

    def _takes_title(self, line: Line) -> bool:
        """The title of a goal or a measure stands on the line after its number."""
        self._waits_for_title = False
        text = plain(line.text)
        if self._measure is not None:
            if line.list_kind or len(text) > 150:
                return False
            like = max((alike(text, title) for title in self._measure.titles), default=0)
            if like < 0.5 and not (line.level or line.is_bold):
                return False
            self._titled(self._measure, text, line)
            return True
        if self._goal is not None and not self._goal.title and len(text) <= 150 and not line.list_kind:
            self._goal.title = text
            return True
        return False

    def _doubt_fake(self, line: Line) -> None:
        if not line.level:
            self._notes.doubt(Matter.FAKE_HEADING, line.text, at(line))

    def _begin_section(self, line: Line, number: str, heading: str) -> None:
        self._close()
        self._goal = self._money = None
        self._section = FoundText(number, heading, [], at(line))
        self._found.texts.append(self._section)
        self._doubt_fake(line)

    def _begin_measure(self, line: Line, number: int, title: str) -> None:
        assert self._goal
        self._close()
        goal = self._goal.number
        known = [m for m in self._found.measures if m.goal == goal]
        by_title = [m for m in known if title and any(bare(title) == bare(one) for one in m.titles)]
        by_number = [m for m in known if m.number == number]
        measure = next(iter(by_title or by_number), None)
        if measure is None:
            measure = FoundMeasure(goal, number, title, at(line), [])
            self._found.measures.append(measure)
            self._notes.doubt(Matter.NOT_IN_TABLE, line.text, at(line), part=f"{goal}.{number}")
        elif measure.number != number or measure.sections is not None:
            self._notes.doubt(Matter.NUMBER_TWICE, line.text, at(line), measure.title, f"{goal}.{measure.number}")
        self._measure = measure
        self._heads = []
        if title:
            self._titled(measure, title, line)
        self._waits_for_title = not title
        self._doubt_fake(line)

    def _titled(self, measure: FoundMeasure, title: str, line: Line) -> None:
        if measure.titles and all(bare(title) != bare(one) for one in measure.titles):
            part = f"{measure.goal}.{measure.number}"
            self._notes.doubt(Matter.TITLE_DIFFERS, title, at(line), measure.title, part)
        measure.title = title
        if title not in measure.titles:
            measure.titles.append(title)

    # -- the text of a measure --------------------------------------------------------------------------------

    def _in_measure(self, line: Line) -> None:
        text = plain(line.text)
        assert self._measure
        part = f"{self._measure.goal}.{self._measure.number}"
        kind = self._headings.type_of(text) if len(text) < 80 and not line.list_kind else None
        if kind and (line.level or line.is_bold or not text.endswith(".")) and not line.lead:
            self._head(text.rstrip(":") if not line.level else text, kind, line, is_fake=not line.level)
        elif line.level:
            self._head(text, SectionType.FREE, line, is_fake=False)
        elif self._headings.could_be(line) and text[-1] not in ".:;":
            self._head(text, SectionType.FREE, line, is_fake=True)
        elif found := self._headings.inline(line):
            heading, rest = found
            self._head(heading, self._headings.type_of(heading) or SectionType.FREE, line, is_fake=False)
            self._notes.doubt(Matter.HEADING_IN_TEXT, text[:80], at(line), f"{heading} | {rest[:60]}", part)
            line.text = rest
            self._heads[-1][2].append(line)
        else:
            if not self._heads:
                self._heads.append((None, SectionType.STATUS_NOTE, []))
            if self._heads[-1][1] is SectionType.CONTRIBUTIONS and _UNSURE.search(text):
                self._notes.doubt(Matter.CERTAINTY, text, at(line), part=part)
            self._heads[-1][2].append(line)

    def _head(self, heading: str, kind: SectionType, line: Line, *, is_fake: bool) -> None:
        assert self._measure
        if is_fake:
            self._notes.doubt(
                Matter.FAKE_HEADING, heading, at(line), part=f"{self._measure.goal}.{self._measure.number}"
            )
        self._heads.append((heading, kind, []))

    def _close(self) -> None:
        """What has been gathered is put where it belongs."""
        if self._measure is not None:
            self._close_measure(self._measure)
        elif self._goal is not None:
            self._close_goal(self._goal)
        elif self._section is not None:
            self._close_section(self._section)
        else:
            self._cover()
        self._lines, self._heads, self._measure = [], [], None

    def _close_measure(self, measure: FoundMeasure) -> None:
        part = f"{measure.goal}.{measure.number}"
        if self._heads and self._heads[0][0] is None:
            lines = self._heads[0][2]
            styled = lines[0].style == "subtitle"
            is_short = len(self._heads) > 1 and len(lines) == 1 and len(lines[0].text) <= 200
            if styled or (is_short and not lines[0].list_kind):
                measure.subtitle = plain(lines.pop(0).text)
        sections = []
        for heading, kind, lines in self._heads:
            if blocks := blocks_of(lines, self._notes, part):
                sections.append(Section(type=kind, heading=heading, blocks=blocks))
            elif heading:
                self._notes.doubt(Matter.UNKNOWN_HEADING, heading, measure.where, part=part)
        measure.sections = sections
        said = " ".join(block.text or "" for one in sections if one.heading is None for block in one.blocks)
        if "uferdig" in said.casefold():
            measure.priority = Priority.UNFINISHED

    # -- goals, sections and the cover --------------------------------------------------------------------------

    def _elsewhere(self, line: Line) -> None:
        text = plain(line.text)
        if self._money and in_thousands(text):
            self._rows.doubt_unit(self._money, text)
            (self._found.period if self._money.kind == "period" else self._found.year).clear()
        if self._money and (note := _NOTE.fullmatch(text)):
            self._loose_note(self._money, line, note["mark"], note["text"])
            return
        if self._section is not None and line.level:
            if not re.fullmatch(r"(?:prioriteringar|prioriteringer|priorities)\s*\d*", bare(text)):
                self._notes.doubt(Matter.UNKNOWN_HEADING, text, at(line), part=f"section {self._section.number}")
                self._lines.append(line)
            return
        if (
            self._section is not None
            and bare(text).startswith(("prioriteringar 2", "prioriteringer 2"))
            and len(text) < 25
        ):
            return
        self._lines.append(line)

    def _close_goal(self, goal: FoundGoal) -> None:
        lines, texts = self._lines, []
        n = 0
        while n < len(lines):
            line = lines[n]
            if found := _OBJECTIVE.fullmatch(plain(line.text)):
                rest = found["rest"]
                if not rest and n + 1 < len(lines):
                    n += 1
                    rest = plain(lines[n].text)
                goal.main_objective = rest or goal.main_objective
            elif re.search(r"skal følgj?ande tiltak prioriter|grå skrift|grey (?:print|text)", line.text):
                goal.table_note = plain(line.text)
            else:
                texts.append(line)
            n += 1
        goal.texts = [*goal.texts, *blocks_of(texts, self._notes, f"goal {goal.number}")]

    def _close_section(self, section: FoundText) -> None:
        lines = [line for line in self._lines if bare(line.text) not in _NOT_WRITTEN]
        if section.number == "2":
            lines = self._requirements(lines)
        if section.number == "4":
            lines = self._organisation(lines)
        for line in lines:
            if _LETTER.search(line.text):
                self._notes.doubt(Matter.LETTER_DATE, line.text, at(line), part=f"section {section.number}")
        section.blocks = blocks_of(lines, self._notes, f"section {section.number}")

    def _requirements(self, lines: list[Line]) -> list[Line]:
        found: list[Line] = []
        n = 0
        while n < len(lines):
            line = lines[n]
            match = _REQUIREMENTS.fullmatch(plain(line.text))
            n += 1
            if not match:
                found.append(line)
                continue
            if match["before"]:
                line.text = match["before"]
                found.append(line)
            items = []
            while n < len(lines) and blocks_of([lines[n]], Notes())[0].items:
                items.append(lines[n])
                n += 1
            self._found.requirements = [item for block in blocks_of(items, self._notes) for item in block.items]
        return found

    def _organisation(self, lines: list[Line]) -> list[Line]:
        """Roles are “Who: what”; those who took part in the writing are a list, or named in a sentence."""
        found: list[Line] = []
        in_writers = False
        for line in lines:
            text = plain(line.text)
            is_item = bool(line.list_kind) or text.startswith(("• ", "- ", "– "))
            head, colon, task = (text.lstrip("•-– ") if is_item else text).partition(":")
            if bare(text) in _WRITERS_HEAD:
                in_writers = True
            elif in_writers and is_item and not colon:
                self._found.co_writers.append(head)
            elif colon and (is_item or line.lead) and self._names.is_known(head) and task:
                self._found.roles.append(FoundRole(plain(head), plain(task), at(line)))
            elif (writers := _WRITERS.fullmatch(text)) and self._writers(line, writers):
                pass
            else:
                in_writers = False
                found.append(line)
                if self._names.begins(text) and not is_item and self._whole.edition.roles:
                    self._notes.doubt(Matter.ROLES_IN_TEXT, text, at(line), part="organisation")
        return found

    def _writers(self, line: Line, found: re.Match[str]) -> bool:
        named, doubts = self._names.split(f"{found['these']}, {found['more']}")
        if doubts or not all(self._names.is_known(name) for name in named):
            return False
        self._found.co_writers = named
        self._notes.doubt(Matter.WRITERS_IN_TEXT, line.text, at(line), ", ".join(named), "organisation")
        return True

    def _cover(self) -> None:
        lines = [line for line in self._lines if plain(line.text)]
        titles = [line for line in lines if line.style == "title"] or lines[:1]
        self._found.title = plain(" ".join(line.text for line in titles))
        for line in lines:
            if found := re.fullmatch(r"(?P<names>.+,.+)\s+(?:kommune|municipalities)", plain(line.text)):
                self._found.municipalities = [p for p in re.split(r",\s*|\s+og\s+|\s+and\s+", found["names"]) if p]

    # -- tables -----------------------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        match table.kind:
            case "log":
                self._found.versions += self._rows.log(table)
            case "meetings":
                self._found.meetings += self._rows.meetings(table)
            case "approvals":
                self._found.approvals += self._rows.approvals(table)
            case "period":
                self._found.period += self._rows.amounts(table)
                self._money = table
            case "year":
                self._found.year += self._rows.amounts(table)
                self._money = table
            case "measures":
                self._measures(table)

    def _measures(self, table: Table) -> None:
        goal = self._goal.number if self._goal else 1 + max((m.goal for m in self._found.measures), default=0)
        there = {m.number: m for m in self._found.measures if m.goal == goal}
        for one in self._rows.measures(table, goal):
            if one.number in there:
                self._notes.doubt(
                    Matter.NUMBER_TWICE, one.title, one.where, there[one.number].title, f"{goal}.{one.number}"
                )
                continue
            self._found.measures.append(one)

    def _loose_note(self, table: Table, line: Line, mark: str, text: str) -> None:
        """A footnote that is a line of its own under the table: it belongs to the cell that has the same mark."""
        amounts = self._found.period if table.kind == "period" else self._found.year
        cells = [one for one in amounts if one.mark == mark and not one.note]
        if len(cells) != 1:
            self._notes.doubt(Matter.NOTE_NOT_FOUND, line.text, at(line), part=table.kind)
            return
        cells[0].note = plain(text)
        self._notes.doubt(Matter.NOTE_LOOSE, line.text, cells[0].where, cells[0].column, table.kind)
