"""The roadmap: what is accepted and what is aimed for, now, next and later. It ranks nobody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from llif.portfolio.actions.lifecycle import Action, Horizon, horizon
from llif.portfolio.initiatives.progress import Pace
from llif.portfolio.registers.actions import Decision
from llif.publishing import links
from llif.publishing.next_steps import wording
from llif.publishing.next_steps.gathering import Steps
from llif.publishing.next_steps.initiatives import Initiative


@dataclass(frozen=True)
class Due:
    """One thing on the roadmap."""

    day: date
    title: str
    owner: str
    products: Sequence[str]
    address: str
    is_initiative: bool
    is_overdue: bool


def roadmap(found: Steps, standing: Iterable[Action], initiatives: Iterable[Initiative]) -> dict[Horizon, list[Due]]:
    """What is accepted, and what is aimed for, by when it is due; the earliest first."""
    aims = [each for each in initiatives if each.progress.pace is not Pace.REACHED or each.progress.days_left >= 0]
    due = sorted(
        [*_due(found, standing), *(_aim(found, each) for each in aims)], key=lambda each: (each.day, each.title)
    )
    return {each: [one for one in due if horizon(one.day, found.today) is each] for each in Horizon}


def _due(found: Steps, standing: Iterable[Action]) -> list[Due]:
    return [
        Due(
            each.form.due,
            wording.title_of(found, each),
            each.form.owner or "",
            [found.asked.product_name(product) for product in each.products],
            links.to("decide", found.asked.id, each.key, query=found.asked.kept),
            False,
            each.is_overdue(found.today),
        )
        for each in standing
        if each.form.decision is Decision.ACCEPTED and each.form.due
    ]


def _aim(found: Steps, each: Initiative) -> Due:
    address = links.to("initiatives", found.asked.id, query=found.asked.kept) + f"#{each.key}"
    is_missed = each.progress.pace is Pace.MISSED
    return Due(each.form.deadline, each.form.title, each.form.owner, [], address, True, is_missed)
