"""The yearly report as it is stored: its questions, and the boxes that somebody has written in. All of it is internal."""

from typing import Annotated

from msgspec import Meta

from app.plan.types import Code, Entry, Part, Text

MOST_QUESTIONS = 40
LONGEST_ANSWER = 20_000


class Question(Part, frozen=True, kw_only=True):
    """A box of the report. `most` is how many characters the receiver's form takes; None where nobody knows."""

    id: Code
    heading: Text
    most: Annotated[int, Meta(ge=1, le=LONGEST_ANSWER)] | None = None


class YearReport(Entry, frozen=True, kw_only=True):
    """`answers` holds the boxes that are written by hand; the others are filled from the data whenever they are shown."""

    questions: list[Question] = []
    answers: dict[str, str] = {}
