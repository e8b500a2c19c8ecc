"""Initiatives with their progress: which products each asks, what each product says, and how it was a quarter ago."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from llif.portfolio.codes import Phase
from llif.portfolio.initiatives.progress import Met, Pace, Progress, measured, rated
from llif.portfolio.registers.contract import Register
from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.registers.initiatives import INITIATIVES, MEASURED, RATED, Asked, InitiativeForm
from llif.portfolio.registers.products import ids
from llif.practices.registry import registers
from llif.publishing import asking, recorded
from llif.publishing.figures.answers import Answers
from llif.publishing.scorecard import Reckoning
from llif.terms.scorecard import Dimension
from llif.terms.time import Period, day_of, span

LOOKED_BACK = 90
GONE = frozenset({Phase.RETIRED})


@dataclass(frozen=True)
class Initiative:
    """A standing initiative. `missing` names a register that it asks for and the portfolio does not keep."""

    key: str
    form: InitiativeForm
    progress: Progress
    missing: str = ""


@dataclass(frozen=True)
class Asking:
    """What initiatives are held against: the scorecard, figures of a window and of the same window 90 days earlier."""

    question: asking.Asked
    reckoned: Reckoning

    @property
    def today(self) -> date:
        return self.reckoned.moment.today

    @cached_property
    def earlier(self) -> Period:
        back = timedelta(days=LOOKED_BACK)
        first, last = self.question.first - back, self.question.last - back
        return span(first, last + timedelta(days=1), self.question.zone)

    @cached_property
    def standing(self) -> Sequence[tuple[str, InitiativeForm | None]]:
        """By key, the first recorded first; null where an entry cannot be read any more."""
        return [(each.place.key, _form(each)) for each in self.reckoned.standing(INITIATIVES.name)]

    @cached_property
    def answers(self) -> Answers:
        names = sorted({form.measure.value for _key, form in self.standing if form and form.measure})
        found = Answers()
        if names:
            periods, known_at = [self.question.period, self.earlier], recorded.known_at(self.question)
            found.ask(self.question.snapshot, names, periods, known_at=known_at)
        return found

    @cached_property
    def kept(self) -> Mapping[str, Register]:
        """The registers that the portfolio keeps, by name."""
        return registers(self.reckoned.practices)

    def initiatives(self) -> Iterator[Initiative]:
        for key, form in self.standing:
            if form is not None:
                missing = form.kept_in or ""
                yield Initiative(key, form, self.progress(form), "" if missing in {"", *self.kept} else missing)

    @property
    def unreadable(self) -> int:
        return sum(form is None for _key, form in self.standing)

    def progress(self, form: InitiativeForm) -> Progress:
        products = self.products(form)
        met = {product["id"]: self.met(form, product) for product in products}
        before = {product["id"]: self.met(form, product, earlier=True) for product in products}
        return Progress(met, form.target_percent, form.deadline, self.today, before, LOOKED_BACK)

    def missed(self) -> Iterator[Initiative]:
        """Those whose deadline has passed without their target; nothing is worked out of the others."""
        for key, form in self.standing:
            if form is not None and form.deadline < self.today:
                met = {product["id"]: self.met(form, product) for product in self.products(form)}
                progress = Progress(met, form.target_percent, form.deadline, self.today, {}, LOOKED_BACK)
                if progress.pace is Pace.MISSED:
                    yield Initiative(key, form, progress)

    def products(self, form: InitiativeForm) -> list[Mapping[str, Any]]:
        """Those it names that there are, or all that are not retired, in the portfolio's order."""
        named = ids(form.products)
        every = self.question.products.values()
        return [each for each in every if (each["id"] in named if named else Phase(each["phase"]) not in GONE)]

    def met(self, form: InitiativeForm, product: Mapping[str, Any], *, earlier: bool = False) -> Met:
        if form.asks in RATED and form.dimension:
            return self._rated(form.asks, form.dimension, product, earlier)
        if form.asks in MEASURED and form.measure and form.limit is not None:
            period = self.earlier if earlier else self.question.period
            glance = self.answers.glance(form.measure.value, product["id"], period)
            return measured(form.asks, glance[1] if glance else None, form.limit)
        return self._filled(form, product["id"], earlier) if form.asks is Asked.FILLED else Met.UNKNOWN

    def _rated(self, asks: Asked, dimension: Dimension, product: Mapping[str, Any], earlier: bool) -> Met:
        since = self.reckoned.moment.day - timedelta(days=LOOKED_BACK)
        cell = self.reckoned.cell(self.reckoned.gathered(product), dimension, since if earlier else None)
        return rated(asks, cell.before if earlier and cell.before else cell.rating)

    def _filled(self, form: InitiativeForm, product: str, earlier: bool) -> Met:
        """An empty register of a kept name holds nothing: that is known. One that is not kept says nothing."""
        if form.kept_in not in self.kept:
            return Met.UNKNOWN
        until = self.today - timedelta(days=LOOKED_BACK) if earlier else date.max
        newest: dict[Place, Recorded] = {}
        for each in self.reckoned.entries.get(product, ()):
            if each.place.register == form.kept_in and day_of(each.recorded_at, self.question.zone) <= until:
                newest[each.place] = each
        return Met.YES if any(each.content is not None for each in newest.values()) else Met.NO


def _form(entry: Recorded) -> InitiativeForm | None:
    try:
        return InitiativeForm.model_validate(entry.content)
    except ValidationError:
        return None
