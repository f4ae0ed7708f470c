"""Both engines, and documents for them."""

from collections.abc import Callable

import pytest

from app.search.language.analysis import Analyser
from app.search.memory_index import MemoryIndex
from app.search.port import Document, Position, SearchIndex
from app.search.whoosh_index import WhooshIndex
from tests.conftest import ROOT, SECRET

AT = Position(1, 739_000)


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    return Analyser(ROOT / "catalogue_data" / "lexicon.yaml")


@pytest.fixture
def whoosh(tmp_path, analyser) -> Callable[..., WhooshIndex]:
    """Opens an index on the same folder each time."""

    def open_index(secret: str = SECRET, **changes) -> WhooshIndex:
        return WhooshIndex(tmp_path / "index", analyser, secret=secret, **changes)

    return open_index


@pytest.fixture(params=["memory", "whoosh"])
def index(request, whoosh, analyser) -> SearchIndex:
    return MemoryIndex(analyser) if request.param == "memory" else whoosh()


@pytest.fixture(scope="session")
def doc() -> Callable[..., Document]:
    """A document by its key, nynorsk title and facets."""

    def make(key: str, title: str = "", *, days=(), general="", names=(), lang="nn", order=None, **facets) -> Document:
        return Document(
            key=key,
            texts={lang: {"title": title or key}},
            names=names,
            facets={name: (value,) if isinstance(value, str) else tuple(value) for name, value in facets.items()},
            days=tuple(days),
            order={f"title_{code}": title or key for code in ("nn", "nb", "en")} | (order or {}),
            general=general,
        )

    return make
