"""The scorecard: every product's cells with the evidence under them, from a snapshot and what people recorded."""

from llif.publishing.scorecard.asking import scorecard_of
from llif.publishing.scorecard.kept import kept
from llif.publishing.scorecard.model import Cell, Moment, Scorecard, ScoreRow
from llif.publishing.scorecard.reckoning import Reckoning, reckoning, scorecard
from llif.publishing.scorecard.records import flat, record
from llif.publishing.scorecard.said import said

__all__ = [
    "Cell",
    "Moment",
    "Reckoning",
    "ScoreRow",
    "Scorecard",
    "flat",
    "kept",
    "reckoning",
    "record",
    "said",
    "scorecard",
    "scorecard_of",
]
