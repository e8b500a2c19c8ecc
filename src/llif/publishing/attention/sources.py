"""Sentences about the sources: what could not be collected, what is silent, what is not connected, what has no kind."""

from collections.abc import Iterator
from datetime import date

from llif.metrics.catalogue import Family
from llif.publishing import links, wording
from llif.publishing.asking import Asked
from llif.publishing.attention.sentences import NAMES_SHOWN, Sentence, some
from llif.publishing.figures import figures
from llif.publishing.figures.answers import Answers
from llif.publishing.words import gettext as _
from llif.publishing.words import ngettext

UNMAPPED_IS_MUCH = 0.2


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
