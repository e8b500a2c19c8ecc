"""The scorecard, and the evidence under one of its cells."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

import pyarrow as pa
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from llif.portfolio.registers import recorded as entries
from llif.portfolio.scoring.cells import Acceptance, Clock
from llif.publishing import scorecard as cards
from llif.publishing.api import answers, shapes
from llif.publishing.api.asked import Asked, Day, OfSnapshot
from llif.publishing.api.entry_record import recorded
from llif.publishing.scorecard import Cell, Scorecard
from llif.publishing.scorecard.reckoning import moment
from llif.publishing.scorecard.records import cell_record, piece_record
from llif.publishing.scorecard.said import said
from llif.publishing.words import language
from llif.terms.errors import N_
from llif.terms.scorecard import Dimension
from llif.warehouse.snapshots import Snapshot

router = Router()
Told = dict[str, Any]
ABOUT: answers.Schema = {
    **dict.fromkeys(("product", "criticality", "score_state"), pa.string()),
    **dict.fromkeys(("score", "rated", "score_low", "score_high", "accepted"), pa.int64()),
    **dict.fromkeys(("published_score", "published_source"), pa.string()),
}
OF_CELL: answers.Schema = {
    **dict.fromkeys(("rating", "by", "rule", "reason", "state", "rule_rating"), pa.string()),
    **dict.fromkeys(("age_days", "unknown"), pa.int64()),
    "disagrees": pa.bool_(),
    **dict.fromkeys(("review_on", "accepted_until"), pa.string()),
}
COLUMNS: answers.Schema = {
    **ABOUT,
    **{f"{each.value}_{name}": kind for each in Dimension for name, kind in OF_CELL.items()},
}


class ScorecardAsked(OfSnapshot):
    since: Day = Field(None, description=N_("An earlier day to compare with."))


@router.get(
    "/portfolios/{slug:portfolio}/scorecard",
    response=list[shapes.ScoreShape],
    summary=N_("The scorecard: ratings, the evidence under them, and scores"),
    openapi_extra=answers.TABLE,
)
def scorecard(request: HttpRequest, portfolio: str, asked: Annotated[ScorecardAsked, Asked(...)]) -> HttpResponse:
    snapshot, now = asked.found(portfolio), datetime.now(UTC)

    def rows() -> list[Told]:
        found = cards.scorecard(snapshot, now=now, as_at=asked.as_at, since=asked.since)
        return [cards.record(row, found.moment) for row in found.rows]

    def columns() -> pa.Table:
        return answers.columns(COLUMNS, map(_flat, rows()))

    return answers.table(request, asked, f"{portfolio}-scorecard", rows, columns, *_tag(snapshot, asked, now))


def _tag(snapshot: Snapshot, asked: OfSnapshot, now: datetime) -> tuple[object, ...]:
    """What a scorecard depends on: the snapshot, what was recorded, and the day."""
    at = moment(snapshot, now, asked.as_at)
    return snapshot.name, entries.last_write(snapshot.portfolio), at.day, at.today


def _flat(row: Mapping[str, Any]) -> Told:
    published = None if row["published_score"] is None else str(row["published_score"])
    return {**cards.flat(row, OF_CELL), "published_score": published}


@router.get(
    "/portfolios/{slug:portfolio}/scorecard/{slug:product}/{slug:dimension}",
    response=shapes.CellShape,
    summary=N_("One cell of the scorecard with its evidence, rules and history"),
)
def cell(
    request: HttpRequest, portfolio: str, product: str, dimension: str, asked: Annotated[ScorecardAsked, Asked(...)]
) -> HttpResponse:
    snapshot, now = asked.found(portfolio), datetime.now(UTC)
    held = {each["id"] for each in snapshot.manifest["portfolio"]["products"]}
    if product not in held or dimension not in set(Dimension):
        raise Http404

    def told() -> Told:
        found = cards.scorecard(snapshot, now=now, as_at=asked.as_at, since=asked.since, only=[product])
        return _cell(found, found.rows[0].cells[Dimension(dimension)])

    return answers.plain(request, told, *_tag(snapshot, asked, now))


def _cell(card: Scorecard, found: Cell) -> Told:
    return {
        "product": found.product,
        "dimension": found.dimension.value,
        "current": cell_record(found, card.moment),
        "verdicts": list(_verdicts(found)),
        "acceptance": _acceptance(found.acceptance) if found.acceptance else None,
        "clock": _clock(found.clock) if found.clock else None,
        "spells": list(_spells(found)),
        "judgements": [recorded(each) for each in found.timeline.judged],
    }


def _verdicts(found: Cell) -> Iterator[Told]:
    for rule, verdict in found.verdicts:
        yield {
            "rule": rule.name,
            "title": rule.title.within(language()),
            "about": rule.about.within(language()),
            "rating": verdict.rating.value,
            "reason": said(verdict.reason),
            "evidence": [piece_record(piece) for piece in verdict.pieces],
            "number": verdict.number,
            "unknown": verdict.unknown,
        }


def _acceptance(found: Acceptance) -> Told:
    return {
        "until": found.until.isoformat(),
        "worst": found.worst.value,
        "limit": found.limit,
        "reason": found.reason,
        "owner": found.owner,
        "work": found.work,
        "ended": found.ended.value if found.ended else None,
        "ended_on": found.ended_on.isoformat() if found.ended_on else None,
    }


def _clock(found: Clock) -> Told:
    return {
        "rating": found.rating.value,
        "since": found.since.isoformat(),
        "days": found.days,
        "allowed": found.allowed,
        "left": found.left,
        "is_paused": found.is_paused,
    }


def _spells(found: Cell) -> Iterator[Told]:
    for spell in found.spells:
        yield {
            "rating": spell.rating.value,
            "state": spell.basis.value,
            "first": spell.first.isoformat(),
            "last": spell.last.isoformat(),
        }
