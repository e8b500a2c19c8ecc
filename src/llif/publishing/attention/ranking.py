"""What needs attention, as sentences, the most serious first. Pure over figures and the manifest.

A sentence names the thing, its size and what is not known. A move is called a signal only where an SPC chart of at
least 13 points says so. Nothing is said of a person, and teams are not compared.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from llif.metrics import findings, spc
from llif.metrics.catalogue import Family
from llif.publishing import links, wording
from llif.publishing.asking import Asked
from llif.publishing.attention.health import contradicted_cells, expired_judgements, no_rating, overdue_cells
from llif.publishing.attention.records import (
    grown_disbenefits,
    late_benefits,
    missed_initiatives,
    overdue_steps,
    pressing_risks,
)
from llif.publishing.attention.sentences import NAMES_SHOWN, Sentence, some
from llif.publishing.attention.work import neglected_work, old_work
from llif.publishing.figures import figures
from llif.publishing.figures.answers import WHOLE, Answers
from llif.publishing.figures.recent import recent_periods
from llif.publishing.words import gettext as _
from llif.publishing.words import ngettext
from llif.terms.quantity import Standing
from llif.terms.time import Period, day_of

MOST = 6
MOST_OF_ONE = 2
EVERY = "attention"
"""The parameter that asks for all sentences."""
UNMAPPED_IS_MUCH = 0.2
TWICE = 2.0
FARTHEST = 10  # a signal is looked for among those that moved most: each takes a control chart
FAR_ABOVE = 3.0
FAIL_RATE_OFF_THE_TABLE = 0.3


def sentences(asked: Asked, answers: Answers) -> list[Sentence]:
    """At most six, the most serious first, and of one rule at most two.

    *Takes* answers that hold the measures of every product for the period and the one before; the deployment
    frequency of the recent periods is asked for where they lack it.
    """
    return said(asked, answers)[0]


def said(asked: Asked, answers: Answers) -> tuple[list[Sentence], bool]:
    """The sentences that an address asks for, and whether there may be more of them."""
    if asked.given.get(EVERY) == "all":
        return list(itertools.chain.from_iterable(rule(asked, answers) for rule in RULES)), False
    found = [list(itertools.islice(rule(asked, answers), MOST_OF_ONE + 1)) for rule in RULES]
    shown = list(itertools.chain.from_iterable(each[:MOST_OF_ONE] for each in found))
    return shown[:MOST], len(shown) > MOST or any(len(each) > MOST_OF_ONE for each in found)


def off_the_table(asked: Asked, answers: Answers) -> Iterator[Sentence]:
    """A change fail rate worse than any band printed."""
    rates = [each for each in _values(asked, answers, "change_fail_rate") if each[1] > FAIL_RATE_OFF_THE_TABLE]
    for product, _rate in sorted(rates, key=lambda each: each[1], reverse=True):
        figure = answers.get("change_fail_rate", product, asked.period)
        if figure is not None:
            yield Sentence(
                "bad",
                _(
                    "{size} of the deployments of {product} failed",
                    size=wording.in_words(figure),
                    product=asked.product_name(product),
                ),
                _("({n} deployments): worse than any band printed.", n=wording.number(figure.n)),
                _("See which"),
                _evidence(asked, product, "change_fail_rate"),
            )


def failed_sources(asked: Asked, _answers: Answers) -> Iterator[Sentence]:
    """Sources whose last collect failed."""
    failed = [name for name, source in asked.snapshot.manifest.get("sources", {}).items() if source.get("error")]
    if failed:
        yield Sentence(
            "bad",
            ngettext("{n} source could not be collected", "{n} sources could not be collected", len(failed)),
            _("the last time: {sources}.", sources=some(failed, len(failed))),
            _("See the sources"),
            links.to("sources", asked.id, query=asked.kept),
        )


def nothing_connected(asked: Asked, _answers: Answers) -> Iterator[Sentence]:
    """A portfolio that claims no source at all: that is the one thing to say of what it measures."""
    if not asked.snapshot.manifest.get("sources"):
        yield Sentence(
            "unknown",
            _("No source is connected:"),
            _("nothing of work, deployments or incidents is measured."),
            _("See what is connected"),
            links.to("sources", asked.id, query=asked.kept),
        )


def silent_sources(asked: Asked, answers: Answers) -> Iterator[Sentence]:
    """Products whose work or deployments stopped being recorded: not zero, but none seen."""
    found: dict[str, date] = {}
    spoken = figures.known(asked.snapshot).spoken
    for family in (Family.DELIVERY, Family.FLOW):
        for product in asked.products:
            heard = spoken.get((product, family))
            if heard and heard.stale_since is not None:
                found.setdefault(product, heard.stale_since)
    stale = list(found.items())
    if stale:
        told = [
            _("{product} ({date})", product=asked.product_name(product), date=wording.short_day(since))
            for product, since in stale[: NAMES_SHOWN + 1]
        ]
        yield Sentence(
            "unknown",
            ngettext(
                "The records of {n} product are silent",
                "The records of {n} products are silent",
                len(stale),
            ),
            _("since their last record: {products}. Silence is not zero.", products=some(told, len(stale))),
            _("See the sources"),
            links.to("sources", asked.id, query=asked.kept) + "#freshness",
        )


def unknown_failures(asked: Asked, answers: Answers) -> Iterator[Sentence]:
    """Products for which no source says which changes failed."""
    column = answers.column("change_fail_rate", asked.period)
    blind = [product for product in asked.products if product in column and column[product][0] is Standing.NOT_MEASURED]
    if not blind or not asked.snapshot.manifest.get("sources"):
        return
    everywhere = len(blind) == len(asked.products)
    yield Sentence(
        "unknown",
        _("Nothing tells us which changes failed,") if everywhere else _("Nothing tells us which changes failed"),
        ngettext(
            "or how long service took to restore, for the {n} product.",
            "or how long service took to restore, for any of the {n} products.",
            len(blind),
        )
        if everywhere
        else ngettext(
            "for {n} product of {of}.", "for {n} products of {of}.", len(blind), of=wording.number(len(asked.products))
        ),
        _("See what is connected"),
        links.to("sources", asked.id, query=asked.kept),
    )


def unmapped_work(asked: Asked, answers: Answers) -> Iterator[Sentence]:
    """Finished work that no rule gives a kind."""
    figure = answers.get("flow_unmapped", None, asked.period)
    if figure and figure.value is not None and figure.value >= UNMAPPED_IS_MUCH:
        yield Sentence(
            "unknown",
            _("{share} of finished work has no kind", share=wording.in_words(figure)),
            _("({n} items): feature, defect, debt and risk cannot be told apart in it.", n=wording.number(figure.n)),
            _("See the unmapped types"),
            links.to("sources", asked.id, query=asked.kept) + "#unmapped",
        )


def signalled_frequency(asked: Asked, answers: Answers) -> Iterator[Sentence]:
    """Products whose move in deployment frequency is a signal."""
    yield from _moves(asked, answers, signal=True)


def moved_frequency(asked: Asked, answers: Answers) -> Iterator[Sentence]:
    """Products whose move may be noise."""
    yield from _moves(asked, answers, signal=False)


def _moves(asked: Asked, answers: Answers, *, signal: bool) -> Iterator[Sentence]:
    """Products that deploy at least twice, or at most half, as often as in the period before; the farthest first."""
    farthest, recent = _farthest(asked, answers), recent_periods(asked)
    if farthest and answers.glance("deployment_frequency", farthest[0], recent[-1]) is None:
        answers.ask(asked.snapshot, ["deployment_frequency"], recent)
    for product in farthest:
        is_signal, told = _signal(asked, answers, product)
        now, before = (answers.get("deployment_frequency", product, each) for each in (asked.period, asked.before))
        if is_signal is not signal or not now or not before:
            continue
        yield Sentence(
            "change",
            _moved(asked.product_name(product), now.value or 0.0, before.value or 0.0),
            _(
                "as in the {days} days before ({now}, was {before}). {signal}",
                days=asked.days,
                now=wording.in_words(now),
                before=wording.in_words(before),
                signal=told,
            ),
            _("See the chart"),
            links.to("product", asked.id, product, query=asked.kept) + "#deployment_frequency",
        )


def _farthest(asked: Asked, answers: Answers) -> list[str]:
    """The products whose deployment frequency moved most, of those that are heard and moved twofold at least."""
    measure, spoken = "deployment_frequency", figures.known(asked.snapshot).spoken
    before = dict(_values(asked, answers, measure, asked.before))
    moved = []
    for product, now in _values(asked, answers, measure):
        if not before.get(product) or spoken[product, Family.DELIVERY].stale_since:
            continue
        ratio = now / before[product]
        if not 1 / TWICE < ratio < TWICE:
            moved.append((-max(ratio, 1 / ratio if ratio else FAR_ABOVE), product))
    return [product for _size, product in sorted(moved)[:FARTHEST]]


def _moved(name: str, now: float, before: float) -> str:
    if now < before:
        return _("{product} deploys half as often or less", product=name)
    return _("{product} deploys twice as often or more", product=name)


def _signal(asked: Asked, answers: Answers, product: str) -> tuple[bool, str]:
    """Whether a move is a signal, and what that rests on."""
    series = answers.series("deployment_frequency", product, recent_periods(asked))
    points = [(day_of(figure.period_start, asked.zone), figure.value) for figure in series if figure.value is not None]
    found = findings.finding(spc.xmr(points, spc.Settings(spc.Improvement.NEUTRAL))) if points else None
    if found is None or found.kind is findings.Saying.TOO_FEW:
        return False, _("Whether that is a signal needs more points.")
    if found.kind is findings.Saying.NO_SIGNAL or not found.is_current:
        return False, _("Its last {n} four-week periods show no signal.", n=len(points))
    return True, _("It is a signal among its last {n} four-week periods.", n=len(points))


def long_waits(asked: Asked, answers: Answers) -> Iterator[Sentence]:
    """Products whose changes wait three times as long as the portfolio's median."""
    whole = answers.get("lead_time", None, asked.period)
    if whole is None or not whole.value:
        return
    usual = whole.value
    found = _values(asked, answers, "lead_time")
    slow = sorted(((value, product) for product, value in found if value >= FAR_ABOVE * usual), reverse=True)
    if slow:
        named = [f"{asked.product_name(product)} ({wording.duration(value)})" for value, product in slow[:NAMES_SHOWN]]
        yield Sentence(
            "change",
            _("Changes wait long for production"),
            _(
                "in {products}. The median of the portfolio is {usual}.",
                products=some(named, len(slow)),
                usual=str(wording.duration(usual)),
            ),
            _("Compare"),
            links.to("holistic", asked.id, query={**asked.kept, "sort": "-lead_time"}) + "#products",
        )


def _values(asked: Asked, answers: Answers, measure: str, period: Period | None = None) -> Iterator[tuple[str, float]]:
    """The products that have a value of a measure, with it; of the period asked for, or another."""
    for product, (_standing, value) in answers.column(measure, period or asked.period).items():
        if value is not None:
            yield product, value


def _evidence(asked: Asked, product: str, measure: str) -> str:
    return links.to("evidence", asked.id, product or WHOLE, measure, query=asked.kept)


RULES: Sequence[Callable[[Asked, Answers], Iterator[Sentence]]] = (
    failed_sources,
    overdue_cells,
    pressing_risks,
    contradicted_cells,
    off_the_table,
    overdue_steps,
    missed_initiatives,
    late_benefits,
    grown_disbenefits,
    nothing_connected,
    silent_sources,
    unknown_failures,
    no_rating,
    signalled_frequency,
    neglected_work,
    expired_judgements,
    unmapped_work,
    old_work,
    long_waits,
    moved_frequency,
)
"""The most serious first: what is bad, what cannot be known, what is a signal, what may be noise."""
