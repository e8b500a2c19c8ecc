"""What is asked of one product: the initiatives that reach it with what it says to each, and the steps accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from llif.portfolio.actions.lifecycle import UNJUDGED, Action, actions
from llif.portfolio.initiatives.progress import Met
from llif.portfolio.registers.actions import ACTIONS, Decision
from llif.portfolio.registers.initiatives import InitiativeForm
from llif.publishing import asking
from llif.publishing.next_steps.initiatives import Asking
from llif.publishing.scorecard import reckoning
from llif.terms.time import day_of

PORTFOLIO = ""


@dataclass(frozen=True)
class Reaching:
    """An initiative, and whether the product meets what it asks."""

    key: str
    form: InitiativeForm
    met: Met


@dataclass(frozen=True)
class Theirs:
    """Both the earliest first; `today` is the day that says what is overdue."""

    initiatives: Sequence[Reaching]
    accepted: Sequence[Action]
    today: date


def theirs(question: asking.Asked, product: str, now: datetime) -> Theirs:
    """*Takes* the id of a product that there is."""
    reckoned = reckoning(question.snapshot, now=now, as_at=question.known_on, only=[PORTFOLIO, product])
    found = Asking(question, reckoned)
    told = reckoned.standing(ACTIONS.name)
    standing = {each.place.key: (each, day_of(each.recorded_at, question.zone)) for each in told}
    decided = [each for each in actions(standing, UNJUDGED).standing if product in each.products]
    accepted = [each for each in decided if each.form.decision is Decision.ACCEPTED]
    return Theirs(
        sorted(_reaching(found, product), key=lambda each: (each.form.deadline, each.form.title)),
        sorted(accepted, key=lambda each: (each.form.due or date.max, each.form.title)),
        found.today,
    )


def _reaching(found: Asking, product: str) -> Sequence[Reaching]:
    about = found.question.products[product]
    told = [(key, form) for key, form in found.standing if form and about in found.products(form)]
    return [Reaching(key, form, found.met(form, about)) for key, form in told]
