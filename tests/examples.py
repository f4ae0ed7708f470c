"""Small catalogues: one right entry of each kind, to be made wrong or different one field at a time."""

import copy
from pathlib import Path
from typing import Any

import msgspec
import yaml

from app.catalogue.importing import TYPES
from app.catalogue.types import Organisation, PracticeExample, Scheme, Term


def in_three(nn: str, nb: str | None = None, en: str | None = None) -> dict[str, str]:
    return {"nn": nn, "nb": nn if nb is None else nb, "en": nn if en is None else en}


_SOURCE = {"url": "https://kommunen.example/ordning", "title": "Kommunen"}
_BASE: dict[str, dict[str, Any]] = {
    "organisations": {
        "id": "kommunen",
        "name": in_three("Kommunen", "Kommunen", "The municipality"),
        "level": "local",
        "type": in_three("kommune", en="municipality"),
        "description": in_three("Ein kommune for prøvene.", "En kommune for prøvene.", "A municipality for the tests."),
        "contacts": [{"name": in_three("Kontoret", en="The office"), "phone": "35 00 00 00"}],
        "checked_on": "2026-11-23",
    },
    "schemes": {
        "id": "naeringsfond",
        "name": {"text": "Næringsfond", "lang": "nn"},
        "title": in_three("Næringsfond for bygda", "Næringsfond for bygda", "Business fund"),
        "promise": in_three(
            "Få hjelp til å starte noko nytt i bygda.",
            "Få hjelp til å starte noe nytt i bygda.",
            "Get help to start something new in the village.",
        ),
        "summary": in_three(
            "Ei lita ordning som finst i prøvene av programmet, og som ingen i verda kan søkje på.",
            "En liten ordning som finnes i prøvene av programmet, og som ingen i verden kan søke på.",
            "A small scheme that lives in the tests of the program, and that nobody can apply for.",
        ),
        "state": "published",
        "status": "open",
        "level": "local",
        "kinds": ["grant"],
        "provider": "kommunen",
        "municipalities": ["4036"],
        "audiences": ["founder"],
        "purposes": ["start"],
        "state_aid": {"basis": "unknown"},
        "criteria": [
            in_three(
                "Verksemda held til i bygda.", "Virksomheten holder til i bygda.", "The business is in the village."
            )
        ],
        "start_before_application": {"allowed": "no"},
        "deadline": {"type": "rolling"},
        "sources": [_SOURCE],
        "confidence": "high",
        "checked_on": "2026-11-23",
    },
    "glossary": {
        "id": "eigenkapital",
        "term": in_three("eigenkapital", "egenkapital", "equity"),
        "definition": in_three(
            "Pengar som eigaren sjølv skyt inn.", "Penger som eieren selv skyter inn.", "The owner’s money."
        ),
        "source": in_three("Eigne ord.", "Egne ord.", "Own words."),
        "confidence": "high",
    },
    "practice": {
        "id": "bygdebutikken",
        "title": in_three("Bygdebutikken", en="The village shop"),
        "place": in_three("Vinje"),
        "theme": in_three("handel", en="trade"),
        "facts": [
            in_three("Butikken vart ein møteplass.", "Butikken ble en møteplass.", "The shop became a place to meet.")
        ],
        "lesson": in_three(
            "Gjer butikken til ein møteplass.", "Gjør butikken til en møteplass.", "Make the shop a place to meet."
        ),
        "sources": [_SOURCE],
        "confidence": "high",
        "checked_on": "2026-11-23",
    },
}


class Examples:
    """Entries that are right, to be made wrong or different one field at a time."""

    def value(self, kind: str, **changes: Any) -> dict[str, Any]:
        """The entry as plain values; a change to `None` removes the field."""
        value = copy.deepcopy(_BASE[kind]) | changes
        return {name: field for name, field in value.items() if field is not None}

    def scheme(self, **changes: Any) -> Scheme:
        return msgspec.convert(self.value("schemes", **changes), Scheme)

    def organisation(self, **changes: Any) -> Organisation:
        return msgspec.convert(self.value("organisations", **changes), Organisation)

    def term(self, **changes: Any) -> Term:
        return msgspec.convert(self.value("glossary", **changes), Term)

    def practice(self, **changes: Any) -> PracticeExample:
        return msgspec.convert(self.value("practice", **changes), PracticeExample)

    in_three = staticmethod(in_three)


class Folder:
    """A small data folder. It starts with one right entry of each kind."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._examples = Examples()
        for kind in TYPES:
            self.put(kind)

    def put(self, kind: str, **changes: Any) -> Path:
        value = self._examples.value(kind, **changes)
        return self.write(kind, f"{value['id']}.yaml", yaml.safe_dump(value, allow_unicode=True, sort_keys=False))

    def write(self, kind: str, name: str, text: str | bytes) -> Path:
        file = self.path / kind / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file
