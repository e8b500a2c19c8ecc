"""How benefits and key results go, in words and in sentences."""

from collections.abc import Mapping

from llif.portfolio.strategy.results import Track
from llif.publishing import wording
from llif.publishing.benefits.ledger import Benefit
from llif.publishing.words import gettext as _
from llif.publishing.words import translate
from llif.terms.errors import N_

TRACKS: Mapping[Track, str] = {
    Track.UNKNOWN: N_("not known"),
    Track.REACHED: N_("reached"),
    Track.AHEAD: N_("ahead"),
    Track.ON_TRACK: N_("on track"),
    Track.BEHIND: N_("behind"),
    Track.LATE: N_("late"),
}
HARMS: Mapping[Track, str] = {
    **TRACKS,
    Track.REACHED: N_("as large as foreseen"),
    Track.AHEAD: N_("larger than forecast"),
    Track.ON_TRACK: N_("as forecast"),
    Track.BEHIND: N_("smaller than forecast"),
    Track.LATE: N_("smaller than foreseen"),
}


def track(found: Track, *, is_disbenefit: bool = False) -> str:
    """A state in words. Of a disbenefit, more is not better, and the words say so."""
    return translate((HARMS if is_disbenefit else TRACKS)[found])


def named_track(name: str) -> str:
    """The same by a state's own name."""
    return track(Track(name))


def sentence(benefit: Benefit) -> str:
    """What is known of a benefit: where it began, where it is, where it should be."""
    if benefit.course is None:
        return _("Its baseline or its target is not recorded, so nobody can say how it goes.")
    way, reading = benefit.course.way, benefit.realised.reading
    opening = _(
        "From {baseline} on {begun} to {target} by {end}.",
        baseline=benefit.said(way.baseline),
        begun=wording.day(way.baseline_on),
        target=benefit.said(way.target),
        end=wording.day(way.target_on),
    )
    if reading is None or benefit.realised.share is None:
        nothing = _("No value of it has been recorded since.")
        return f"{opening} {nothing}"
    now = _(
        "On {day} it was {value}: {share} of the way, where {forecast} was forecast.",
        day=wording.day(reading.day),
        value=benefit.said(reading.value),
        share=wording.share(benefit.realised.share),
        forecast=benefit.said(benefit.course.expected(reading.day)),
    )
    return f"{opening} {now}"
