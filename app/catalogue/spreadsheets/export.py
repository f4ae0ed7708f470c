"""Entries -> an Excel workbook that can be edited and read back."""

import io
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import zip_longest
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from sqlalchemy.orm import Session

from app.catalogue import changes
from app.catalogue.editing.shape import Sort
from app.catalogue.spreadsheets import cells, layout, standing
from app.catalogue.spreadsheets.layout import Column, Say
from app.catalogue.spreadsheets.standing import Name, Selection, Stand
from app.kernel.text import Lang

SPARE_ROWS = 500
"""Rows below the last one that have the lists to choose from as well."""
_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_FILLS = {"fixed": PatternFill("solid", fgColor="FFE7E6E1"), "head": PatternFill("solid", fgColor="FFD9E5DC")}
_BOLD = Font(bold=True)
_WIDTHS = {Sort.NUMBER: 14.0, Sort.DATE: 13.0, Sort.MONTH_DAY: 13.0, Sort.CHOICE: 22.0, Sort.CHOICES: 34.0}
_WIDE, _NARROW = 48.0, 24.0
_PLAIN = "@"
"""The number format of text: what looks like a number, a date or a formula stays what it is."""


def _(text: str) -> str:
    """Marks a text for the translations; it is translated where it is written."""
    return text


_FIXED = _("Id og versjon kan ikkje endrast. Lag ei ny rad nedst for eit nytt oppslag.")
_INSTRUCTIONS = (
    _("Kvart ark har ei rad for kvart oppslag. Rett det du vil i cellene, og lagre fila som .xlsx."),
    _("Send så inn fila på sida du henta henne frå. Du får sjå kvar endring før noko blir lagra."),
    _("Kolonnane «Id» og «Versjon» skal stå som dei er. Ei rad du slettar, slettar ikkje oppslaget."),
    _(
        "Eit nytt oppslag: Skriv ein ny id nedst (små bokstavar frå a til z, tal og bindestrek), og la «Versjon» stå tom."
    ),
    _("Ei tom celle betyr at feltet er tomt. Ein kolonne du fjernar, blir ikkje rørt."),
    _(
        "Lister har eitt punkt på kvar linje i cella (Alt + Enter). Ei liste på tre språk har like mange linjer på kvart."
    ),
    _("Kontaktar, kjelder, døme og slektskap har eigne ark, med ei rad for kvar. «Nummer» er rekkjefølgja."),
    _("Det ein kan velje mellom, står i arket «Kva ein kan velje». Du kan òg skrive orda på eit anna språk."),
    _("Skriv verdiar, ikkje formlar, og slå ikkje saman celler. Ein dato kan skrivast 1.2.2027."),
)


def export(session: Session, selection: Selection, lang: Lang, say: Say) -> bytes:
    """The workbook. Each row carries the number of the version that it was written from."""
    writer = _Writer(lang, say)
    writer.instructions()
    found = standing.entries(session, selection)
    for kind in layout.KINDS:
        if kind in selection:
            writer.kind(kind, {key: stand for (own, key), stand in found.items() if own == kind})
    for name in layout.LIST_NAMES:
        if set(layout.kinds_with(name)) & set(selection):
            writer.groups(name, found)
    writer.choices()
    out = io.BytesIO()
    writer.book.save(out)
    return out.getvalue()


class _Writer:
    """A workbook in one language, sheet by sheet."""

    def __init__(self, lang: Lang, say: Say) -> None:
        self.lang, self.say = lang, say
        self.book = Workbook(write_only=True)
        self.offers: dict[tuple[str, str], tuple[str, list[str]]] = {}
        """(sheet, path) -> the heading and the words of a list to choose from."""
        for sheet in layout.sheets():
            for column in (one for one in layout.columns_of(sheet) if one.codes):
                heading = f"{self._name(sheet)}: {layout.heading(sheet, column.path, lang, say)}"
                self.offers[sheet, column.path] = heading, list(layout.labels(column, lang, say).values())

    def _name(self, sheet: str) -> str:
        return layout.sheet_name(sheet, self.lang, self.say)

    def kind(self, kind: str, entries: Mapping[str, Stand]) -> None:
        sheet = self._begin(kind, len(entries), frozen="C3")
        for key, stand in entries.items():
            leaves = changes.leaves(stand.content)
            first = [_cell(sheet, key, fill="fixed"), _cell(sheet, stand.number, fill="fixed")]
            sheet.append([*first, *self._values(sheet, kind, leaves)])

    def groups(self, name: str, found: Mapping[Name, Stand]) -> None:
        lines = [
            (kind, key, number, changes.leaves(item))
            for (kind, key), stand in found.items()
            if name in layout.lists(kind)
            for number, item in enumerate(stand.content.get(name, []), 1)
        ]
        sheet = self._begin(name, len(lines), frozen="D3")
        for kind, key, number, leaves in lines:
            first = [_cell(sheet, key), _cell(sheet, self._name(kind)), _cell(sheet, number)]
            sheet.append([*first, *self._values(sheet, name, leaves)])

    def _values(self, sheet: Any, name: str, leaves: Mapping[str, Any]) -> Iterator[Any]:
        for column in layout.columns_of(name):
            labels = layout.labels(column, self.lang, self.say) if column.codes else {}
            yield _value_cell(sheet, leaves.get(column.leaf), column, labels)

    def _begin(self, name: str, count: int, *, frozen: str) -> Any:
        """The hidden row of paths, the headings, and everything that must be said before the rows."""
        sheet = self.book.create_sheet(self._name(name))
        paths = [layout.mark(name), *layout.paths(name)]
        sheet.freeze_panes = frozen
        sheet.auto_filter.ref = f"A2:{get_column_letter(len(paths))}{count + 2}"
        sheet.row_dimensions[1].hidden = True
        columns = {column.path: column for column in layout.columns_of(name)}
        for n, path in enumerate(paths, 1):
            letter = get_column_letter(n)
            sheet.column_dimensions[letter].width = (
                _width(columns[path]) if path in columns else 30.0 if n == 1 else 12.0
            )
            if (name, path) in self.offers and not columns[path].has_lines:
                _restrict(sheet, self._list_of(name, path), f"{letter}3:{letter}{count + 2 + SPARE_ROWS}")
        if name in layout.KINDS and count:
            said = self.say(_FIXED, self.lang)
            fixed = DataValidation(
                type="custom", formula1="FALSE", showErrorMessage=True, error=said, allow_blank=False
            )
            _restrict(sheet, fixed, f"A3:B{count + 2}")
        sheet.append([_cell(sheet, path) for path in paths])
        headings = (layout.heading(name, path, self.lang, self.say) for path in paths)
        sheet.append([_cell(sheet, text, fill="head", font=_BOLD, wrap=True) for text in headings])
        return sheet

    def _list_of(self, name: str, path: str) -> DataValidation:
        """A list to choose from. Other words may be typed all the same: the import says what it does not know."""
        letter = get_column_letter(list(self.offers).index((name, path)) + 1)
        _heading, words = self.offers[name, path]
        source = f"'{self.say(layout.CHOICES, self.lang)}'!${letter}$2:${letter}${len(words) + 1}"
        return DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)

    def choices(self) -> None:
        """Everything that can be chosen, by column."""
        sheet = self.book.create_sheet(self.say(layout.CHOICES, self.lang))
        sheet.freeze_panes = "A2"
        for n in range(1, len(self.offers) + 1):
            sheet.column_dimensions[get_column_letter(n)].width = _NARROW
        sheet.append([_cell(sheet, heading, fill="head", font=_BOLD, wrap=True) for heading, _ in self.offers.values()])
        lists = [words for _heading, words in self.offers.values()]
        for row in zip_longest(*lists):
            sheet.append([_cell(sheet, word) if word else None for word in row])

    def instructions(self) -> None:
        """The first sheet: how the workbook is used."""
        sheet = self.book.create_sheet(self.say(layout.GUIDE, self.lang))
        sheet.column_dimensions["A"].width = 100.0
        sheet.append([_cell(sheet, self.say(layout.GUIDE, self.lang), font=_BOLD)])
        for text in _INSTRUCTIONS:
            sheet.append([_cell(sheet, self.say(text, self.lang), wrap=True)])


def _restrict(sheet: Any, validation: DataValidation, cells: str) -> None:
    validation.add(cells)
    sheet.data_validations.append(validation)


def _width(column: Column) -> float:
    if column.has_lines or (column.lang and column.sort is Sort.TEXT):
        return _WIDE
    return _WIDTHS.get(column.sort, _NARROW)


def _value_cell(sheet: Any, value: Any, column: Column, labels: Mapping[str, str]) -> Any:
    if isinstance(value, int):
        return _cell(sheet, value, form="#,##0")
    if column.sort is Sort.DATE and not column.has_lines and (day := _excel_day(value)):
        return _cell(sheet, day, form="dd.mm.yyyy")
    text = cells.shown(value, column, labels)
    return _cell(sheet, text, form=_PLAIN, wrap=True) if text else None


def _excel_day(text: str | None) -> date | None:
    """Excel knows the days from 1900-03-01 as we do; earlier ones, months and years stay text."""
    if not text or len(text) != 10 or text < "1900-03-01":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _cell(
    sheet: Any,
    value: str | int | date,
    *,
    form: str = "",
    fill: str = "",
    font: Font | None = None,
    wrap: bool = False,
) -> Any:
    cell = WriteOnlyCell(sheet, cells.escaped(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula, whatever it begins with
        form = form or _PLAIN
    if form:
        cell.number_format = form
    cell.alignment = _WRAPPED if wrap else _TOP
    if fill:
        cell.fill = _FILLS[fill]
    if font:
        cell.font = font
    return cell
