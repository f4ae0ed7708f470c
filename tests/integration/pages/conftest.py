"""Pages as trees."""

from xml.etree.ElementTree import Element

import html5lib
import pytest

PLAIN_PAGES = ("/", "/ordningar", "/aktorar", "/omgrep", "/dome", "/hjelp", "/om", "/personvern")


PLAN = "/plan/bygdevekst-vest-telemark"
PLAN_PAGES = (
    PLAN,
    *(f"{PLAN}/delmal/{key}" for key in ("bustader", "arbeidsplassar", "kompetanse")),
    *(f"{PLAN}/tiltak/{key}" for key in ("risikoreduserande-tiltak", "vandrande-bygdevekstseminar", "gron-region")),
    *(f"{PLAN}/{key}" for key in ("tidslinje", "budsjett", "talbevis", "vedtak", "organisering", "endringar")),
    f"{PLAN}/endringar?sidan=2025-01-01",
    f"{PLAN}/endringar?sidan=i+fjor",
)


class Tree:
    """A parsed page, with the language that each text stands in."""

    def __init__(self, text: str) -> None:
        self.root: Element = html5lib.parse(text, namespaceHTMLElements=False)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        return [
            e
            for e in self.root.iter(tag)
            if all(e.get(name.rstrip("_")) == value for name, value in attributes.items())
        ]

    def texts(self) -> list[tuple[str, str]]:
        """(language, text) of everything that is read aloud."""
        out: list[tuple[str, str]] = []

        def walk(element: Element, lang: str) -> None:
            lang_here = element.get("lang") or lang
            if element.tag not in ("script", "style", "title"):
                if element.text and element.text.strip():
                    out.append((lang_here, " ".join(element.text.split())))
                for child in element:
                    walk(child, lang_here)
                    if child.tail and child.tail.strip():
                        out.append((lang_here, " ".join(child.tail.split())))

        walk(self.root, "")
        return out


@pytest.fixture(scope="session")
def tree():
    return lambda response: Tree(response.text)


@pytest.fixture(scope="session")
def addresses(bundle) -> list[str]:
    """Every kind of page, and every single page of the small kinds, without their language."""
    schemes = [key for key, item in bundle.entries["schemes"].items() if item.entry.state == "published"]
    return [
        *PLAIN_PAGES,
        *PLAN_PAGES,
        *(f"/ordningar/{key}" for key in schemes[::12]),
        *(f"/aktorar/{key}" for key in list(bundle.entries["organisations"])[::6]),
        *(f"/dome/{key}" for key in list(bundle.entries["practice"])[::4]),
        "/ordningar?q=tilskot&municipality=4036&kind=grant&sort=deadline",
        "/ordningar?q=xyzzyqwerty",
        "/ordningar?page=900",
    ]
