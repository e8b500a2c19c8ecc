"""The rows of the holistic view: a product with its figures each, filtered, sorted, and cut into pages.

Teams filter; they are never sorted or ranked.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llif.publishing.asking import Asked, page_asked
from llif.publishing.figures import freshness, recent
from llif.publishing.figures.answers import Answers, Bar
from llif.publishing.scorecard import ScoreRow, scorecard_of
from llif.publishing.whole.beside import beside
from llif.publishing.whole.grouping import Group, missions_of
from llif.publishing.whole.groups import is_comparing
from llif.publishing.words import named
from llif.terms.quantity import Figure
from llif.terms.time import Period

COLUMNS = (
    "flow_velocity",
    "flow_time",
    "flow_load",
    "deployment_frequency",
    "lead_time",
    "change_fail_rate",
    "time_to_restore",
)
BESIDE = ("flow_time_p85", "flow_unmapped")
ROWS_A_PAGE = 50
EXACT = ("team", "criticality", "phase")
FILTERS = (*EXACT, "mission", "q")
SORTS = (*COLUMNS, "name", "age", "score", "risk")
CHANGE = "_change"
"""After a column's name: sorted by how it differs from the day or snapshot compared with."""
SORTS_COMPARED = tuple(f"{column}{CHANGE}" for column in (*COLUMNS, "score", "risk"))
Size = Callable[["Row", str], float | None]
"""How much a product's figure of a column differs; null where that is not known."""


@dataclass(frozen=True)
class At(Mapping[str, Figure]):
    """A product's figures of one period by measure, each found when it is looked at."""

    answers: Answers
    product: str
    period: Period

    def __getitem__(self, measure: str) -> Figure:
        found = self.answers.get(measure, self.product, self.period)
        if found is None:
            raise KeyError(measure)
        return found

    def value(self, measure: str) -> float | None:
        """A figure's value alone: to sort by it, no figure need be made."""
        return self.answers.column(measure, self.period).get(self.product, (None, None))[1]

    def __iter__(self) -> Iterator[str]:
        return iter((*COLUMNS, *BESIDE))

    def __len__(self) -> int:
        return len(COLUMNS) + len(BESIDE)


@dataclass(frozen=True)
class Row:
    """A product and its figures: `now` and `before` by measure, `bars` the items finished by four weeks."""

    product: Mapping[str, Any]
    now: At
    before: At
    question: Asked
    heard: freshness.Freshness

    @property
    def id(self) -> str:
        return str(self.product["id"])

    @property
    def name(self) -> str:
        return named(self.product.get("name"), self.product["id"])

    @property
    def missions(self) -> Mapping[str, float] | None:
        """The weights of those it serves; null where it is not recorded."""
        return missions_of(self.product)

    @property
    def card(self) -> ScoreRow | None:
        return scorecard_of(self.question).row(self.id)

    @property
    def bars(self) -> Sequence[Figure | Bar]:
        periods = recent.recent_periods(self.question)
        return self.now.answers.bars("flow_velocity", self.product["id"], periods)


@dataclass(frozen=True)
class Block:
    """Rows of one page that stand under one heading; without a group all rows are one block."""

    group: Group | None
    rows: Sequence[Row]
    continues: bool = False


def rows_of(question: Asked, answers: Answers) -> list[Row]:
    return [_row(product, question, answers) for product in question.products.values()]


def _row(product: Mapping[str, Any], question: Asked, answers: Answers) -> Row:
    now, before = (At(answers, product["id"], period) for period in (question.period, question.before))
    return Row(product, now, before, question, freshness.freshness(question, product["id"]))


def filtered(rows: list[Row], question: Asked) -> list[Row]:
    """The rows of a team, a criticality, a phase, a mission, or with a text in their name."""
    given, text = question.given, question.given.get("q", "").casefold()
    exact, mission = [(name, given[name]) for name in EXACT if given.get(name)], given.get("mission", "")

    def wanted(row: Row) -> bool:
        if any(row.product.get(name) != value for name, value in exact):
            return False
        return (not mission or mission in (row.missions or ())) and (text in row.name.casefold() or text in row.id)

    return [row for row in rows if wanted(row)]


def sort_of(question: Asked) -> tuple[str, bool]:
    """The column sorted by, and whether downwards. Most finished first, unless asked otherwise."""
    text = question.given.get("sort", "-flow_velocity")
    column, downwards = text.removeprefix("-"), text.startswith("-")
    known = (*SORTS, *SORTS_COMPARED) if is_comparing(question.given) else SORTS
    return (column, downwards) if column in known else ("flow_velocity", True)


def sorted_rows(rows: list[Row], question: Asked, size: Size | None = None) -> list[Row]:
    """Sorted by a column; what is unknown comes last in both directions, products with equal figures by name.

    *Takes* how much a figure differs, where something is compared.
    """
    column, downwards = sort_of(question)
    rows = sorted(rows, key=lambda row: row.name.casefold())
    if column == "name":
        return rows[::-1] if downwards else rows
    valued = [(_value(row, column, size), row) for row in rows]
    known = [(found, row) for found, row in valued if found is not None]
    known.sort(key=lambda each: each[0], reverse=downwards)
    return [row for _found, row in known] + [row for found, row in valued if found is None]


def _value(row: Row, column: str, size: Size | None) -> float | None:
    if column.endswith(CHANGE):
        return size(row, column.removesuffix(CHANGE)) if size else None
    match column:
        case "age":
            return row.heard.days
        case "score":
            return row.card.score.value if row.card else None
        case "risk":
            threats = beside(row.question).threats.get(row.id, ())
            return threats[0].score if threats else None
    return row.now.value(column)


def pages_of(question: Asked, total: int) -> tuple[int, int]:
    """The page asked for, and how many there are."""
    pages = max(1, -(-total // ROWS_A_PAGE))
    return page_asked(question.given, pages), pages


def blocks(rows: Sequence[Row], groups: Sequence[Group], page: int) -> tuple[list[Block], int]:
    """The blocks of one page, and how many rows there are in all: under several headings a product has several."""
    if not groups:
        return [Block(None, rows[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE])], len(rows)
    flat = [(group, row) for group in groups for row in rows if row.id in set(group.products)]
    first = (page - 1) * ROWS_A_PAGE
    shown = flat[first : first + ROWS_A_PAGE]
    found = [Block(group, [row for each, row in shown if each is group]) for group in groups]
    found = [block for block in found if block.rows]
    if first and found and flat[first - 1][0] is found[0].group:
        found[0] = Block(found[0].group, found[0].rows, continues=True)
    return found, len(flat)
