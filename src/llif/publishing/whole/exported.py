"""The rows of the holistic view as CSV: hours, shares 0 to 1, items, deployments per day; then what was recorded.

Where another day or snapshot is compared with, what each was then follows, and how it differs: a number is now less
then, empty where they cannot be compared; benefits and missions differ in words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from llif.publishing.asking import Asked
from llif.publishing.whole.beside import Beside, beside
from llif.publishing.whole.compared import Comparison
from llif.publishing.whole.grouping import missions_of
from llif.publishing.whole.rows import COLUMNS, Row

HEADS = ("product", "name", "from", "to", "snapshot")
PARTS = ("", "_n", "_state", "_low", "_high", "_before")
RECORDED = ("score", "benefits", "spent", "open_risks", "highest_risk", "missions", "mission_weights")
THEN = ("_then", "_then_state", "_change")
COMPARED = ("from_then", "to_then", "snapshot_then")
RECORDED_THEN = (
    "score_then",
    "score_change",
    "benefits_then",
    "benefits_change",
    "spent_then",
    "spent_change",
    "open_risks_then",
    "highest_risk_then",
    "highest_risk_change",
    "missions_then",
    "missions_change",
)


def table(
    question: Asked, rows: Iterable[Row], against: Comparison | None
) -> tuple[Sequence[str], Iterator[Sequence[object]]]:
    """*Gives* the heads, then the rows."""
    heads = [*HEADS, *(f"{measure}{part}" for measure in COLUMNS for part in PARTS), *RECORDED]
    if against:
        heads += [*COMPARED, *(f"{measure}{part}" for measure in COLUMNS for part in THEN), *RECORDED_THEN]
    return heads, ([*_now(row, question), *(_then(row, against) if against else ())] for row in rows)


def _now(row: Row, question: Asked) -> Iterator[object]:
    yield from (row.product["id"], row.name, question.first, question.last, question.snapshot.name)
    for measure in COLUMNS:
        now, before = row.now.get(measure), row.before.get(measure)
        yield from (now.value, now.n, now.state, now.low, now.high) if now else (None,) * 5
        yield before.value if before else None
    benefits, spent, *risks = _recorded(row.id, beside(question))
    yield from (row.card.score.value if row.card else None, benefits, spent, *risks, *_missions(row.missions))


def _then(row: Row, against: Comparison) -> Iterator[object]:
    other = against.other.question
    yield from (other.first, other.last, other.snapshot.name)
    for measure in COLUMNS:
        then = against.figure_then(row.id, measure)
        yield from (then.value, then.state) if then else (None, None)
        yield against.size(row, measure)
    card = against.cards[1].row(row.id)
    yield from (card.score.value if card else None, against.size(row, "score"))
    benefits, spent, *risks = _recorded(row.id, against.recorded[1])
    yield from (benefits, against.of(row, "benefits").words, spent, against.size(row, "spent"))
    yield from (*risks, against.size(row, "risk"))
    about = other.products.get(row.id)
    yield from (_missions(missions_of(about) if about else None)[0], against.of(row, "missions").words)


def _recorded(product: str, told: Beside) -> tuple[str, str, int | None, int | None]:
    """Benefits, spend, how many risks are open and the highest. A register of risks that is empty counts nothing."""
    threats = told.threats.get(product, ())
    benefits = " ".join(each.code for each in told.claims.get(product, ()))
    count, highest = len(threats) if told.risks else None, threats[0].score if threats else None
    return benefits, _amounts(told.spent_by([product])), count, highest


def _amounts(spent: Mapping[str, float]) -> str:
    return " ".join(f"{amount:.2f} {currency}" for currency, amount in spent.items())


def _missions(served: Mapping[str, float] | None) -> tuple[str | None, str | None]:
    """Their ids, and in the same order their weights."""
    return (None, None) if served is None else (" ".join(served), " ".join(map(str, served.values())))
