"""A writer killed at any instant leaves an index that opens, answers, and can be written again.

SEARCH_KILLS=200 pytest tests/unit/search/test_killed_writer.py    kills ten times as often.
"""

import os
import random
import signal
import time
import warnings

from app.search.port import NOWHERE, Position, Query

KILLS = int(os.environ.get("SEARCH_KILLS", "20"))


def write_without_end(index, doc) -> None:
    """What the doomed process does: changes and rebuilds, one after the other, always thirty documents."""
    number = index.position().change
    while True:
        number += 1
        if number % 3:
            index.apply([doc(f"d{number % 30}", f"sti endring{number}")], [], Position(number, 1))
        else:
            index.rebuild([doc(f"d{n}", f"sti bygd{number}") for n in range(30)], Position(number, 1))


def killed_after(seconds: float, index, doc) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            write_without_end(index, doc)
        finally:
            os._exit(9)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the writer ended by itself"


def test_killing_the_writer_at_any_instant_never_spoils_the_index(whoosh, doc) -> None:
    chance = random.Random(20261124)
    began = time.monotonic()
    whoosh().rebuild([doc(f"d{n}", "sti") for n in range(30)], Position(0, 1))
    longest = max(0.12, 4 * (time.monotonic() - began))  # on a busy machine too, some are killed after a write
    reached = 0
    for _ in range(KILLS):
        killed_after(chance.uniform(0.0, longest), whoosh(wait=5), doc)
        index = whoosh()
        assert index.position() != NOWHERE
        assert index.position().change >= reached, "an index never goes back"
        reached = index.position().change
        assert index.search(Query(text="sti", limit=50)).total == 30
    assert reached > 3, "the writer had time to write"
    index.apply([doc("ny", "sti")], [], Position(reached + 1, 1))
    assert index.search(Query(text="sti", limit=50)).total == 31
