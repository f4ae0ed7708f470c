"""Word and Excel files are zip archives. The same content gives the same bytes, whenever it is written."""

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

LONG_AGO = (1980, 1, 1, 0, 0, 0)
Change = Callable[[bytes], bytes]


def steady(archive: bytes, changes: Mapping[str, Change] | None = None) -> bytes:
    """The archive without the time it was written; `changes` work on parts by name."""
    out = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if changes and name in changes:
                content = changes[name](content)
            part = ZipInfo(name, LONG_AGO)
            part.compress_type = ZIP_DEFLATED
            new.writestr(part, content)
    return out.getvalue()
