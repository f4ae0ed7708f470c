"""What each row changes, beside the version that it was written from. Plain values in and out.

A cell whose text is what the export wrote is not read at all: it means what it meant.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from app.catalogue import changes
from app.catalogue.spreadsheets import cells, layout
from app.catalogue.spreadsheets.cells import Problem, Unreadable
from app.catalogue.spreadsheets.layout import Column, Say
from app.catalogue.spreadsheets.reading import Cell, CellFault, Line, Notice, Reading, Sheet
from app.catalogue.spreadsheets.standing import Name
from app.kernel.text import LANGS

Version = tuple[str, str, int]
"""(kind, id, number)."""


class Changed(Struct):
    """A row that is not as it was exported, or that has a fault."""

    kind: str
    key: str
    version: int
    """The version the row was written from; 0 for a new entry."""
    row: int
    leaves: dict[str, Any] = field(default_factory=dict)
    """The leaves that are changed; `None` where it was emptied."""
    rows: dict[str, list[int]] = field(default_factory=dict)
    """For each list of groups: the rows of its items in its own sheet."""
    faults: list[CellFault] = field(default_factory=list)


class Compared(Struct):
    """A file, beside what it was written from. Small enough to keep, and all that the import needs."""

    changed: list[Changed] = field(default_factory=list)
    unchanged: int = 0
    faults: list[CellFault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    letters: dict[str, dict[str, str]] = field(default_factory=dict)
    """Of each sheet, to name cells by."""


def versions(reading: Reading) -> list[Version]:
    """The versions that the rows say they were written from."""
    return [
        (kind, line.key, number)
        for kind in layout.KINDS
        if kind in reading.sheets
        for line in reading.sheets[kind].lines
        if (number := _number(line.cells.get(layout.VERSION, Cell()).text))
    ]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def compared(reading: Reading, bases: Mapping[Version, Mapping[str, Any]], known: set[Name], say: Say) -> Compared:
    """Compare each row with its base. `bases` holds the contents asked for by `versions`, `known` every entry's name."""
    found = Compared(faults=list(reading.faults), notices=list(reading.notices))
    found.titles = {name: sheet.title for name, sheet in reading.sheets.items()}
    found.letters = {name: sheet.letters for name, sheet in reading.sheets.items()}
    comparer = _Comparer(reading, say, known)
    for kind in layout.KINDS:
        sheet = reading.sheets.get(kind)
        for line in sheet.lines if sheet else ():
            assert sheet
            row = Changed(kind, line.key, _number(line.cells.get(layout.VERSION, Cell()).text), line.row)
            base = bases.get((kind, line.key, row.version))
            comparer.check_name(sheet, row, line, base)
            if not row.faults:
                comparer.compare(sheet, row, line, base or {})
            if row.leaves or row.faults or not row.version:
                found.changed.append(row)
            else:
                found.unchanged += 1
    found.faults += comparer.list_faults()
    found.notices += comparer.list_notices()
    return found


class _Comparer:
    def __init__(self, reading: Reading, say: Say, known: set[Name]) -> None:
        self.reading, self.known = reading, known
        self.codes = {
            (sheet, column.path): layout.codes_by_word(column, say)
            for sheet in layout.sheets()
            for column in layout.columns_of(sheet)
            if column.codes
        }
        self.labels = {
            (sheet, column.path, lang): layout.labels(column, lang, say)
            for sheet in layout.sheets()
            for column in layout.columns_of(sheet)
            if column.codes
            for lang in LANGS
        }
        self.kind_of = {
            layout.folded(layout.sheet_name(kind, lang, say)): kind for kind in layout.KINDS for lang in LANGS
        } | {kind: kind for kind in layout.KINDS}
        self.times = Counter(
            (kind, line.key) for kind in layout.KINDS if kind in reading.sheets for line in reading.sheets[kind].lines
        )
        self.items = self._items()

    # -- which entry -------------------------------------------------------------------------------

    def check_name(self, sheet: Sheet, row: Changed, line: Line, base: Mapping[str, Any] | None) -> None:
        name = (row.kind, row.key)
        version = line.cells.get(layout.VERSION, Cell()).text
        shown = {"id": cells.short(row.key), "version": cells.short(version)}
        if not row.key or layout.ID in line.cells:
            problem = line.cells.get(layout.ID, Cell(problem=Problem.ID_MISSING)).problem or Problem.ID_MISSING
            _fault(row, sheet, layout.ID, problem)
        elif self.times[name] > 1:
            _fault(row, sheet, layout.ID, Problem.ID_TWICE, **shown)
        elif name not in self.known and version:
            _fault(row, sheet, layout.ID, Problem.ID_UNKNOWN, **shown)
        elif name in self.known and not version:
            _fault(row, sheet, layout.VERSION, Problem.VERSION_MISSING, **shown)
        elif name in self.known and base is None:
            _fault(row, sheet, layout.VERSION, Problem.VERSION_UNKNOWN, **shown)

    # -- the leaves --------------------------------------------------------------------------------

    def compare(self, sheet: Sheet, row: Changed, line: Line, base: Mapping[str, Any]) -> None:
        before = changes.leaves(base)
        in_three: dict[str, list[Column]] = {}
        for column in layout.columns(row.kind):
            cell = line.cells.get(column.path)
            if cell is None or self._is_same(row.kind, before.get(column.leaf), column, cell):
                continue
            if column.has_lines and column.lang:
                in_three.setdefault(column.leaf, []).append(column)
            else:
                self._take(row, sheet, column.leaf, column.path, before, self._value(row.kind, column, cell))
        for leaf in in_three:
            self._take(row, sheet, leaf, f"{leaf}.nn", before, self._in_three(row.kind, leaf, line, before))
        for name in layout.lists(row.kind):
            if name in self.reading.sheets:
                self._compare_list(row, name, before)

    def _is_same(self, sheet: str, value: Any, column: Column, cell: Cell) -> bool:
        if cell.problem:
            return False
        for lang in LANGS if column.codes else LANGS[:1]:
            labels = self.labels.get((sheet, column.path, lang), {})
            if cells.same(cells.shown(value, column, labels)) == cell.text:
                return True
        return False

    def _value(self, sheet: str, column: Column, cell: Cell) -> Any:
        """The value, or the fault."""
        if cell.problem:
            return Unreadable(cell.problem, value=cell.text)
        try:
            return cells.value_of(cell.text, column, self.codes.get((sheet, column.path), {}))
        except Unreadable as error:
            return error

    def _in_three(self, kind: str, leaf: str, line: Line, before: Mapping[str, Any]) -> Any:
        texts = {}
        for column in layout.columns(kind):
            if column.leaf == leaf:
                cell = line.cells.get(column.path)
                if cell and cell.problem:
                    return Unreadable(cell.problem, path=column.path)
                old = cells.same(cells.shown(before.get(leaf), column, {}))
                texts[column.lang] = cell.text if cell else old
        try:
            return cells.list_in_three(texts)
        except Unreadable as error:
            error.values["path"] = f"{leaf}.{error.values['lang']}"
            return error

    def _take(self, row: Changed, sheet: Sheet, leaf: str, path: str, before: Mapping[str, Any], value: Any) -> None:
        if isinstance(value, Unreadable):
            values = dict(value.values)
            _fault(row, sheet, values.pop("path", path), value.problem, **values)
        elif value != before.get(leaf):
            row.leaves[leaf] = value

    # -- lists of groups ---------------------------------------------------------------------------

    def _items(self) -> dict[tuple[str, str, str], list[Line]]:
        """The rows of each entry's lists in the order that their numbers say, by (list, kind, id)."""
        found: dict[tuple[str, str, str], list[Line]] = {}
        for name in layout.LIST_NAMES:
            sheet = self.reading.sheets.get(name)
            for line in sheet.lines if sheet else ():
                if kind := self._kind_of(name, line):
                    found.setdefault((name, kind, line.key), []).append(line)
        for lines in found.values():
            lines.sort(key=lambda line: _number(line.cells.get(layout.ORDER, Cell()).text) or layout.LAST)
        return found

    def _kind_of(self, name: str, line: Line) -> str:
        """Where there is but one kind that has the list, it need not be said."""
        able = layout.kinds_with(name)
        word = line.cells.get(layout.KIND, Cell()).text
        kind = self.kind_of.get(layout.folded(word), "") if word else able[0] if len(able) == 1 else ""
        return kind if kind in able else ""

    def _compare_list(self, row: Changed, name: str, before: Mapping[str, Any]) -> None:
        sheet, lines = self.reading.sheets[name], self.items.get((name, row.kind, row.key), [])
        old = before.get(name) or []
        row.rows[name] = [line.row for line in lines]
        left = list(old)
        items = []
        for line in lines:
            same = next((item for item in left if self._is_same_item(name, item, line)), None)
            if same is not None:
                left.remove(same)
                items.append(same)
            elif item := self._item(row, sheet, name, line):
                items.append(item)
        if items != old:
            row.leaves[name] = items or None

    def _is_same_item(self, name: str, item: Mapping[str, Any], line: Line) -> bool:
        before = changes.leaves(item)
        return all(
            self._is_same(name, before.get(column.leaf), column, line.cells[column.path])
            for column in layout.list_columns(name)
            if column.path in line.cells
        )

    def _item(self, row: Changed, sheet: Sheet, name: str, line: Line) -> dict[str, Any]:
        leaves = {}
        for column in layout.list_columns(name):
            if column.path not in line.cells:  # what stood in it would be lost
                values = {"path": column.path, "list": name}
                row.faults.append(CellFault(sheet.title, sheet.at(line.row), Problem.COLUMN_MISSING, values))
                continue
            value = self._value(name, column, line.cells[column.path])
            if isinstance(value, Unreadable):
                row.faults.append(CellFault(sheet.title, sheet.at(line.row, column.path), value.problem, value.values))
            elif value not in (None, []):
                leaves[column.leaf] = value
        return changes.from_leaves(leaves)

    def list_faults(self) -> list[CellFault]:
        """Rows of lists that belong to no entry there is."""
        found = []
        for name in layout.LIST_NAMES:
            sheet = self.reading.sheets.get(name)
            for line in sheet.lines if sheet else ():
                assert sheet
                kind = self._kind_of(name, line)
                shown = {"id": cells.short(line.key)}
                if not line.key or layout.ID in line.cells:
                    found.append(CellFault(sheet.title, sheet.at(line.row), Problem.ID_MISSING))
                elif not kind:
                    found.append(CellFault(sheet.title, sheet.at(line.row, layout.KIND), Problem.KIND_UNKNOWN, shown))
                elif (kind, line.key) not in self.known and not self.times[kind, line.key]:
                    found.append(CellFault(sheet.title, sheet.at(line.row), Problem.LIST_OF_NOBODY, shown))
        return found

    def list_notices(self) -> list[Notice]:
        """Rows of lists whose entry has no row of its own in the file: they are not read."""
        found = []
        for name, sheet in self.reading.sheets.items():
            if name in layout.LIST_NAMES:
                kinds = ((self._kind_of(name, line), line.key) for line in sheet.lines)
                count = sum(1 for own in kinds if own in self.known and not self.times[own])
                if count:
                    found.append(Notice("list_rows_not_read", sheet.title, {"count": str(count)}))
        gone = [name for name in layout.LIST_NAMES if name not in self.reading.sheets]
        present = {name for kind in self.reading.sheets if kind in layout.KINDS for name in layout.lists(kind)}
        found += [Notice("list_missing", values={"list": name}) for name in gone if name in present]
        return found


def _fault(row: Changed, sheet: Sheet, path: str, problem: Problem, **values: str) -> None:
    row.faults.append(CellFault(sheet.title, sheet.at(row.row, path), problem, values))
