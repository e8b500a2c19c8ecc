"""What needs attention, as sentences, the most serious first. Pure over figures and the manifest.

A sentence names the thing, its size and what is not known. A move is called a signal only where an SPC chart of at
least 13 points says so. Nothing is said of a person, and teams are not compared.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from llif.metrics import findings, spc
from llif.publishing import links, wording
from llif.publishing.answers import WHOLE, Answers
from llif.publishing.asking import Asked
from llif.publishing.words import gettext as _
from llif.publishing.words import ngettext
from llif.terms.quantity import Figure, Standing
from llif.terms.time import Period, day_of, span

MOST = 6
NAMES_SHOWN = 3
UNMAPPED_IS_MUCH = 0.2
TWICE = 2.0
FAR_ABOVE = 3.0
FAIL_RATE_OFF_THE_TABLE = 0.3
POINTS, POINT_DAYS = 13, 28


@dataclass(frozen=True)
class Sentence:
    """`look` is unknown, change or bad; `strong` opens the sentence, `rest` ends it; `act` and `address` lead on."""

    look: str
    strong: str
    rest: str
    act: str
    address: str


@dataclass(frozen=True)
class Freshness:
    """When a product's sources last spoke: `last` and `days` before as-at; `silent` are (name, since)."""

    last: date | None
    days: int | None
    silent: Sequence[tuple[str, date]]


def freshness(asked: Asked, product: str) -> Freshness:
    """How old a product's newest record is, and which of its services or containers have fallen silent."""
    own = [row for row in asked.snapshot.manifest.get("freshness", []) if row["product"] == product]
    spoke = [day_of(datetime.fromisoformat(row["last"]), asked.zone) for row in own if row.get("last")]
    silent = [(row["name"], date.fromisoformat(row["stale_since"])) for row in own if row.get("stale_since")]
    last = max(spoke, default=None)
    return Freshness(last, max((asked.as_at - last).days, 0) if last else None, silent)


def freshest(asked: Asked) -> date | None:
    """The day of the newest record of the whole portfolio."""
    return max((last for product in asked.products if (last := freshness(asked, product).last)), default=None)


def recent_periods(asked: Asked) -> list[Period]:
    """As many four-week periods as an SPC chart needs, up to the last day asked for."""
    until = asked.last + timedelta(days=1)
    edges = [until - timedelta(days=POINT_DAYS * back) for back in range(POINTS, -1, -1)]
    return [span(first, after, asked.zone) for first, after in itertools.pairwise(edges)]


def sentences(asked: Asked, answers: Answers) -> list[Sentence]:
    """At most six. *Takes* answers that hold the measures of every product for the period and the one before."""
    rules: Sequence[Callable[[Asked, Answers], Iterator[Sentence]]] = (
        off_the_table,
        silent_sources,
        unknown_failures,
        unmapped_work,
        moved_frequency,
        long_waits,
    )
    return [sentence for rule in rules for sentence in rule(asked, answers)][:MOST]


def off_the_table(asked: Asked, answers: Answers) -> Iterator[Sentence]:
    """A change fail rate worse than any band printed."""
    for product, figure in _of(asked, answers, "change_fail_rate"):
        if figure.value is not None and figure.value > FAIL_RATE_OFF_THE_TABLE:
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


def silent_sources(asked: Asked, answers: Answers) -> Iterator[Sentence]:
    """Products whose deployments stopped being recorded: not zero deployments, but none seen."""
    stale = [
        (product, figure.stale_since)
        for product, figure in _of(asked, answers, "deployment_frequency")
        if figure.stale_since is not None
    ]
    if stale:
        told = [
            _("{product} ({date})", product=asked.product_name(product), date=wording.short_day(since))
            for product, since in stale[: NAMES_SHOWN + 1]
        ]
        yield Sentence(
            "unknown",
            ngettext(
                "The deployments of {n} product are silent",
                "The deployments of {n} products are silent",
                len(stale),
            ),
            _("since their last record: {products}. Silence is not zero.", products=_some(told, len(stale))),
            _("See the sources"),
            links.to("sources", asked.id, query=asked.kept) + "#freshness",
        )


def unknown_failures(asked: Asked, answers: Answers) -> Iterator[Sentence]:
    """Products for which no source says which changes failed."""
    blind = [
        product
        for product, figure in _of(asked, answers, "change_fail_rate")
        if figure.standing is Standing.NOT_MEASURED
    ]
    if not blind:
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


def moved_frequency(asked: Asked, answers: Answers) -> Iterator[Sentence]:
    """Products that deploy at least twice, or at most half, as often as in the period before."""
    for product, now in _of(asked, answers, "deployment_frequency"):
        before = answers.get("deployment_frequency", product, asked.before)
        if not before or not before.value or now.value is None or now.stale_since:
            continue
        if 1 / TWICE < now.value / before.value < TWICE:
            continue
        yield Sentence(
            "change",
            _moved(asked.product_name(product), now.value, before.value),
            _(
                "as in the {days} days before ({now}, was {before}). {signal}",
                days=asked.days,
                now=wording.in_words(now),
                before=wording.in_words(before),
                signal=_signal(asked, answers, product),
            ),
            _("See the chart"),
            links.to("product", asked.id, product, query=asked.kept) + "#deployment_frequency",
        )


def _moved(name: str, now: float, before: float) -> str:
    if now < before:
        return _("{product} deploys half as often or less", product=name)
    return _("{product} deploys twice as often or more", product=name)


def _signal(asked: Asked, answers: Answers, product: str) -> str:
    series = answers.series("deployment_frequency", product, recent_periods(asked))
    points = [(day_of(figure.period_start, asked.zone), figure.value) for figure in series if figure.value is not None]
    found = findings.finding(spc.xmr(points, spc.Settings(spc.Improvement.NEUTRAL))) if points else None
    if found is None or found.kind is findings.Saying.TOO_FEW:
        return _("Whether that is a signal needs more points.")
    if found.kind is findings.Saying.NO_SIGNAL or not found.is_current:
        return _("Its last {n} four-week periods show no signal.", n=len(points))
    return _("It is a signal among its last {n} four-week periods.", n=len(points))


def long_waits(asked: Asked, answers: Answers) -> Iterator[Sentence]:
    """Products whose changes wait three times as long as the portfolio's median."""
    whole = answers.get("lead_time", None, asked.period)
    if whole is None or not whole.value:
        return
    usual = whole.value
    found = [
        (figure.value, product) for product, figure in _of(asked, answers, "lead_time") if figure.value is not None
    ]
    slow = sorted(((value, product) for value, product in found if value >= FAR_ABOVE * usual), reverse=True)
    if slow:
        named = [f"{asked.product_name(product)} ({wording.duration(value)})" for value, product in slow[:NAMES_SHOWN]]
        yield Sentence(
            "change",
            _("Changes wait long for production"),
            _(
                "in {products}. The median of the portfolio is {usual}.",
                products=_some(named, len(slow)),
                usual=str(wording.duration(usual)),
            ),
            _("Compare"),
            links.to("holistic", asked.id, query={**asked.kept, "sort": "-lead_time"}) + "#products",
        )


def _of(asked: Asked, answers: Answers, measure: str) -> Iterator[tuple[str, Figure]]:
    for product in asked.products:
        figure = answers.get(measure, product, asked.period)
        if figure is not None:
            yield product, figure


def _some(told: list[str], total: int) -> str:
    shown = told[:NAMES_SHOWN]
    more = total - len(shown)
    return wording.listed([*shown, ngettext("{n} more", "{n} more", more)] if more else shown)


def _evidence(asked: Asked, product: str, measure: str) -> str:
    return links.to("evidence", asked.id, product or WHOLE, measure, query=asked.kept)
