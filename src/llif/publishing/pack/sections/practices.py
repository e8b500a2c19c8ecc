"""The operating model: the practices that are followed, and what each looks at."""

from collections.abc import Sequence

from llif.practices.contract import RatingRule
from llif.publishing import vocabulary, wording
from llif.publishing.pack import cells
from llif.publishing.pack.document import Column, Section, State, Table
from llif.publishing.pack.told import Told
from llif.publishing.scorecard import scoring_words
from llif.publishing.words import gettext as _
from llif.publishing.words import language, ngettext


def section(told: Told) -> Section:
    followed = told.scorecard.practices
    columns = (
        Column(title=_("Practice"), weight=1.2),
        Column(title=_("What it looks after"), weight=2.5),
        Column(title=_("Dimensions it rates"), weight=1.5),
        Column(title=_("Measures"), weight=2),
    )
    rows = tuple(
        (
            cells.words(_("Practice {n}: {name}", n=number, name=each.practice.title.within(language()))),
            cells.words(each.practice.about.within(language())),
            cells.words(_rated(each.practice.rules)),
            cells.words(_measured(each.practice.measures)),
        )
        for number, each in enumerate(followed, 1)
    )
    said = ngettext("{n} practice is followed.", "{n} practices are followed.", len(followed))
    about = _("The practices of the operating model, and what each rates and measures.")
    table = Table(title=_("Practices"), about=about, columns=columns, rows=rows)
    state = State.COMPLETE if followed else State.UNKNOWN
    return Section(id="operating-model", title=_("Product operating model"), said=(said,), state=state, blocks=(table,))


def _rated(rules: Sequence[RatingRule]) -> str:
    names = dict.fromkeys(scoring_words.dimension(rule.dimension) for rule in rules)
    return wording.listed(list(names)) or _("none")


def _measured(measures: tuple[str, ...]) -> str:
    return wording.listed([_(vocabulary.MEASURES[name].short) for name in measures]) or _("none")
