"""What the work in progress asks attention for: items neglected, and items older than most that ended.

Both are known as at the snapshot's last day only, and say nothing of an earlier one.
"""

from collections.abc import Iterator

from llif.metrics.open_work import OpenWork
from llif.publishing import links, wording
from llif.publishing.asking import Asked
from llif.publishing.attention.sentences import Sentence, some
from llif.publishing.figures import open_work
from llif.publishing.figures.answers import WHOLE, Answers
from llif.publishing.words import gettext as _
from llif.publishing.words import ngettext

OLD_IS_MUCH, OLD_AT_LEAST = 0.5, 5


def neglected_work(asked: Asked, answers: Answers) -> Iterator[Sentence]:
    """Work in progress on which nothing has happened for long."""
    found = open_work.open_work(asked.snapshot)
    if not found.neglected or asked.last != asked.as_at:
        return
    yield Sentence(
        "change",
        ngettext(
            "{neglected} of {n} item in progress is neglected",
            "{neglected} of {n} items in progress are neglected",
            found.items,
            neglected=wording.number(found.neglected),
        ),
        _idle(found),
        _("See them"),
        links.to("product", asked.id, _only(asked), query=asked.kept) + "#load",
    )


def _idle(found: OpenWork) -> str:
    named = some(list(found.idlest), found.neglected)
    if found.days is None:
        return _("(no activity for longer than their product allows): {items}.", items=named)
    return ngettext(
        "(no activity for {n} day): {items}.", "(no activity for {n} days): {items}.", found.days, items=named
    )


def old_work(asked: Asked, answers: Answers) -> Iterator[Sentence]:
    """Much of the work in progress is older than most of what ended."""
    found = open_work.open_work(asked.snapshot)
    if asked.last != asked.as_at or found.old < max(OLD_AT_LEAST, OLD_IS_MUCH * found.items):
        return
    yield Sentence(
        "change",
        _("{share} of the work in progress is old", share=str(wording.share(found.old / found.items))),
        ngettext(
            "({old} of {n} item): older than 85 of 100 items of its kind were when they ended.",
            "({old} of {n} items): older than 85 of 100 items of their kind were when they ended.",
            found.items,
            old=wording.number(found.old),
        ),
        _("See the oldest"),
        links.to("product", asked.id, _only(asked), query=asked.kept) + "#load",
    )


def _only(asked: Asked) -> str:
    """The one product of a portfolio of one, else the whole."""
    return next(iter(asked.products)) if len(asked.products) == 1 else WHOLE
