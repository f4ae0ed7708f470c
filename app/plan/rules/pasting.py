"""A block of cells copied from a spreadsheet: read as rows, and only taken where its shape is that of the grid."""

import csv
import io
from collections.abc import Sequence

Block = Sequence[Sequence[str]]


class WrongShape(ValueError):
    """The block has other rows and columns than the grid; `columns` is 0 where its rows are not equally long."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__(rows, columns)
        self.rows, self.columns = rows, columns


def read_block(text: str) -> list[list[str]]:
    """The cells of tab-separated text as spreadsheets copy it. The last line break ends the last row; it begins no new one."""
    return list(csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), dialect="excel-tab"))


def fitted(block: Block, rows: int, columns: int) -> Block:
    """The block, if it has so many rows and columns. Raises `WrongShape`."""
    widths = {max(len(row), 1) for row in block}
    if len(block) != rows or widths != {columns}:
        raise WrongShape(len(block), widths.pop() if len(widths) == 1 else 0)
    return [list(row) or [""] for row in block]
