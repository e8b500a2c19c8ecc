"""How benefits and key results go, in words and in sentences."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from llif.portfolio.strategy.results import TOLERANCE, Track
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


WORST_FIRST = (Track.LATE, Track.BEHIND, Track.UNKNOWN, Track.ON_TRACK, Track.AHEAD, Track.REACHED)
HARM_LOOKS: Mapping[Track, Track] = {
    Track.UNKNOWN: Track.UNKNOWN,
    Track.REACHED: Track.ON_TRACK,
    Track.AHEAD: Track.BEHIND,
    Track.ON_TRACK: Track.ON_TRACK,
    Track.BEHIND: Track.AHEAD,
    Track.LATE: Track.AHEAD,
}
"""Of a disbenefit more is worse: which state of a benefit is as good, or as bad."""


def track(found: Track) -> str:
    """A state of a benefit or a key result in words."""
    return translate(TRACKS[found])


def goes(benefit: Benefit) -> str:
    """How it goes, in words. Of a disbenefit, more is not better, and the words say so."""
    if not benefit.is_disbenefit:
        return track(benefit.realised.track)
    return _("larger than foreseen") if _is_beyond(benefit) else translate(HARMS[_harm(benefit)])


def look(benefit: Benefit) -> Track:
    """How good that is, as a state of a benefit."""
    if not benefit.is_disbenefit:
        return benefit.realised.track
    return Track.LATE if _is_beyond(benefit) else HARM_LOOKS[_harm(benefit)]


def _harm(benefit: Benefit) -> Track:
    """The track of a disbenefit: one as large as foreseen before its day is larger than forecast."""
    course, reading = benefit.course, benefit.realised.reading
    if benefit.realised.track is not Track.REACHED or course is None or reading is None:
        return benefit.realised.track
    ahead = course.way.progress(reading.value) - course.way.progress(course.expected(reading.day))
    return Track.AHEAD if ahead > TOLERANCE else Track.REACHED


def _is_beyond(benefit: Benefit) -> bool:
    return benefit.realised.share is not None and benefit.realised.share > 1 + TOLERANCE


def counted(benefits: Iterable[Benefit]) -> Sequence[tuple[str, int]]:
    """How many go how, the worst first."""
    counts = Counter((WORST_FIRST.index(look(each)), goes(each)) for each in benefits)
    return [(word, count) for (_place, word), count in sorted(counts.items())]


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
