"""What the scorecard is, as values: cells, rows, the whole. Nothing here is asked of a database."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from llif.portfolio.scoring.cells import Acceptance, Basis, Clock, Judgement, Score
from llif.portfolio.scoring.spells import Span, Spell
from llif.practices.contract import RatingRule, Verdict
from llif.practices.registry import Followed
from llif.publishing.scorecard.timeline import Timeline
from llif.publishing.words import named
from llif.terms.scorecard import Dimension, Rating, ScoreState
from llif.warehouse.snapshots import Snapshot

Verdicts = tuple[tuple[RatingRule, Verdict], ...]


@dataclass(frozen=True)
class Moment:
    """When a scorecard is asked of.

    Evidence is judged on `day`: the as-at asked for, else the day a portfolio is pinned to, else today. Known is what
    had been recorded by `known_at`. Review days and acceptances are held against `today`.
    """

    day: date
    known_at: datetime
    today: date

    def age(self, of: date) -> int:
        """Days since a day: to the day asked of, or to today where the day lies after it, as in a pinned portfolio."""
        return ((self.day if of <= self.day else self.today) - of).days


@dataclass(frozen=True)
class Cell:
    """One dimension of one product. `rating` is the one that counts, and `basis` says whose word it is.

    `before` is the rating on the earlier day that was asked for, null where none was.
    """

    product: str
    dimension: Dimension
    rating: Rating
    basis: Basis
    disagrees: bool
    verdicts: Verdicts
    judgement: Judgement | None
    acceptance: Acceptance | None
    before: Rating | None
    timeline: Timeline = field(repr=False, compare=False)
    accepted: tuple[Span, ...] = ()
    """When it was accepted, by this acceptance or an earlier one."""

    @property
    def is_accepted(self) -> bool:
        """Accepted and still so: shown over a red or amber cell, never over an unknown one."""
        return self.acceptance is not None and self.acceptance.ended is None

    @property
    def verdict(self) -> tuple[RatingRule, Verdict] | None:
        """The rule that decided, of several the worst."""
        return self.timeline.deciding(self.verdicts)

    @cached_property
    def clock(self) -> Clock | None:
        """How long it has been as it is, and how long is left to mend it. Worked out when it is looked at."""
        return self.timeline.clock(self.accepted)

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been mended by now. Nothing is overdue while it is accepted, or unknown."""
        if self.rating not in (Rating.RED, Rating.AMBER) or self.is_accepted or self.clock is None:
            return False
        return self.clock.left is not None and self.clock.left < 0

    @cached_property
    def spells(self) -> tuple[Spell, ...]:
        """What it said from when to when, as it was known then."""
        return self.timeline.spells


@dataclass(frozen=True)
class ScoreRow:
    """A product's cells and score. `place` counts from 1, and equals share it (`tied`); null without a score."""

    product: Mapping[str, Any]
    cells: Mapping[Dimension, Cell]
    score: Score
    before: Score | None
    place: int | None
    tied: bool

    @property
    def id(self) -> str:
        return str(self.product["id"])

    @property
    def name(self) -> str:
        return named(self.product.get("name"), self.id)

    @property
    def is_in_service(self) -> bool:
        """Whether it has a score, or should have one. Otherwise its cells are shown, and counted nowhere."""
        return self.score.state is not ScoreState.NOT_APPLICABLE

    @property
    def published(self) -> Mapping[str, Any] | None:
        """The score carried over from a document: state, score, place, source in both languages, dated."""
        return self.product.get("published_score")


@dataclass(frozen=True)
class Scorecard:
    """A portfolio's rows in order: score, upper end of the range, criticality; then place in the document, then name.

    `since` is the earlier day that cells and scores are compared with, if one was asked for.
    """

    snapshot: Snapshot
    moment: Moment
    since: date | None
    rows: tuple[ScoreRow, ...]
    practices: tuple[Followed, ...]

    @property
    def cells(self) -> Iterator[Cell]:
        return (cell for row in self.rows for cell in row.cells.values())

    @property
    def rows_in_service(self) -> list[ScoreRow]:
        return [row for row in self.rows if row.is_in_service]

    @property
    def out_of_service(self) -> int:
        """How many products have cells that are shown, and counted nowhere."""
        return len(self.rows) - len(self.rows_in_service)

    @property
    def in_service(self) -> Iterator[Cell]:
        """The cells of products that have a score, or should have one: the others ask nothing of anybody."""
        return (cell for row in self.rows_in_service for cell in row.cells.values())

    @property
    def counts(self) -> Mapping[Rating, int]:
        """How many cells of products in service say what."""
        found = Counter(cell.rating for cell in self.in_service)
        return {rating: found[rating] for rating in Rating}

    @property
    def is_unrated(self) -> bool:
        """Whether no cell of any product says anything."""
        return all(cell.rating is Rating.NOT_ASSESSED for cell in self.cells)

    @property
    def rated(self) -> int:
        """How many products have a rating in at least one dimension."""
        return sum(1 for row in self.rows if row.score.state is ScoreState.SCORED)

    @cached_property
    def _by_product(self) -> Mapping[str, ScoreRow]:
        return {row.id: row for row in self.rows}

    def row(self, product: str) -> ScoreRow | None:
        return self._by_product.get(product)

    @cached_property
    def overdue(self) -> list[Cell]:
        """Red and amber cells whose days to be mended have run out, the longest overdue first; accepted ones wait."""
        late = [cell for cell in self.in_service if cell.is_overdue]
        return sorted(late, key=lambda cell: cell.clock.left or 0 if cell.clock else 0)

    @property
    def disagreements(self) -> list[Cell]:
        """Cells in which a person's rating and the evidence differ."""
        return [cell for cell in self.in_service if cell.disagrees]

    @property
    def expired(self) -> list[Cell]:
        """Cells whose person's rating is past its review day."""
        return [cell for cell in self.in_service if cell.judgement is not None and cell.judgement.expired]
