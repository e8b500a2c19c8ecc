"""Benefits as the rules of next steps look at them: the ledger's own, its values typed or told by a measure.

A disbenefit that stays small is nothing to mend, so none is looked at.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from llif.portfolio.declared import Words
from llif.portfolio.strategy.results import Track
from llif.publishing.benefits.ledger import Benefit
from llif.publishing.next_steps.seen import SeenBenefit

BENEFITS, SHARES = "benefits", "benefit_shares"


def seen_benefits(ledger: Iterable[Benefit]) -> Iterator[SeenBenefit]:
    """Those with a day for their target."""
    for each in ledger:
        if each.content["target_on"] and not each.is_disbenefit:
            name = Words(str(each.content["name_en"]), str(each.content["name_cy"]))
            day = date.fromisoformat(each.content["target_on"])
            yield SeenBenefit(each.code, name, day, _reached(each), bool(each.readings))


def _reached(benefit: Benefit) -> bool | None:
    """Null where its way is not recorded, or where a measure is to tell its values and tells none."""
    if benefit.course is None or (benefit.content["measure"] and not benefit.is_measured):
        return None
    return benefit.realised.track is Track.REACHED
