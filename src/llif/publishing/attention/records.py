"""What the registers ask attention for: risks that are extreme or over their limit, steps overdue, benefits late.

A sentence names products, risks and benefits, never a person.
"""

from collections.abc import Iterator

from llif.portfolio.risks.reading import Asks, Risk
from llif.portfolio.strategy.results import Track
from llif.publishing import links, wording
from llif.publishing.asking import Asked
from llif.publishing.attention.sentences import Sentence, some
from llif.publishing.benefits.words import look
from llif.publishing.figures.answers import Answers
from llif.publishing.whole.beside import beside
from llif.publishing.words import gettext as _
from llif.publishing.words import ngettext


def pressing_risks(asked: Asked, _answers: Answers) -> Iterator[Sentence]:
    """Open risks whose score is extreme, or whose figure crossed its limit."""
    open_risks = beside(asked).open_risks
    extreme = [each for each in open_risks if Asks.EXTREME in each.asks]
    over = [each for each in open_risks if Asks.OVER_LIMIT in each.asks and Asks.EXTREME not in each.asks]
    if extreme:
        yield Sentence(
            "bad",
            ngettext("{n} open risk is extreme", "{n} open risks are extreme", len(extreme)),
            _list_of([_scored(each) for each in extreme]),
            _("See them"),
            _risks(asked, Asks.EXTREME),
        )
    if over:
        yield Sentence(
            "bad",
            ngettext("{n} risk is over its limit", "{n} risks are over their limits", len(over)),
            _list_of([each.form.title for each in over]),
            _("See them"),
            _risks(asked, Asks.OVER_LIMIT),
        )


def overdue_steps(asked: Asked, _answers: Answers) -> Iterator[Sentence]:
    """Accepted next steps whose day has passed."""
    late = beside(asked).overdue
    if late:
        earliest = late[0].form.due
        named = list(dict.fromkeys(asked.product_name(product) for each in late for product in each.products))
        day = wording.day(earliest) if earliest else ""
        told = some(named, len(named)) if named else _("the whole portfolio")
        yield Sentence(
            "bad",
            ngettext("{n} next step is overdue", "{n} next steps are overdue", len(late)),
            _("since {day}: {products}.", day=day, products=told),
            _("See them"),
            links.to("next-steps", asked.id, query=asked.kept),
        )


def missed_initiatives(asked: Asked, _answers: Answers) -> Iterator[Sentence]:
    """Initiatives whose deadline has passed without their target."""
    missed = beside(asked).missed
    if missed:
        told = [f"{each.form.title} ({each.progress.done}/{each.progress.of})" for each in missed]
        yield Sentence(
            "bad",
            ngettext("{n} initiative missed its deadline", "{n} initiatives missed their deadlines", len(missed)),
            _list_of(told),
            _("See them"),
            links.to("initiatives", asked.id, query=asked.kept),
        )


def late_benefits(asked: Asked, _answers: Answers) -> Iterator[Sentence]:
    """Benefits whose target's day has passed without it, then those behind their forecast."""
    late, behind = (_looking(asked, which, is_disbenefit=False) for which in (Track.LATE, Track.BEHIND))
    address = links.to("benefits", asked.id, query=asked.kept)
    if late:
        strong = ngettext("{n} benefit is late", "{n} benefits are late", len(late))
        yield Sentence("bad", strong, _list_of(late), _("See them"), address)
    if behind:
        strong = ngettext("{n} benefit is behind its forecast", "{n} benefits are behind their forecasts", len(behind))
        yield Sentence("change", strong, _list_of(behind), _("See them"), address)


def grown_disbenefits(asked: Asked, _answers: Answers) -> Iterator[Sentence]:
    """Disbenefits that are larger than was foreseen of them at most, then those larger than forecast by now."""
    foreseen, forecast = (_looking(asked, which, is_disbenefit=True) for which in (Track.LATE, Track.BEHIND))
    address = links.to("benefits", asked.id, query=asked.kept)
    if foreseen:
        strong = ngettext(
            "{n} disbenefit is larger than foreseen", "{n} disbenefits are larger than foreseen", len(foreseen)
        )
        yield Sentence("bad", strong, _list_of(foreseen), _("See them"), address)
    if forecast:
        strong = ngettext(
            "{n} disbenefit is larger than forecast", "{n} disbenefits are larger than forecast", len(forecast)
        )
        yield Sentence("change", strong, _list_of(forecast), _("See them"), address)


def _looking(asked: Asked, which: Track, *, is_disbenefit: bool) -> list[str]:
    every = (each for each in beside(asked).benefits if each.is_disbenefit is is_disbenefit)
    return [each.name for each in every if look(each) is which]


def _list_of(names: list[str]) -> str:
    return f"– {some(names, len(names))}."


def _scored(risk: Risk) -> str:
    return f"{risk.form.title} ({risk.score})"


def _risks(asked: Asked, asks: Asks) -> str:
    return links.to("risks", asked.id, query={**asked.kept, "asks": asks.value}) + "#register"
