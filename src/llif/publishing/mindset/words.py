"""A team's picture in words."""

from llif.portfolio.mindset.assessments import Assessed
from llif.portfolio.registers.mindset import PAIRS
from llif.publishing import wording
from llif.publishing.words import gettext as _
from llif.publishing.words import ngettext


def said(team: Assessed) -> str:
    """A team's picture in one sentence: how many pairs moved which way since its first assessment."""
    if team.latest is None:
        return _("This team has not assessed itself.")
    day = wording.day(team.latest.assessed_on)
    if team.first is None:
        return _("Assessed once, on {day}: movement is seen from the second assessment on.", day=day)
    moves = [team.moved_in_all(pair.id) or 0 for pair in PAIRS]
    nearer, farther = sum(each > 0 for each in moves), sum(each < 0 for each in moves)
    return _(
        "Between {since} and {day}: {nearer}, {farther}, {same}.",
        since=wording.day(team.first),
        day=day,
        nearer=ngettext("{n} pair moved towards product", "{n} pairs moved towards product", nearer),
        farther=ngettext("{n} towards project", "{n} towards project", farther),
        same=ngettext("{n} stayed", "{n} stayed", len(moves) - nearer - farther),
    )
