"""`verkemiddel links check`."""

import sys
from collections import Counter
from datetime import UTC, datetime

import click
from sqlalchemy.orm import Session

from app.catalogue.links import commands, queries
from app.catalogue.links.checking import Offline, Pace, Run
from app.catalogue.links.fetching import Reach
from app.catalogue.links.verdicts import NOTES, Judged, Verdict
from app.db.uow import Transactions
from app.settings import Settings

AT_ONCE = 40
"""Verdicts kept in one transaction: a run that is stopped keeps what it has found."""


def check_all(
    session: Session, transactions: Transactions, settings: Settings, most: int | None, seconds: float
) -> None:
    """Check as the settings say: under the name of the site, and this machine itself only outside production."""
    agent = f"Mozilla/5.0 (compatible; Verkemiddel link check; +{settings.base_url}/)"
    try:
        reach = Reach(agent=agent, loopback=not settings.production)
        check(session, transactions, reach, Pace(total=seconds), most)
    except Offline:
        sentence = "No address answered at all: this machine seems to be off the internet. Nothing was changed."
        click.echo(sentence, err=True)
        sys.exit(1)


def check(
    session: Session, transactions: Transactions, reach: Reach, pace: Pace, most: int | None = None
) -> Counter[Verdict]:
    """Check the addresses of public entries, keep the verdicts and tell them; return how many of each.

    Raises `Offline` where nobody answered; then nothing is changed.
    """
    everything = queries.every_address(session)
    urls = everything[:most]
    session.rollback()
    run = Run(urls, reach, pace)
    counts: Counter[Verdict] = Counter()
    waiting: list[Judged] = []
    with click.progressbar(length=len(urls), label=f"Checking {len(urls)} addresses", show_pos=True) as bar:
        for judged in run.results():
            counts[judged.verdict] += 1
            waiting.append(judged)
            bar.update(1)
            if len(waiting) >= AT_ONCE:
                _keep(session, transactions, waiting)
    _keep(session, transactions, waiting)
    with transactions.begin(session) as uow:
        commands.forget_others(uow, everything)
    _tell(session, counts, len(run.unreached), len(everything) - len(urls))
    return counts


def _keep(session: Session, transactions: Transactions, waiting: list[Judged]) -> None:
    with transactions.begin(session) as uow:
        commands.record(uow, waiting, datetime.now(UTC))
    waiting.clear()


def _tell(session: Session, counts: Counter[Verdict], unreached: int, left_out: int) -> None:
    for one in queries.to_mend(session, datetime.now(UTC)):
        new = f" -> {one.new_url}" if one.new_url else ""
        click.echo(f"{one.verdict:9} {one.kind}/{one.key} {one.field}: {one.url}{new} ({NOTES[one.note].en.lower()})")
    click.echo(" · ".join(f"{counts[verdict]} {verdict.value}" for verdict in Verdict))
    if unreached or left_out:
        click.echo(f"{unreached + left_out} addresses were not reached this time; they come first the next.")
