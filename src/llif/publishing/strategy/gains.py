"""What benefits bring a year in money, divided over missions by weight. One currency is never added to another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from llif.publishing.benefits.ledger import Benefit


@dataclass(frozen=True)
class Gain:
    """Money a year of one currency that falls to a mission: what is had now, and what the targets ask for.

    Null: known of none of its benefits. `measured` and `aimed` say of how many of `all`. Disbenefits are taken off.
    """

    currency: str
    realised: float | None
    target: float | None
    measured: int
    aimed: int
    all: int


def gains(benefits: Sequence[Benefit], mission: str) -> list[Gain]:
    """By currency. *Takes* the benefits that have a part in a mission, and which mission (see `Benefit.part`)."""
    currencies = sorted({each.unit for each in benefits if each.is_money})
    return [_gain(name, [each for each in benefits if each.unit == name], mission) for name in currencies]


def _gain(currency: str, own: Sequence[Benefit], mission: str) -> Gain:
    realised = _parts(own, mission, lambda each: each.realised.gain)
    target = _parts(own, mission, lambda each: each.aim)
    return Gain(currency, _sum(realised), _sum(target), len(realised), len(target), len(own))


def _parts(own: Sequence[Benefit], mission: str, amount: Callable[[Benefit], float | None]) -> list[float]:
    """What falls to the mission of each benefit whose amount is known."""
    known = ((each, amount(each)) for each in own)
    return [each.sign * each.part(mission) * value for each, value in known if value is not None]


def _sum(parts: Sequence[float]) -> float | None:
    return sum(parts) if parts else None
