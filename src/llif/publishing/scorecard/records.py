"""A row of the scorecard in the form it has everywhere it leaves llif."""

from collections.abc import Iterable, Mapping
from typing import Any

from llif.portfolio.scoring.cells import Basis
from llif.practices.contract import Piece
from llif.publishing.scorecard.model import Cell, Moment, ScoreRow
from llif.publishing.scorecard.said import said
from llif.publishing.words import named
from llif.terms.scorecard import ScoreState

EVIDENCE = "evidence"


def record(row: ScoreRow, moment: Moment) -> dict[str, object]:
    """A product's row: `score` 0 to 10 or null, `score_state` why; `ratings` by dimension.

    Of a rating: `by` is "evidence", a sign-in name, or null; `rule` the rule that decided; `state` whose word it is:
    evidence, person, expired (a person's, past its review day: the evidence's stands again) or not assessed.
    """
    published = row.published
    return {
        "product": row.id,
        "criticality": row.product["criticality"],
        "score": row.score.value,
        "score_state": row.score.state.value,
        "rated": row.score.rated,
        "score_low": row.score.low,
        "score_high": row.score.high,
        "accepted": row.score.accepted,
        "published_score": _published(published),
        "published_source": named(published["source"]) if published else None,
        "ratings": {each.value: cell_record(cell, moment) for each, cell in row.cells.items()},
    }


OF_RATING = ("rating", "by", "rule", "reason", "evidence", "age_days", "review_on", "state")


def flat(told: Mapping[str, Any], parts: Iterable[str] = OF_RATING) -> dict[str, Any]:
    """A `record` as one row of a table: what is asked of each rating in a column of its own."""
    wanted = tuple(parts)
    cells = told["ratings"].items()
    about = {name: value for name, value in told.items() if name != "ratings"}
    return {**about, **{f"{each}_{part}": rating[part] for each, rating in cells for part in wanted}}


def _published(published: object) -> object:
    if not isinstance(published, dict) or published["state"] == ScoreState.NOT_ASSESSED:
        return None
    return "N/A" if published["state"] == ScoreState.NOT_APPLICABLE else published["score"]


def cell_record(cell: Cell, moment: Moment) -> dict[str, object]:
    """One cell, as `record` tells it."""
    decided = cell.verdict
    verdict = decided[1] if decided else None
    judged = cell.judgement
    told: dict[str, object] = {
        "rating": cell.rating.value,
        "by": EVIDENCE if cell.basis is not Basis.NONE and verdict else None,
        "rule": decided[0].name if decided else None,
        "reason": said(verdict.reason) if verdict else None,
        "evidence": [piece_record(piece) for piece in verdict.pieces] if verdict else [],
        "age_days": moment.age(verdict.newest) if verdict and verdict.newest else None,
        "review_on": judged.review_on.isoformat() if judged else None,
        "state": cell.basis.value,
        "rule_rating": verdict.rating.value if verdict else None,
        "unknown": verdict.unknown if verdict else 0,
        "disagrees": cell.disagrees,
        "accepted_until": cell.acceptance.until.isoformat() if cell.acceptance and cell.is_accepted else None,
    }
    return {**told, **_by_person(cell, moment)} if cell.basis is Basis.PERSON else told


def _by_person(cell: Cell, moment: Moment) -> dict[str, object]:
    judged = cell.judgement
    if judged is None:
        return {}
    day = cell.timeline.recorded_on(judged.recorded)
    link = {"what": judged.reason, "day": day.isoformat(), "source": judged.recorded.by, "url": judged.evidence}
    return {
        "by": judged.recorded.by,
        "reason": judged.reason,
        "evidence": [link],
        "age_days": (moment.today - day).days,
    }


def piece_record(piece: Piece) -> dict[str, object]:
    """One piece of evidence."""
    day = piece.day.isoformat() if piece.day else None
    return {"what": said(piece.what), "day": day, "source": piece.source, "url": piece.url or None}
