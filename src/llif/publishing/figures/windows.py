"""Which snapshot and which periods, in people's terms: a portfolio, days, a grain, an as-at.

It refuses what it cannot place, with what there is. The same for a page and a command, so that they never differ.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from llif.pipeline.reading import end_of_day
from llif.portfolio.errors import choice
from llif.publishing.figures import figures
from llif.terms.errors import N_, InputError
from llif.terms.quantity import Figure
from llif.terms.time import Grain, Period, day_of, midnight, not_to_come, periods, span
from llif.warehouse.snapshots import Snapshot, Snapshots


def snapshot(home: Path, portfolio: str, *, as_at: date | None = None, name: str | None = None) -> Snapshot:
    """The snapshot to show: the one named, the newest not after the end of a day, or the current one.

    *Raises* InputError when there is none.
    """
    kept = Snapshots(home)
    if name is not None:
        return kept.named(portfolio, name)
    found = kept.current(portfolio) if as_at is None else _as_at(kept, portfolio, as_at)
    if found is None:
        raise _none(kept, portfolio, as_at)
    return found


def _none(kept: Snapshots, portfolio: str, as_at: date | None) -> InputError:
    """Why nothing answers: too early a day, a name that is nearly one of those published, or nothing published."""
    if as_at and (snapshots := kept.all(portfolio)):
        return InputError(
            N_("No snapshot of the portfolio {portfolio} answers for {day}."),
            remedy=N_("The earliest is as at {first}. “llif publish {portfolio} --as-at {day}” makes one."),
            portfolio=portfolio,
            day=as_at.isoformat(),
            first=min(map(last_day, snapshots)).isoformat(),
        )
    remedy, near = choice(portfolio, kept.portfolios())
    if "closest" not in near:
        remedy = N_("Published are: {known}. Publish it with “llif publish {portfolio}”.")
    return InputError(
        N_("Nothing of the portfolio {portfolio} has been published."),
        remedy=remedy,
        portfolio=portfolio,
        known=", ".join(kept.portfolios()) or "–",
        **near,
    )


def _as_at(kept: Snapshots, portfolio: str, day: date) -> Snapshot | None:
    newest = kept.current(portfolio)
    if newest is None:
        return None
    zone = newest.manifest["portfolio"]["time_zone"]
    return kept.newest_as_at(portfolio, end_of_day(not_to_come(day, zone, now=datetime.now(UTC)), zone))


def last_day(shown: Snapshot) -> date:
    """The day a snapshot is as at."""
    return day_of(shown.as_at, shown.manifest["portfolio"]["time_zone"])


def whole(shown: Snapshot) -> tuple[date, date]:
    """The whole window: from the day of the first record to the day after as-at."""
    zone = shown.manifest["portfolio"]["time_zone"]
    firsts = [day_of(each.first_at, zone) for each in figures.known(shown).spoken.values()]
    until = last_day(shown) + timedelta(days=1)
    return min(firsts, default=until - timedelta(days=1)), until


@dataclass(frozen=True)
class Window:
    """[first, until) in days; `grain` cuts it, or not."""

    first: date
    until: date
    grain: Grain | None = None

    def __post_init__(self) -> None:
        if self.until <= self.first:
            raise InputError(
                N_("The window from {first} to {until} holds no day."),
                remedy=N_("Give a last day after the first."),
                first=self.first.isoformat(),
                until=self.until.isoformat(),
            )

    def periods(self, zone: str) -> tuple[Period, ...]:
        """The window's periods; the first and the last are cut at its edges."""
        if self.grain is None:
            return (span(self.first, self.until, zone),)
        edge, end = midnight(self.first, zone), midnight(self.until, zone)
        return tuple(
            Period(max(each.start, edge), min(each.end, end))
            for each in periods(self.first, self.until, self.grain, zone)
        )


def window(shown: Snapshot, first: date | None, until: date | None, grain: Grain | None) -> Window:
    """The window asked for; an open side is the whole window's."""
    start, end = whole(shown)
    return Window(first or start, until or end, grain)


def record(figure: Figure) -> dict[str, object]:
    """A figure in the form it has everywhere it leaves llif: hours, shares of 0 to 1, null unless it is measured.

    Money is in the currency that `unit` names.
    """
    return {
        "portfolio": figure.portfolio,
        "product": figure.product,
        **({"team": figure.team} if figure.team else {}),
        "measure": figure.measure,
        "kind": figure.kind,
        "period_start": figure.period_start.isoformat(),
        "period_end": figure.period_end.isoformat(),
        "value": figure.value,
        "unit": figure.currency or figure.unit.value,
        "n": figure.n,
        "low": figure.low,
        "high": figure.high,
        "state": figure.state,
        "level": figure.level,
        "snapshot": figure.snapshot or None,
    }
