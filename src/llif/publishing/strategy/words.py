"""What is said of missions: which move, what serves none, and what is not recorded."""

from collections.abc import Iterator, Sequence

from llif.portfolio.strategy.results import Track
from llif.publishing import vocabulary, wording
from llif.publishing.asking import Asked
from llif.publishing.figures.kinds import Mixed
from llif.publishing.strategy.gathering import MOVING, Row, Strategy
from llif.publishing.words import gettext as _
from llif.publishing.words import ngettext
from llif.terms.work import Kind

DECIMALS = 1


def sentences(found: Strategy, question: Asked) -> Iterator[str]:
    """What the page opens with: what is known, and what is not."""
    if not found.missions:
        yield _("No mission is declared for this portfolio.")
        return
    total = len(question.products)
    if not found.told:
        yield _("Which missions the products serve is not recorded, so nothing here is divided among missions.")
    elif found.told < total:
        yield ngettext(
            "Which missions it serves is recorded for {n} product of {all}.",
            "Which missions they serve is recorded for {n} products of {all}.",
            found.told,
            all=wording.number(total),
        )
    if found.told and found.none.amounts.work:
        yield _(
            "Of the work finished, {n} items' worth serves no mission.",
            n=wording.number(found.none.amounts.work, DECIMALS),
        )
    yield from _benefits(found)
    yield from _moving(found)


def _benefits(found: Strategy) -> Iterator[str]:
    """What is not tied of the benefits: what is known to serve none, and what nobody recorded."""
    if found.none.gains:
        told = [str(wording.money(each.realised, each.currency)) for each in found.none.gains if each.realised]
        if told:
            yield _("Of what benefits bring a year, {amount} serves no mission.", amount=wording.listed(told))
    if found.untold.benefits:
        yield ngettext(
            "Of {n} benefit of {all} it is not recorded which mission it serves.",
            "Of {n} benefits of {all} it is not recorded which missions they serve.",
            len(found.untold.benefits),
            all=wording.number(len(found.benefits)),
        )


def _moving(found: Strategy) -> Iterator[str]:
    with_results = [row for row in found.missions if row.results]
    if not with_results:
        yield _("No key result is recorded, so whether a mission moves is not known.")
        return
    moving = [row.name for row in with_results if row.going(*MOVING)]
    still = [row.name for row in with_results if not row.going(*MOVING) and row.going(Track.BEHIND, Track.LATE)]
    if moving:
        yield _("With key results reached, ahead or on track: {names}.", names="; ".join(moving))
    if still:
        yield _("With every known key result behind or late: {names}.", names="; ".join(still))
    without = len(found.missions) - len(with_results)
    if without:
        yield ngettext("{n} mission has no key result recorded.", "{n} missions have no key result recorded.", without)


def results(row: Row) -> str:
    """`2 of 3 key results reached, ahead or on track; 1 not known`."""
    if not row.results:
        return _("no key result recorded")
    going = _("{n} of {all} reached, ahead or on track", n=row.going(*MOVING), all=len(row.results))
    unknown = row.going(Track.UNKNOWN)
    if not unknown:
        return going
    rest = _("{n} not known", n=unknown)
    return f"{going}; {rest}"


def amount(value: float) -> str:
    return wording.number(value, DECIMALS)


def mix(shares: Sequence[Mixed]) -> str:
    """`Features 60%; defects 40%`: the kinds of which there is some; the unmapped share is of all."""
    return "; ".join(f"{vocabulary.word(vocabulary.KINDS, each.kind)} {_part(each)}" for each in shares if each.share)


def _part(each: Mixed) -> str:
    share = wording.share(each.share or 0)
    return _("{share} of all", share=share) if each.kind == Kind.UNMAPPED else str(share)
