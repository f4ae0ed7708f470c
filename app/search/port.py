"""What the rest of the app may ask of full-text search. No engine names here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from markupsafe import Markup

from app.kernel.text import Lang

FIELDS = ("title", "promise", "tags", "provider", "body")
"""The parts of a document, from the one that weighs most to the one that weighs least."""

Sort = Literal["relevance", "deadline", "nearest", "title", "updated"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One thing to be found. Texts are in every language they exist in, by field name."""

    key: str
    texts: Mapping[Lang, Mapping[str, str]]
    passages: Mapping[Lang, str] = field(default_factory=dict)
    """Running text per language, for snippets and exact phrases; what follows `passages.UNSHOWN` for phrases alone."""
    names: tuple[str, ...] = ()
    """Exact names and abbreviations: a query that equals one puts the document first."""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    days: tuple[int, ...] = ()
    """Days that matter (deadlines), as proleptic ordinals, sorted."""
    order: Mapping[str, str | int] = field(default_factory=dict)
    """Values to sort by: `title_nn`, `title_nb`, `title_en`, `nearest`, `updated`."""
    general: str = ""
    """The key of the general document that this one is the local copy of. A list never shows both."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    text: str = ""
    lang: Lang = "nn"
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Filters: OR inside one, AND between them."""
    hidden: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Values left out unless the same facet is filtered on (closed schemes)."""
    places: frozenset[str] = frozenset()
    """Where the reader is, as values of the facet `municipality`: local copies win, other places' documents sink."""
    lifting: frozenset[str] = frozenset()
    """Words of the text (folded) that lift a document but need not be in it, such as place names."""
    kinds: frozenset[str] = frozenset()
    """Values of the facet `kind` that the text names: documents of none of them sink a little."""
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 20
    snippets: bool = False
    today: int = 0
    """The day that "coming deadline" is counted from, as an ordinal."""


class Correction(NamedTuple):
    """A word that nothing has, and the nearest word that something has."""

    typed: str
    meant: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    keys: tuple[str, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    """How many there would be with each value: every other filter kept, the facet's own left out."""
    corrections: tuple[Correction, ...] = ()
    nearest: tuple[str, ...] = ()
    """Where nothing fits: words near those typed, that something has."""
    snippets: tuple[Markup, ...] = ()
    """For each key, when asked for: the best place of its text with the matches marked, or empty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """Why a document stands where it does: (word of the query, index term that met it, what that gave).

    The last ones, without a word, are what the sum was times.
    """

    key: str
    score: float
    parts: tuple[tuple[str, str, float], ...]


class Position(NamedTuple):
    """How far an index has come: the last change it holds, and the day its day-dependent values were made for."""

    change: int
    day: int


NOWHERE = Position(-1, 0)


class IndexBusy(Exception):
    """Another process is writing the index. Nothing was changed; try again later."""


class SearchIndex(Protocol):
    def search(self, query: Query) -> Page: ...

    def explain(self, query: Query, key: str) -> Explanation | None: ...

    def concepts(self, lang: Lang) -> tuple[str, ...]:
        """What the field calls its things in `lang`, of what some document is about."""

    def position(self) -> Position: ...

    def rebuild(self, documents: Iterable[Document], position: Position) -> None:
        """Replace everything. Readers see the old index until the new one is whole."""

    def apply(self, put: Iterable[Document], drop: Iterable[str], position: Position) -> None:
        """Add or replace documents and remove keys, in one step."""
