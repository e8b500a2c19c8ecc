"""Writes a pack: the sections in the order of the customer's own slides, in one language, telling how far it is."""

from collections.abc import Callable, Sequence

from llif.publishing import wording
from llif.publishing.asking import A_MOMENT
from llif.publishing.pack import review
from llif.publishing.pack.document import Document, Section
from llif.publishing.pack.sections import (
    appendix,
    benefits,
    delivery,
    drivers,
    holistic,
    mindset,
    practices,
    risks,
    scorecard,
    steps,
    value,
)
from llif.publishing.pack.told import Told
from llif.publishing.words import gettext as _
from llif.publishing.words import language, named
from llif.terms.time import day_of

SECTIONS: Sequence[Callable[[Told], Section]] = (
    drivers.section,
    benefits.section,
    mindset.section,
    value.kinds,
    value.flowing,
    delivery.section,
    scorecard.section,
    practices.section,
    holistic.section,
    steps.section,
    risks.section,
    appendix.definitions,
    appendix.sources,
)
NOTHING: review.Notes = {}
Progress = Callable[[str, int, int], None]


def silent(_title: str, _done: int, _of: int) -> None:
    """Tells nobody."""


def document(
    told: Told, progress: Progress = silent, noted: review.Notes = NOTHING, *, is_draft: bool = True
) -> Document:
    """The pack in the language being spoken: a draft, unless it is about to be published.

    *Takes* `progress`, told of each section (its title, how many are done, of how many), and the notes of its review.
    """
    sections = []
    for done, write in enumerate(SECTIONS, 1):
        section = write(told)
        sections.append(section.model_copy(update={"comments": review.comments(noted.get(section.id))}))
        progress(section.title, done, len(SECTIONS))
    asked = told.asked
    return Document(
        portfolio=asked.id,
        name=asked.name,
        title=_("Product Approach"),
        language=language(),
        as_at=told.scorecard.moment.day,
        made_on=day_of(told.now, asked.zone),
        period=_("{first} to {last}", first=wording.day(asked.first), last=wording.day(asked.last)),
        snapshot=told.snapshot.name,
        known_on=day_of(told.scorecard.moment.known_at - A_MOMENT, asked.zone),
        is_draft=is_draft,
        attribution=named(asked.portfolio.get("attribution")),
        sections=tuple(sections),
        waivers=tuple(review.waivers(sections, noted)),
    )
