"""What an address asks for: portfolio, snapshot, period, and the filters. It refuses dates that are none, saying so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest

from llif.publishing.words import named
from llif.terms.errors import N_, InputError
from llif.terms.time import Period, day_of, not_to_come, span
from llif.warehouse.snapshots import Snapshot, Snapshots

WINDOWS = (30, 90, 180, 365)
LONGEST_DAYS = 3660
KEPT = ("days", "from", "to", "as_at", "snapshot")
A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Asked:
    """A question about one portfolio. `period` is [from, to) in its time zone; `given` are the address's parameters."""

    snapshot: Snapshot
    period: Period
    given: Mapping[str, str]

    @property
    def id(self) -> str:
        return self.snapshot.portfolio

    @cached_property
    def portfolio(self) -> Mapping[str, Any]:
        return dict(self.snapshot.manifest["portfolio"])

    @property
    def name(self) -> str:
        return named(self.portfolio.get("name"), self.id)

    @cached_property
    def products(self) -> Mapping[str, Mapping[str, Any]]:
        return {product["id"]: product for product in self.portfolio["products"]}

    @cached_property
    def teams(self) -> Mapping[str, str]:
        return {team["id"]: named(team["name"], team["id"]) for team in self.portfolio.get("teams", [])}

    @property
    def zone(self) -> str:
        return str(self.portfolio["time_zone"])

    @property
    def first(self) -> date:
        return day_of(self.period.start, self.zone)

    @property
    def last(self) -> date:
        """The last day of the period, itself included."""
        return day_of(self.period.end - A_MOMENT, self.zone)

    @property
    def as_at(self) -> date:
        return last_day(self.snapshot, self.zone)

    @property
    def known_on(self) -> date | None:
        """The day that an address asks to look back from; null: it asks of now."""
        return day_in(self.given, "as_at") if self.given.get("as_at") else None

    @property
    def stands_on(self) -> date:
        """The day on which what people recorded is judged: the snapshot's last, or an earlier one asked for."""
        return min(self.known_on or self.as_at, self.as_at)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @cached_property
    def before(self) -> Period:
        """The period of the same length just before."""
        return span(self.first - timedelta(days=self.days), self.first, self.zone)

    @cached_property
    def worked_out(self) -> dict[str, Any]:
        """What several parts of one page ask of this question, each worked out once: by name."""
        return {}

    @property
    def kept(self) -> dict[str, str]:
        """The part of the address that every link of the portfolio carries on: period and snapshot."""
        return {name: self.given[name] for name in KEPT if self.given.get(name)}

    def product_name(self, product: str) -> str:
        return named(self.products[product].get("name"), product) if product in self.products else product


def asked(request: HttpRequest, portfolio: str) -> Asked:
    """The question of an address. *Raises* Http404 for an unknown portfolio, InputError for a bad date or snapshot."""
    given = {name: value.strip() for name, value in request.GET.items() if isinstance(value, str)}
    snapshot = chosen_snapshot(portfolio, given)
    zone = str(snapshot.manifest["portfolio"]["time_zone"])
    window = int(snapshot.manifest["portfolio"].get("window_days", 90))
    return Asked(snapshot, chosen_period(given, last_day(snapshot, zone), window, zone), given)


def snapshots() -> Snapshots:
    return Snapshots(settings.LLIF_HOME)


def chosen_snapshot(portfolio: str, given: Mapping[str, str]) -> Snapshot:
    """The named snapshot, or the newest not after the day asked, or the current one."""
    store = snapshots()
    current = store.current(portfolio)
    if current is None:
        raise Http404
    if given.get("snapshot"):
        return store.named(portfolio, given["snapshot"])
    if not given.get("as_at"):
        return current
    zone = str(current.manifest["portfolio"]["time_zone"])
    wanted = not_to_come(day_in(given, "as_at"), zone, now=datetime.now(UTC))
    found = store.newest_as_at(portfolio, span(wanted, wanted + timedelta(days=1), zone).end)
    if found is None:
        raise InputError(
            N_("Nothing had been published as at {date}."),
            remedy=N_("Choose a later day."),
            date=given["as_at"],
        )
    return found


def chosen_period(given: Mapping[str, str], last: date, window: int, zone: str) -> Period:
    """From and to (both days included) where given; else so many days up to the snapshot's last day."""
    until = (day_in(given, "to") if given.get("to") else last) + timedelta(days=1)
    first = day_in(given, "from") if given.get("from") else until - timedelta(days=_days(given, window))
    if not timedelta() < until - first <= timedelta(days=LONGEST_DAYS):
        raise InputError(
            N_("The period must begin before it ends, and be no longer than ten years."),
            remedy=N_("Choose other dates."),
        )
    return span(first, until, zone)


def page_asked(given: Mapping[str, str], pages: int) -> int:
    """The page of a long list, from 1: the nearest there is to the one asked for."""
    text = given.get("page", "1")
    return min(max(int(text), 1), pages) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def last_day(snapshot: Snapshot, zone: str) -> date:
    """The last day that a snapshot knows of."""
    return day_of(snapshot.as_at - A_MOMENT, zone)


def _days(given: Mapping[str, str], window: int) -> int:
    text = given.get("days", "")
    return min(max(int(text), 1), LONGEST_DAYS) if text.isascii() and text.isdigit() and len(text) < 6 else window


def day_in(given: Mapping[str, str], field: str) -> date:
    """The day that a parameter names. *Raises* InputError for one that is none."""
    try:
        found = date.fromisoformat(given[field])
    except ValueError:
        found = date.min
    if not 1970 <= found.year <= 2200:
        raise InputError(
            N_("“{found}” is not a date."),
            remedy=N_("Write it as year, month and day: 2021-03-31."),
            found=given[field],
        )
    return found
