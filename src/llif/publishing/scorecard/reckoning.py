"""From a snapshot and a moment to the scorecard: evidence gathered, judged by the rules, set beside people's word."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from llif.metrics import closed_work
from llif.pipeline.reading import end_of_day
from llif.portfolio.codes import Phase
from llif.portfolio.registers import own, recorded
from llif.portfolio.registers.entries import Recorded
from llif.portfolio.scoring import acceptances, scores, spells
from llif.portfolio.scoring.cells import Acceptance
from llif.portfolio.scoring.spells import Span
from llif.practices import registry
from llif.practices.contract import Evidence
from llif.practices.registry import Followed
from llif.publishing.figures import figures
from llif.publishing.scorecard import gathering
from llif.publishing.scorecard.gathering import Gathered
from llif.publishing.scorecard.model import Cell, Moment, Scorecard, ScoreRow
from llif.publishing.scorecard.timeline import Rules, Timeline
from llif.publishing.words import named
from llif.terms.scorecard import Dimension, ScoreState
from llif.terms.time import day_of
from llif.warehouse.snapshots import Snapshot

LAST = 10**6


def moment(snapshot: Snapshot, now: datetime, as_at: date | None = None) -> Moment:
    """*Takes* an aware `now`; `as_at`, a day whose end is asked of."""
    about = snapshot.manifest["portfolio"]
    if as_at is not None:
        return Moment(as_at, min(end_of_day(as_at, about["time_zone"]), now), as_at)
    today = day_of(now, about["time_zone"])
    pinned = day_of(snapshot.as_at, about["time_zone"]) if about.get("pinned") else today
    return Moment(pinned, now, today)


@dataclass(frozen=True)
class Reckoning:
    """A portfolio's evidence and entries as known at a moment; cells are made of it one by one."""

    snapshot: Snapshot
    moment: Moment
    practices: tuple[Followed, ...]
    rules: Mapping[Dimension, Rules]
    entries: Mapping[str, Sequence[Recorded]]
    closed: Mapping[str, date]

    @property
    def about(self) -> Mapping[str, Any]:
        return dict(self.snapshot.manifest["portfolio"])

    def standing(self, register: str) -> Sequence[Recorded]:
        """The entries of a register about the whole portfolio that stand, the first recorded first."""
        told = (each for each in self.entries.get("", ()) if each.place.register == register)
        return [each for each in {one.place: one for one in told}.values() if each.content is not None]

    def gathered(self, product: Mapping[str, Any]) -> Gathered:
        held = gathering.facts(self.snapshot)
        rows = {table: own.get(product["id"], ()) for table, own in held.items()}
        zone = self.snapshot.manifest["portfolio"]["time_zone"]
        return Gathered(product, rows, self.entries.get(product["id"], ()), zone, self.moment.day)

    def evidence(self, product: Mapping[str, Any]) -> Evidence:
        """What is known of a product on the moment's day."""
        return self.gathered(product).evidence(self.moment.day)

    def cell(self, gathered: Gathered, dimension: Dimension, since: date | None = None) -> Cell:
        timeline = self._timeline(gathered, dimension)
        verdicts, seen = timeline.now
        return Cell(
            product=gathered.product["id"],
            dimension=dimension,
            rating=seen.stood.rating,
            basis=seen.stood.basis,
            disagrees=seen.stood.disagrees,
            verdicts=verdicts,
            judgement=timeline.judgement(self.moment.today, None),
            acceptance=self._acceptance(gathered, dimension, timeline),
            before=timeline.seen(since).stood.rating if since else None,
            timeline=timeline,
            accepted=self._accepted(gathered, dimension, timeline),
        )

    def _timeline(self, gathered: Gathered, dimension: Dimension) -> Timeline:
        rules = self.rules.get(dimension, ())
        judged = gathered.versions(own.RATINGS.name, dimension.value)
        read = [name for rule, _settings in rules for name in rule.reads]
        changed = {*gathered.changed_on(read), *map(gathered.recorded_on, judged)}
        declared = self.about.get("reaction_days", {})
        criticality = gathered.product["criticality"]
        return Timeline(
            rules=rules,
            evidence_on=gathered.evidence,
            judged=judged,
            recorded_on=gathered.recorded_on,
            changed_on=sorted(day for day in changed if day <= self.moment.day),
            day=self.moment.day,
            today=self.moment.today,
            allowed=partial(spells.allowed_days, criticality=criticality, declared=declared),
        )

    def _acceptance(self, gathered: Gathered, dimension: Dimension, timeline: Timeline) -> Acceptance | None:
        versions = gathered.versions(own.ACCEPTANCES.name, dimension.value)
        if not versions or versions[-1].content is None:
            return None
        return acceptances.acceptance(
            versions[-1],
            timeline.over_time,
            today=self.moment.today,
            recorded_on=gathered.recorded_on(versions[-1]),
            work_closed_on=self.closed.get(versions[-1].content.get("work") or ""),
        )

    def _accepted(self, gathered: Gathered, dimension: Dimension, timeline: Timeline) -> tuple[Span, ...]:
        versions = gathered.versions(own.ACCEPTANCES.name, dimension.value)
        if not versions:
            return ()
        return acceptances.spans(
            versions,
            timeline.over_time,
            today=self.moment.today,
            recorded_on=gathered.recorded_on,
            closed=self.closed,
        )

    def row(self, product: Mapping[str, Any], since: date | None = None) -> ScoreRow:
        """A product's row, without its place among others."""
        gathered = self.gathered(product)
        cells = {each: self.cell(gathered, each, since) for each in Dimension}
        in_service = Phase(product["phase"]) in scores.IN_SERVICE
        accepted = [each for each, cell in cells.items() if cell.is_accepted]
        found = scores.score({e: c.rating for e, c in cells.items()}, in_service=in_service, accepted=accepted)
        then = {each: cell.before for each, cell in cells.items() if cell.before is not None}
        before = scores.score(then, in_service=in_service) if since else None
        return ScoreRow(product, cells, found, before, None, tied=False)


def reckoning(
    snapshot: Snapshot, *, now: datetime, as_at: date | None = None, only: Collection[str] | None = None
) -> Reckoning:
    """Gather what the cells of a portfolio, or of some of its products, rest on. Two queries, whatever its size."""
    asked = moment(snapshot, now, as_at)
    practices = registry.followed(snapshot.manifest["portfolio"].get("practices"))
    by_product: dict[str, list[Recorded]] = defaultdict(list)
    for entry in recorded.versions(snapshot.portfolio, known_at=asked.known_at, products=only):
        by_product[entry.place.product].append(entry)
    closed = _closed(snapshot, by_product)
    return Reckoning(snapshot, asked, practices, registry.rules(practices), by_product, closed)


def _closed(snapshot: Snapshot, entries: Mapping[str, Sequence[Recorded]]) -> Mapping[str, date]:
    """The day on which each work item that an acceptance names was closed."""
    told = (each for own_entries in entries.values() for each in own_entries)
    keys = {
        each.content["work"]
        for each in told
        if each.place.register == own.ACCEPTANCES.name and each.content and each.content.get("work")
    }
    if not keys:
        return {}
    zone = snapshot.manifest["portfolio"]["time_zone"]
    found = figures.aside(lambda: closed_work.closed(figures.facts(snapshot), sorted(keys)))
    return {key: day_of(instant.replace(tzinfo=UTC), zone) for key, instant in found.items()}


def scorecard(
    snapshot: Snapshot,
    *,
    now: datetime,
    as_at: date | None = None,
    since: date | None = None,
    only: Collection[str] | None = None,
) -> Scorecard:
    """The scorecard of a snapshot.

    *Takes* `as_at`, a day whose end is asked of; `since`, an earlier day to compare with, judged on what this snapshot
    knew by then; `only`, the ids of the products wanted.
    """
    known = reckoning(snapshot, now=now, as_at=as_at, only=only)
    products = [each for each in known.about["products"] if only is None or each["id"] in only]
    return assembled(known, since, (known.row(each, since) for each in products))


def assembled(known: Reckoning, since: date | None, rows: Iterable[ScoreRow]) -> Scorecard:
    """A scorecard of these rows, put in order and given their places."""
    placed = _placed(sorted(rows, key=_sorted_by))
    return Scorecard(known.snapshot, known.moment, since, tuple(placed), known.practices)


def _sorted_by(row: ScoreRow) -> tuple[object, ...]:
    """Rows without a score of their own stand in the document's order, where one carried a score over."""
    published = (row.published or {}).get("place") or LAST
    key, name = _tied_on(row), named(row.product.get("name"), row.id).casefold()
    is_scored = row.score.state is ScoreState.SCORED
    return (*key, published, name) if is_scored else (key[0], published, *key[1:], name)


def _tied_on(row: ScoreRow) -> scores.Order:
    return scores.order(row.score, row.product["criticality"])


def _placed(rows: Sequence[ScoreRow]) -> list[ScoreRow]:
    found = scores.places([(_tied_on(row), row) for row in rows])
    return [
        replace(row, place=place, tied=tied) if row.score.state is ScoreState.SCORED else row
        for row, place, tied in found
    ]
