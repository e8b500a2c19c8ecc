"""Every product of a portfolio on one page: what needs attention, the whole in one look, then a row each.

Teams filter; they are never sorted or ranked.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from llif.metrics.catalogue import MEASURES
from llif.publishing import attention, figures, freshness, links, vocabulary
from llif.publishing.answers import WHOLE, Answers
from llif.publishing.asking import WINDOWS, Asked, asked
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling
from llif.publishing.words import gettext as _
from llif.publishing.words import named
from llif.terms.quantity import Figure
from llif.terms.time import Period
from llif.terms.work import KINDS_SHOWN

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
FILTERS = ("team", "criticality", "phase", "q")


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
    def name(self) -> str:
        return named(self.product.get("name"), self.product["id"])

    @property
    def bars(self) -> Sequence[Figure]:
        recent = attention.recent_periods(self.question)
        return self.now.answers.series("flow_velocity", self.product["id"], recent)


@telling
def show(request: HttpRequest, portfolio: str) -> HttpResponse:
    question = asked(request, portfolio)
    answers = answered(question)
    rows = sorted_rows(filtered(rows_of(question, answers), question), question)
    page, pages = paged(question, len(rows))
    return answering.page(
        request,
        "holistic.html",
        asked=question,
        answers=answers,
        rows=rows[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE],
        total=len(rows),
        page=page,
        pages=pages,
        columns=COLUMNS,
        sentences=attention.sentences(question, answers),
        kinds=kind_shares(question, answers),
        whole={measure: answers.get(measure, None, question.period) for measure in (*COLUMNS, *BESIDE)},
        whole_before={measure: answers.get(measure, None, question.before) for measure in COLUMNS},
        windows=WINDOWS,
        sort=sort_of(question),
        heads=heads(question),
        filters={name: question.given.get(name, "") for name in FILTERS},
        is_filtered=any(question.given.get(name) for name in FILTERS),
        choices=choices(question),
        freshest=freshness.freshest(question),
        whole_product=WHOLE,
    )


@telling
def table(request: HttpRequest, portfolio: str) -> HttpResponse:
    """The same rows as CSV: values in hours, shares 0 to 1, items, deployments per day."""
    question = asked(request, portfolio)
    rows = sorted_rows(filtered(rows_of(question, answered(question)), question), question)
    heads = ["product", "name", "from", "to", "snapshot"]
    heads += [f"{measure}{part}" for measure in COLUMNS for part in ("", "_n", "_state", "_low", "_high", "_before")]
    return answering.comma_separated(f"{portfolio}-{question.last}", heads, (_flat(row, question) for row in rows))


def _flat(row: Row, question: Asked) -> list[object]:
    cells: list[object] = [row.product["id"], row.name, question.first, question.last, question.snapshot.name]
    for measure in COLUMNS:
        now, before = row.now.get(measure), row.before.get(measure)
        cells += [now.value, now.n, now.state, now.low, now.high] if now else [None] * 5
        cells.append(before.value if before else None)
    return cells


def answered(question: Asked) -> Answers:
    """Everything the page shows, in few questions: products now and before, bars, the whole by kind."""
    answers, both = Answers(), [question.period, question.before]
    shown = [*COLUMNS, *BESIDE]
    answers.ask_together(
        question.snapshot,
        [
            figures.question(shown, both),
            figures.question(shown, both, "portfolio", kinds=True),
            figures.question(["flow_velocity"], attention.recent_periods(question)),
        ],
    )
    return answers


def rows_of(question: Asked, answers: Answers) -> list[Row]:
    return [_row(product, question, answers) for product in question.products.values()]


def _row(product: Mapping[str, Any], question: Asked, answers: Answers) -> Row:
    now, before = (At(answers, product["id"], period) for period in (question.period, question.before))
    return Row(product, now, before, question, freshness.freshness(question, product["id"]))


def filtered(rows: list[Row], question: Asked) -> list[Row]:
    """The rows of a team, a criticality, a phase, or with a text in their name."""
    given, text = question.given, question.given.get("q", "").casefold()

    def wanted(row: Row) -> bool:
        exact = all(
            row.product.get(name) == given[name] for name in ("team", "criticality", "phase") if given.get(name)
        )
        return exact and (text in row.name.casefold() or text in row.product["id"])

    return [row for row in rows if wanted(row)]


def sort_of(question: Asked) -> tuple[str, bool]:
    """The column sorted by, and whether downwards. Most finished first, unless asked otherwise."""
    text = question.given.get("sort", "-flow_velocity")
    column, downwards = text.removeprefix("-"), text.startswith("-")
    return (column, downwards) if column in (*COLUMNS, "name", "age") else ("flow_velocity", True)


def sorted_rows(rows: list[Row], question: Asked) -> list[Row]:
    """Sorted by a column; what is unknown comes last in both directions, products with equal figures by name."""
    column, downwards = sort_of(question)
    rows = sorted(rows, key=lambda row: row.name.casefold())
    if column == "name":
        return rows[::-1] if downwards else rows
    value = _age if column == "age" else _value(column)
    known = [row for row in rows if value(row) is not None]
    unknown = [row for row in rows if value(row) is None]
    return sorted(known, key=lambda row: value(row) or 0.0, reverse=downwards) + unknown


def _value(column: str) -> Callable[[Row], float | None]:
    return lambda row: figure.value if (figure := row.now.get(column)) else None


def _age(row: Row) -> float | None:
    return row.heard.days


def paged(question: Asked, total: int) -> tuple[int, int]:
    pages = max(1, -(-total // ROWS_A_PAGE))
    text = question.given.get("page", "1")
    return (min(max(int(text), 1), pages) if text.isascii() and text.isdigit() and len(text) < 6 else 1), pages


def heads(question: Asked) -> dict[str, dict[str, str]]:
    """For each column its label, the address that sorts by it, and its aria-sort."""
    labels = {"name": _("Product"), "age": _("Age")}
    labels.update({measure: _(vocabulary.MEASURES[measure].short) for measure in COLUMNS})
    labels["flow_velocity"] = _("Finished, by 4 weeks")
    return {column: {"label": label, **_head(column, question)} for column, label in labels.items()}


def _head(column: str, question: Asked) -> dict[str, str]:
    current, downwards = sort_of(question)
    first = column != "name" and (column == "age" or MEASURES[column].better != "lower")
    wanted = not downwards if column == current else first
    given = {**question.given, "sort": f"-{column}" if wanted else column, "page": ""}
    direction = ("descending" if downwards else "ascending") if column == current else "none"
    return {"address": links.to("holistic", question.id, query=given), "aria": direction}


def kind_shares(question: Asked, answers: Answers) -> list[dict[str, Any]]:
    """How the finished items divide by kind, all of them: what no rule maps has its share too."""
    whole = answers.get("flow_velocity", None, question.period)
    total = whole.value if whole and whole.value else 0
    found = ((kind, answers.get("flow_velocity", None, question.period, kind)) for kind in KINDS_SHOWN)
    return [
        {
            "kind": kind.value,
            "figure": figure,
            "share": figure.value / total if figure.value is not None and total else None,
        }
        for kind, figure in found
        if figure is not None
    ]


def choices(question: Asked) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: only what some product has, in the order declared."""
    products = question.products.values()
    phases = {product["phase"] for product in products}
    levels = {product["criticality"] for product in products}
    return {
        "team": list(question.teams.items()),
        "criticality": [(code, _(word)) for code, word in vocabulary.CRITICALITIES.items() if code in levels],
        "phase": [(code, _(word)) for code, word in vocabulary.PHASES.items() if code in phases],
    }
