"""The assessments of each team as known at the moment asked for."""

from django.utils import timezone

from llif.portfolio.mindset.assessments import Assessed, assessed
from llif.portfolio.registers import recorded
from llif.portfolio.registers.mindset import MINDSET
from llif.publishing.asking import Asked
from llif.publishing.scorecard.asking import day_asked
from llif.publishing.scorecard.reckoning import moment


def assessments(question: Asked) -> dict[str, Assessed]:
    """By team, in their declared order."""
    now = moment(question.snapshot, timezone.now(), day_asked(question))
    versions = recorded.versions(question.id, known_at=now.known_at)
    told = [each for each in versions if each.place.register == MINDSET.name]
    return {team: assessed(team, [each for each in told if each.place.key == team]) for team in question.teams}
