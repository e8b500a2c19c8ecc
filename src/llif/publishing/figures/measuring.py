"""Figures as a program asks for them: of products or teams, over periods. The same for a command and the API.

It refuses products, teams and measures there are none of, with those there are, and a measure of a live service by team
or kind of work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from llif.metrics.catalogue import EVERY, LIVE, MEASURES
from llif.metrics.questions import Scope
from llif.publishing.figures import figures, windows
from llif.publishing.figures.wanted import Wanted
from llif.publishing.figures.windows import Window
from llif.publishing.live import figures as live
from llif.publishing.live.records import known_by, records
from llif.terms.errors import N_, InputError
from llif.terms.quantity import Figure
from llif.terms.time import Period
from llif.warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class Asked:
    """A question that can be answered: `only` names members of the scope, null for all of them."""

    snapshot: Snapshot
    measures: tuple[str, ...]
    kinds: frozenset[str]
    scope: Scope
    only: tuple[str, ...] | None
    window: Window
    known_at: datetime | None = None

    @property
    def zone(self) -> str:
        return str(self.snapshot.manifest["portfolio"]["time_zone"])

    def periods(self) -> tuple[Period, ...]:
        return self.window.periods(self.zone)

    def answer(self) -> list[Figure]:
        """A figure for every measure, member, period and kind; only those of some kinds where they were named."""
        found = figures.ask(
            self.snapshot,
            self.measures,
            periods=self.periods(),
            scope=self.scope,
            only=self.only,
            kinds=True,
            known_at=self.known_at,
            in_pool=True,
        )
        return [figure for figure in found if not self.kinds or figure.kind in self.kinds]


def asked(shown: Snapshot, wanted: Wanted) -> Asked:
    """*Raises* InputError for what there is not, and for a window that holds no day."""
    scope, only = _scope(shown, wanted)
    live.check(wanted.measures, scope, wanted.kinds)
    whole = scope is not Scope.TEAM and not wanted.kinds
    names = tuple(dict.fromkeys(wanted.measures or (EVERY if whole else MEASURES)))
    known_at = known_by(shown, as_at=wanted.as_at, is_named=wanted.is_named)
    first = wanted.first or (_first(shown, known_at) if any(name in LIVE for name in names) else None)
    window = windows.window(shown, first, wanted.until, wanted.grain)
    return Asked(shown, names, frozenset(wanted.kinds), scope, only, window, known_at)


def _first(shown: Snapshot, known_at: datetime | None) -> date:
    """The day of the first record, of facts or of a live service."""
    first, _until = windows.whole(shown)
    return min(first, records(shown, known_at).first or first)


def _scope(shown: Snapshot, wanted: Wanted) -> tuple[Scope, tuple[str, ...] | None]:
    about = shown.manifest["portfolio"]
    if sum(map(bool, (wanted.products, wanted.teams, wanted.each))) > 1:
        raise InputError(N_("Give one of product, team and each."))
    if wanted.products:
        known = [row["id"] for row in about["products"]]
        return Scope.PRODUCT, _known(wanted.products, known, N_("There is no product {name}."))
    if wanted.teams:
        known = [row["id"] for row in about["teams"]]
        return Scope.TEAM, _known(wanted.teams, known, N_("There is no team {name}."))
    return (Scope(wanted.each.value) if wanted.each else Scope.PORTFOLIO), None


def _known(names: Sequence[str], known: Sequence[str], refusal: str) -> tuple[str, ...]:
    for name in names:
        if name not in known:
            remedy = N_("There are: {known}.") if known else N_("None is declared.")
            raise InputError(refusal, remedy=remedy, name=name, known=", ".join(known))
    return tuple(names)
