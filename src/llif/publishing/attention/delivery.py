"""Sentences about delivery: what fails, what nothing tells, how often products deploy, how long changes wait.

A move is called a signal only where an SPC chart of at least 13 points says so.
"""

from collections.abc import Iterator

from llif.metrics import findings, spc
from llif.metrics.catalogue import Family
from llif.publishing import links, wording
from llif.publishing.asking import Asked
from llif.publishing.attention.sentences import NAMES_SHOWN, Sentence, some
from llif.publishing.figures import figures
from llif.publishing.figures.answers import WHOLE, Answers
from llif.publishing.figures.recent import recent_periods
from llif.publishing.words import gettext as _
from llif.publishing.words import ngettext
from llif.terms.quantity import Standing
from llif.terms.time import Period, day_of

TWICE = 2.0
FARTHEST = 10  # a signal is looked for among those that moved most: each takes a control chart
FAR_ABOVE = 3.0
FAIL_RATE_OFF_THE_TABLE = 0.3


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
