"""What a partner is asked, and what they answer: the sentences of the plan about them, one by one.

Who answered is internal. An answer changes nothing in the plan; the leader takes it over, or sets it aside.
"""

from typing import Literal

from app.plan.codes import Certainty
from app.plan.types import Date, Entry, Part, Slug, Text

Kind = Literal["role", "responsible", "partner", "contribution", "milestone", "text"]
Answer = Literal["agree", "adjust", "no_more"]
Settled = Literal["taken", "by_hand", "set_aside"]
ANSWERS: tuple[Answer, ...] = ("agree", "adjust", "no_more")
SETTLED: tuple[Settled, ...] = ("taken", "by_hand", "set_aside")


class Sentence(Part, frozen=True, kw_only=True):
    """A sentence about an actor as it stood when they were asked. Nothing internal is ever in it."""

    kind: Kind
    text: Text
    goal: Slug | None = None
    measure: Slug | None = None
    where: str = ""
    """The measure, goal or chapter it stands in, as printed."""
    milestone: Slug | None = None
    printed: str | None = None
    """The name that the plan uses."""
    certainty: Certainty | None = None
    group: str | None = None
    """The group that the sentence names, where the actor is only meant as a member of it."""


class Asked(Part, frozen=True, kw_only=True):
    """A sentence, what was answered, and what became of it."""

    sentence: Sentence
    answer: Answer | None = None
    wish: str | None = None
    """How the partner wants it said."""
    settled: Settled | None = None
    settled_on: Date | None = None


class EchoSheet(Entry, frozen=True, kw_only=True):
    """All that one partner is asked in one link."""

    asked: list[Asked] = []
    internal_name: str | None = None
    """Who answered, as they wrote it: a name, and a role if they like."""
    internal_remark: str | None = None
