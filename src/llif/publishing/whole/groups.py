"""The groups of columns of the holistic view, and which of them an address shows. What is left out is printed still."""

from collections.abc import Mapping, Sequence

from llif.terms.errors import N_

GROUPS: Mapping[str, str] = {
    "value": N_("Value"),
    "delivery": N_("Delivery"),
    "health": N_("Health"),
    "outcome": N_("Outcome"),
    "money": N_("Money"),
    "risk": N_("Risk"),
    "mission": N_("Mission"),
    "data": N_("Data"),
}
USUAL = ("value", "delivery", "health", "risk", "data")
"""What fits a screen 1280 pixels wide."""
USUAL_COMPARED = ("value", "delivery")
"""The same where each column has another beside it that says how it differs."""
WIDTHS: Mapping[str, int] = {"value": 3, "delivery": 4, "money": 2}
"""How many columns a group has, where it has several."""
COMPARES = ("compare", "compare_snapshot")
"""What an address names another day or snapshot by."""


def usual(given: Mapping[str, str]) -> Sequence[str]:
    return USUAL_COMPARED if is_comparing(given) else USUAL


def is_comparing(given: Mapping[str, str]) -> bool:
    return any(given.get(name) for name in COMPARES)


def shown(given: Mapping[str, str]) -> Sequence[str]:
    """The groups asked for, in their order; the usual ones where none is named."""
    wanted = given.get("show", "").split(",")
    if wanted == ["all"]:
        return tuple(GROUPS)
    return [each for each in GROUPS if each in wanted] or usual(given)


def toggled(given: Mapping[str, str], group: str) -> str:
    """What an address says to show one group more, or one less; empty for the usual ones."""
    now = shown(given)
    wanted = [each for each in GROUPS if (each in now) is not (each == group)]
    return "" if tuple(wanted) == tuple(usual(given)) or not wanted else ",".join(wanted)
