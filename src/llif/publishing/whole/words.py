"""What a cell says of benefits, money, risks and missions, in few words. Unknown is said, and is never none."""

from collections.abc import Mapping, Sequence

from llif.portfolio.investment.spending import per_item
from llif.portfolio.strategy.results import Track
from llif.publishing import wording
from llif.publishing.benefits.ledger import Benefit
from llif.publishing.benefits.words import counted, goes, look
from llif.publishing.words import gettext as _
from llif.publishing.words import ngettext


def tracks(benefits: Sequence[Benefit]) -> str:
    """`late`, of one benefit; `late 1 · on track 2`, of several: the worst first."""
    if len(benefits) == 1:
        return goes(benefits[0])
    return " · ".join(f"{word} {wording.number(count)}" for word, count in counted(benefits))


def is_late(benefits: Sequence[Benefit]) -> bool:
    return any(look(each) is Track.LATE for each in benefits)


def realised(benefits: Sequence[Benefit], product: str = "", mission: str | None = None) -> list[str]:
    """Money realised against the target, in each currency; of one benefit in another unit its part of the way.

    *Takes* the product whose shares are meant, or the mission by whose weights the benefits are divided; else they are
    taken whole. *Leaves out* those not measured.
    """
    told = []
    for currency in sorted({each.unit for each in benefits if each.is_money}):
        own = measured(benefits, currency)
        wanted = sum(part(each, product, mission) * (each.aim or 0) for each in own)
        if own:
            sums = {
                "had": wording.money(gain(own, product, mission), currency),
                "wanted": wording.money(wanted, currency),
            }
            told.append(_("{had} of {wanted} a year", **sums))
    if len(benefits) == 1 and not told and benefits[0].realised.share is not None:
        told.append(_("{share} of the way", share=wording.share(benefits[0].realised.share)))
    return told


def measured(benefits: Sequence[Benefit], currency: str) -> list[Benefit]:
    """Those counted in a currency of which a value has been read."""
    return [each for each in benefits if each.unit == currency and each.is_measured]


def gain(benefits: Sequence[Benefit], product: str = "", mission: str | None = None) -> float:
    """What they brought together, a disbenefit taken off. *Takes* whose part is meant, as `realised` does; else all."""
    return sum(part(each, product, mission) * (each.realised.gain or 0) for each in benefits)


def part(benefit: Benefit, product: str, mission: str | None) -> float:
    """How much of a benefit is a product's by its shares, or a mission's by its weights; a disbenefit's is negative."""
    if mission is not None:
        return benefit.sign * benefit.part(mission)
    return benefit.sign * (benefit.shares.get(product, 0.0) if product else 1.0)


def money(spent: Mapping[str, float]) -> str:
    """Each currency for itself; empty where no cost is recorded."""
    return " + ".join(str(wording.money(amount, currency)) for currency, amount in spent.items())


def an_item(spent: Mapping[str, float], finished: float | None) -> str:
    """The cost of a finished item; empty where spend or work is unknown, or none finished."""
    each = {currency: per_item(amount, finished) for currency, amount in spent.items()}
    return " + ".join(str(wording.money(amount, currency)) for currency, amount in each.items() if amount is not None)


def risks(count: int) -> str:
    return ngettext("{n} open risk", "{n} open risks", count)
