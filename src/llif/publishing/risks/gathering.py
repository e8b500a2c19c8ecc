"""The standing risks of a portfolio as known at the moment asked for, each with the figure that watches it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from llif.portfolio.registers import recorded
from llif.portfolio.registers.entries import Recorded
from llif.portfolio.registers.risks import RISKS
from llif.portfolio.risks import over_time
from llif.portfolio.risks.reading import Risk, risks
from llif.publishing.asking import Asked
from llif.publishing.figures.recent import POINT_DAYS, POINTS
from llif.publishing.risks import watching
from llif.publishing.scorecard.asking import day_asked
from llif.publishing.scorecard.reckoning import moment
from llif.terms.time import day_of


def found(question: Asked) -> tuple[tuple[Risk, ...], int]:
    """The standing risks, those that press most first, and how many entries cannot be read."""
    versions, today = _versions(question, timezone.now())
    return risks(versions, today, lambda each: _day(question, each), watching.values(question, versions))


def trend(question: Asked, now: datetime | None = None) -> tuple[over_time.Standing, ...]:
    """The open risks by band, every four weeks of a year up to today or the day asked for."""
    versions, today = _versions(question, now or timezone.now())
    days = [today - timedelta(days=POINT_DAYS * back) for back in reversed(range(POINTS))]
    return over_time.over_time(versions, days, lambda each: _day(question, each))


def _versions(question: Asked, now: datetime) -> tuple[Sequence[Recorded], date]:
    at = moment(question.snapshot, now, day_asked(question))
    every = recorded.versions(question.id, known_at=at.known_at)
    return [each for each in every if each.place.register == RISKS.name], at.today


def _day(question: Asked, entry: Recorded) -> date:
    return day_of(entry.recorded_at, question.zone)
