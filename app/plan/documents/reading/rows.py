"""The rows of known tables -> measures, amounts, meetings, approvals and the log."""

import re
from collections.abc import Sequence

from app.plan.codes import Body, Priority
from app.plan.documents.reading import names as texts
from app.plan.documents.reading.blocks import GridCell
from app.plan.documents.reading.found import (
    FoundAmount,
    FoundApproval,
    FoundMeasure,
    FoundMeeting,
    FoundVersion,
    Matter,
    Where,
)
from app.plan.documents.reading.grids import CAPTION, Table
from app.plan.documents.reading.names import Names, bare, plain
from app.plan.documents.reading.notes import Notes, at_row
from app.plan.rules.ledger import TOTAL
from app.plan.rules.whole import Whole
from app.plan.vocabularies import PRIORITY

TAGS = {bare(text): code for code, label in PRIORITY.items() for text in (label.nn, label.nb, label.en) if text}
_CASE = re.compile(r"(?:sak|case)\s+(?P<it>.+)", re.IGNORECASE)
_VERSION = re.compile(r"(?:versjon|version)\s+(?P<it>.+)", re.IGNORECASE)
_GOAL = re.compile(r"(?:delmål|goal)\s*(\d{1,2})\b.*", re.IGNORECASE | re.DOTALL)
_THOUSANDS = re.compile(
    r"\b(?:i|in)\s+(?:heile\s+|hele\s+)?(?:tusen|thousands?|1[\s.]?000|mill)|\((?:heile\s+|hele\s+)?(?:tusen|1[\s.]?000|mill)"
    r"|\b(?:heile|hele)\s+tusen\b|\b[TM]NOK\b",
    re.IGNORECASE,
)
_RESERVED = re.compile(r"(?:atterhald|forbehold|reservations):\s*(?P<it>.+)", re.IGNORECASE | re.DOTALL)


def in_thousands(text: str) -> bool:
    """Does a line say that the figures of a table are in thousands or millions?"""
    return bool(_THOUSANDS.search(plain(text)))


def _cells(table: Table, row: Sequence[GridCell]) -> dict[str, GridCell]:
    return {name: cell for name, cell in zip(table.columns, row, strict=False) if name}


class Rows:
    """Reads tables of one plan."""

    def __init__(self, whole: Whole, names: Names, notes: Notes) -> None:
        self._whole, self._names, self._notes = whole, names, notes

    def _where(self, table: Table, row: int) -> Where:
        return at_row(table.grid, row)

    # -- measures -----------------------------------------------------------------------------------------

    def measures(self, table: Table, goal: int) -> list[FoundMeasure]:
        found: list[FoundMeasure] = []
        self._unknown_columns(table)
        for n, row in self._whole_rows(table):
            cells, where = _cells(table, row), self._where(table, n)
            if band := self._band(row):
                if begun := _GOAL.fullmatch(band):
                    goal = int(begun[1])
                elif not CAPTION.fullmatch(band):
                    self._notes.doubt(Matter.UNKNOWN_ROW, band, where)
                continue
            title, priority = self._title(cells["title"], where)
            if not title:
                self._notes.doubt(Matter.UNKNOWN_ROW, " | ".join(c.text for c in row if c.text), where)
                continue
            number = self._number(cells, title, where, 1 + sum(one.goal == goal for one in found))
            measure = FoundMeasure(goal, number, title, where, [title])
            part = f"{goal}.{measure.number}"
            measure.priority = priority
            measure.responsible = self._list(cells.get("responsible"), where, part)
            measure.partners = self._list(cells.get("partners"), where, part)
            if (cell := cells.get("time")) and (time := self._time(cell, where, part)):
                measure.time_frame = time
            found.append(measure)
        return found

    @staticmethod
    def _band(row: Sequence[GridCell]) -> str:
        """The text of a row that is one cell over the whole width."""
        written = [cell for cell in row if cell.text]
        return plain(written[0].text) if len(written) == 1 and written[0].span > 2 and len(row) > 2 else ""

    def _number(self, cells: dict[str, GridCell], title: str, where: Where, next_one: int) -> int:
        typed = re.findall(r"\d{1,3}", cells["number"].text) if "number" in cells else []
        if len(typed) > 1 and not re.fullmatch(r"\d{1,2}\.(\d{1,3})\.?", plain(cells["number"].text)):
            self._notes.doubt(Matter.NUMBER_TWICE, f"{cells['number'].text} {title}", where, typed[0])
            return int(typed[0])
        return int(typed[-1]) if typed else next_one

    def _unknown_columns(self, table: Table) -> None:
        for n, name in enumerate(table.columns):
            if name.startswith("?") and any(n < len(row) and row[n].text for _, row in table.rows):
                self._notes.doubt(Matter.UNKNOWN_COLUMN, name[1:], self._where(table, 0))

    def _whole_rows(self, table: Table) -> list[tuple[int, list[GridCell]]]:
        """Rows that a page break has cut in two are one again: the second half has no number."""
        number = table.columns.index("number") if "number" in table.columns else -1
        found: list[tuple[int, list[GridCell]]] = []
        for n, row in table.rows:
            if not any(cell.text for cell in row):
                continue
            if found and number >= 0 and not plain(row[number].text):
                self._notes.doubt(Matter.ROW_JOINED, " | ".join(c.text for c in row if c.text), self._where(table, n))
                above = found[-1][1]
                merged = [
                    GridCell([*up.lines, *([] if down.is_merged else down.lines)], up.is_merged)
                    for up, down in zip(above, row, strict=False)
                ]
                found[-1] = (found[-1][0], merged)
                continue
            found += [(n, one) for one in self._parted(table, n, row, number)]
        return found

    def _parted(self, table: Table, n: int, row: list[GridCell], number: int) -> list[list[GridCell]]:
        """The rows of a row that holds several measures: as many numbers as titles, each on its line. They share the names."""
        own = ("number", "title", "time")
        lines = [line for line in row[number].lines if line.text] if number >= 0 else []
        titles = [line for line in row[table.columns.index("title")].lines if line.text]
        if len(lines) < 2 or len(lines) != len(titles) or not all(re.fullmatch(r"\d+\.?", x.text) for x in lines):
            return [row]
        self._notes.doubt(Matter.ROW_PARTED, " | ".join(c.text for c in row if c.text), self._where(table, n))
        return [
            [
                GridCell(
                    [cell.lines[k]] if name in own and len(cell.lines) == len(lines) else cell.lines, span=cell.span
                )
                for name, cell in zip(table.columns, row, strict=True)
            ]
            for k in range(len(lines))
        ]

    def _title(self, cell: GridCell, where: Where) -> tuple[str, Priority | None]:
        priority = next((TAGS[bare(line.text)] for line in cell.lines[1:] if bare(line.text) in TAGS), None)
        title = plain(" ".join(line.text for line in cell.lines if bare(line.text) not in TAGS))
        if priority is None and cell.is_grey:
            self._notes.doubt(Matter.GREY, title, where)
            return title, Priority.LATER
        return title, Priority(priority) if priority else None

    def _list(self, cell: GridCell | None, where: Where, part: str) -> list[str] | None:
        if cell is None:
            return None
        if cell.is_merged or cell.span > 1:
            self._notes.doubt(Matter.CELLS_MERGED, cell.text, where, part=part)
        joined = ""
        for line, is_item in [(plain(line.text), bool(line.list_kind)) for line in cell.lines if line.text]:
            # a line that ends with no comma goes on, unless it is an item of a list or both are names
            ends = joined.endswith((",", ";", "-")) or not joined
            apart = is_item or (self._names.is_known(joined.rpartition(",")[2]) and self._names.begins(line) != "")
            joined += line if joined.endswith("-") else (", " if apart and not ends else " ") + line
        found, doubts = self._names.split(joined)
        for matter, line, read in doubts:
            self._notes.doubt(matter, line, where, read, part)
        return found

    def _time(self, cell: GridCell, where: Where, part: str) -> str:
        if cell.is_merged or cell.span > 1:
            self._notes.doubt(Matter.CELLS_MERGED, cell.text, where, part=part)
        lines = []
        for line in cell.lines:
            if line.text and CAPTION.fullmatch(line.text):
                self._notes.doubt(Matter.CAPTION_IN_CELL, line.text, where, part=part)
            elif line.text:
                lines.append(line.text)
        time = plain(" ".join(lines))
        if cut := re.fullmatch(r"(.+?)\s+((?:Tabell|Table)\s+\d+)\.?", time):
            self._notes.doubt(Matter.CAPTION_IN_CELL, time, where, cut[1], part)
            time = cut[1]
        years = texts.time_frame(time)
        if time and (years is None or years[0] > years[1] or not all(year in self._whole.years for year in years)):
            self._notes.doubt(Matter.TIME_FRAME, time, where, part=part)
        return time

    # -- money --------------------------------------------------------------------------------------------

    def amounts(self, table: Table) -> list[FoundAmount]:
        by_title = {bare(t): g.number for g in self._whole.goals for t in (g.title, *(v.text for v in g.titles))}
        found: list[FoundAmount] = []
        for name in table.columns:
            if name.startswith("?"):
                self._notes.doubt(Matter.UNKNOWN_COLUMN, name[1:], self._where(table, 0), part=table.kind)
        if in_thousands(table.said):
            self.doubt_unit(table, table.said)
            return []
        for n, row in table.rows:
            cells, where = _cells(table, row), self._where(table, n)
            label = plain(" ".join(cells[c].text for c in ("number", "goal") if c in cells))
            key = self._row_of(cells, label, by_title)
            if key is None:
                if any(cell.text for cell in row):
                    self._notes.doubt(Matter.UNKNOWN_ROW, label or row[0].text, where, part=table.kind)
                continue
            if any(one.row == key for one in found):
                self._notes.doubt(Matter.NUMBER_TWICE, label, where, part=table.kind)
                continue
            found += self._row(table, key, cells, where)
        self._check_sums(table, found)
        return found

    def doubt_unit(self, table: Table, line: str) -> None:
        """The figures are not in kroner."""
        self._notes.doubt(Matter.IN_THOUSANDS, line, self._where(table, 0), part=table.kind)

    def _row_of(self, cells: dict[str, GridCell], label: str, by_title: dict[str, int]) -> int | None:
        """The goal's number; 0 for the sum."""
        if bare(label) in ("sum", "total", "totalt", "i alt", "samla", "samlet"):
            return 0
        number = re.sub(r"\D", "", cells["number"].text) if "number" in cells else ""
        title = re.sub(
            r"^(?:delmål\s*)?\d+[.:)]?\s*",
            "",
            plain(cells["goal"].text if "goal" in cells else label),
            flags=re.IGNORECASE,
        )
        if bare(title) in by_title:
            return by_title[bare(title)]
        if not number and (start := re.match(r"(?:delmål\s*)?(\d+)", label, re.IGNORECASE)):
            number = start[1]
        return int(number) if number and int(number) in by_title.values() else None

    def _row(self, table: Table, key: int, cells: dict[str, GridCell], where: Where) -> list[FoundAmount]:
        columns = [c for c in table.columns if c and not c.startswith("?") and c not in ("number", "goal")]
        written = [c for c in columns if plain(cells[c].text)]
        if len(written) == 1 and (split := texts.run_together(cells[written[0]].text, len(columns))):
            self._notes.doubt(
                Matter.AMOUNTS_RUN_TOGETHER, cells[written[0]].text, where, " | ".join(map(str, split)), table.kind
            )
            starred = texts.starred(cells[written[0]].text, split)
            return [
                FoundAmount(key, column, value, where, "*" if n == starred else "")
                for n, (column, value) in enumerate(zip(columns, split, strict=True))
            ]
        found = []
        covered = 0
        for column in columns:
            cell = cells[column]
            if covered and not cell.text:
                covered -= 1
                continue
            covered = cell.span - 1
            if cell.text and (cell.is_merged or cell.span > 1):
                self._notes.doubt(Matter.CELLS_MERGED, f"{column}: {cell.text}", where, part=table.kind)
                continue
            amount, mark, fault = texts.amount(cell.text)
            if fault:
                self._notes.doubt(Matter.AMOUNT_UNREADABLE, f"{column}: {cell.text}", where, part=table.kind)
                continue
            note = next((text for _, text in cell.notes), "")
            mark = mark or next((mark for mark, _ in cell.notes), "")
            found.append(FoundAmount(key, column, amount, where, mark, plain(note)))
        return found

    def _check_sums(self, table: Table, found: list[FoundAmount]) -> None:
        at = {(one.row, one.column): one for one in found}
        goals = [row for row in dict.fromkeys(one.row for one in found) if row]
        columns = list(dict.fromkeys(one.column for one in found if one.column != TOTAL))
        for row in dict.fromkeys(one.row for one in found):
            self._check(table, at.get((row, TOTAL)), [at.get((row, column)) for column in columns])
        for column in [TOTAL, *columns]:
            self._check(table, at.get((0, column)), [at.get((goal, column)) for goal in goals])

    def _check(self, table: Table, total: FoundAmount | None, parts: list[FoundAmount | None]) -> None:
        stated = [one.amount for one in parts if one and one.amount is not None]
        if total and total.amount is not None and stated and sum(stated) != total.amount:
            self._notes.doubt(Matter.SUM_DIFFERS, str(total.amount), total.where, str(sum(stated)), table.kind)

    # -- meetings, approvals and the log ------------------------------------------------------------------

    def _party(self, text: str, where: Where, part: str) -> str:
        party = plain(text)
        if not self._names.is_known(party) and self._names.is_known(f"{party} kommune"):
            return f"{party} kommune"
        if party and not self._names.is_known(party):
            self._notes.doubt(Matter.UNKNOWN_NAME, party, where, part=part)
        return party

    def _day(self, text: str, where: Where, part: str) -> str | None:
        found, matter = texts.day(text, self._whole.edition.year)
        if matter:
            self._notes.doubt(matter, text, where, found or "", part)
        return found

    def meetings(self, table: Table) -> list[FoundMeeting]:
        found = []
        for n, row in table.rows:
            cells, where = _cells(table, row), self._where(table, n)
            if not plain(cells["party"].text):
                continue
            party = self._party(cells["party"].text, where, "meetings")
            for column, cell in cells.items():
                if column.startswith("?"):
                    self._notes.doubt(Matter.UNKNOWN_COLUMN, f"{column[1:]}: {cell.text}", where, part="meetings")
                if column not in set(Body):
                    continue
                if cell.is_merged or cell.span > 1:
                    self._notes.doubt(Matter.CELLS_MERGED, cell.text, where, part="meetings")
                written = re.sub(r",\s*((?:19|20|21)\d\d)\b", r" \1", cell.text)
                typed = [plain(one) for one in re.split(r"[,;\n]+", written) if plain(one)]
                days = [(self._day(one, where, "meetings"), one) for one in typed]
                found += [FoundMeeting(party, Body(column), date, one, where) for date, one in days if date]
        return found

    def approvals(self, table: Table) -> list[FoundApproval]:
        found = []
        column = "approved" if "approved" in table.columns else "date"
        for n, row in table.rows:
            cells, where = _cells(table, row), self._where(table, n)
            if not plain(cells["party"].text):
                continue
            one = FoundApproval(self._party(cells["party"].text, where, "approvals"), where)
            lines = [part for line in cells[column].lines for part in line.text.split("\n") if plain(part)]
            if lines and (cells[column].is_merged or cells[column].span > 1):
                self._notes.doubt(Matter.CELLS_MERGED, cells[column].text, where, part="approvals")
            if lines:
                one.date = self._day(lines[0], where, "approvals")
            for line in lines[1:]:
                self._decided(one, plain(line))
            found.append(one)
        return found

    @staticmethod
    def _decided(one: FoundApproval, line: str) -> None:
        if case := _CASE.fullmatch(line):
            one.case_number = case["it"]
        elif version := _VERSION.fullmatch(line):
            one.version = version["it"]
        elif reserved := _RESERVED.fullmatch(line):
            one.reservations = reserved["it"]
        else:
            one.decision = f"{one.decision}\n{line}" if one.decision else line

    def log(self, table: Table) -> list[FoundVersion]:
        found = []
        self._unknown_columns(table)
        for n, row in table.rows:
            cells, where = _cells(table, row), self._where(table, n)
            said = re.sub(r"^(?:versjon|version|v\.?)\s*(?=\d)", "", plain(cells["version"].text), flags=re.IGNORECASE)
            version, _, name = said.partition(" ")
            if not version:
                continue
            name = name.lstrip("–-: ")
            if any(cell.is_merged and cell.text for cell in row):
                self._notes.doubt(Matter.CELLS_MERGED, " | ".join(c.text for c in row if c.text), where, part="log")
            if "name" in cells:
                name = plain(cells["name"].text)
            printed = plain(cells["date"].text) if "date" in cells else ""
            date = texts.loose(printed) or (self._day(printed, where, "log") if printed else None)
            status, by = (plain(cells[c].text) if c in cells else "" for c in ("status", "changed_by"))
            found.append(FoundVersion(version, name, date, printed, status, by, where))
        return found
