"""A larger catalogue for the benchmarks: new schemes put together from the real ones' sentences."""

import random
from collections.abc import Iterator

import msgspec

from app.catalogue.importing import Bundle, Loaded
from app.catalogue.types import Scheme, State
from app.kernel.text import LocalText


def enlarged(bundle: Bundle, total: int, *, seed: int = 1) -> Bundle:
    """Return `bundle` with schemes added until there are `total`. The same seed gives the same schemes."""
    real = [scheme for scheme in bundle.all(Scheme) if scheme.state is State.PUBLISHED]
    for scheme in _schemes(real, max(0, total - len(real)), random.Random(seed)):
        bundle.entries["schemes"][scheme.id] = Loaded(scheme, "")
    return bundle


def _schemes(real: list[Scheme], count: int, dice: random.Random) -> Iterator[Scheme]:
    for number in range(count):
        base, other, third = dice.sample(real, 3)
        title = LocalText(
            *(
                f"{_half(getattr(base.title, lang))} {_half(getattr(other.title, lang))} {number}"
                for lang in ("nn", "nb", "en")
            )
        )
        yield msgspec.structs.replace(
            base,
            id=f"generated-{number}",
            name=msgspec.structs.replace(base.name, text=f"{base.name.text} {number}"),
            title=title,
            promise=other.promise,
            summary=third.summary,
            criteria=dice.sample(
                [*base.criteria, *other.criteria, *third.criteria], k=min(8, len(base.criteria) + len(other.criteria))
            ),
            steps=other.steps,
            documents=third.documents,
            kinds=dice.choice(real).kinds,
            purposes=dice.choice(real).purposes,
            audiences=dice.choice(real).audiences,
            municipalities=dice.choice(real).municipalities,
            general=None,
            aliases=[],
        )


def _half(text: str) -> str:
    words = text.split()
    return " ".join(words[: max(1, len(words) // 2)])
