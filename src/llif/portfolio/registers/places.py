"""Whether an entry may stand at a place: its portfolio, product, team and dimension are declared, its key fits.

Which registers and questions a portfolio has is known to its practices, and asked there (`practices.recording`).
"""

import re
from collections.abc import Iterable

from llif.portfolio.errors import choice
from llif.portfolio.models import Portfolio, Product, Team
from llif.portfolio.registers.contract import Keyed, Over, Register
from llif.portfolio.registers.entries import Place
from llif.terms.errors import N_, InputError
from llif.terms.scorecard import Dimension

KEY = re.compile(r"[^\s/]{1,200}")
RESERVED = "new"
"""The address of an entry that is still to be made."""


class NoSuchPlace(InputError):
    """Nothing may be recorded there. Nothing was written."""


def check(register: Register, place: Place) -> None:
    """*Raises* NoSuchPlace."""
    _check_about(register, place)
    match register.keyed:
        case Keyed.ONE if place.key:
            raise NoSuchPlace(N_("A product has one entry of this register, without a key."), where=str(place))
        case Keyed.SEVERAL | Keyed.BY_QUESTION if not KEY.fullmatch(place.key) or place.key == RESERVED:
            what = N_("The key {found} cannot be used.")
            remedy = N_("No space and no slash may stand in it, and not the word “new” alone.")
            raise NoSuchPlace(what, where=str(place), remedy=remedy, found=place.key or "“”")
        case Keyed.BY_DIMENSION:
            among(place.key, [each.value for each in Dimension], N_("There is no dimension {found}."), place)
        case Keyed.BY_TEAM:
            teams = Team.objects.filter(portfolio__slug=place.portfolio).order_by("slug")
            among(place.key, teams.values_list("slug", flat=True), N_("The portfolio has no team {found}."), place)


def _check_about(register: Register, place: Place) -> None:
    portfolios = Portfolio.objects.order_by("slug").values_list("slug", flat=True)
    if place.portfolio not in portfolios:
        among(place.portfolio, portfolios, N_("There is no portfolio {found}."), place)
    if register.over is Over.PORTFOLIO:
        if place.product:
            raise NoSuchPlace(N_("This register is about the portfolio as a whole, not a product."), where=str(place))
        return
    products = Product.objects.filter(portfolio__slug=place.portfolio)
    if not products.filter(slug=place.product).exists():
        known = products.order_by("slug").values_list("slug", flat=True)
        among(place.product, known, N_("The portfolio has no product {found}."), place)


def among(found: str, allowed: Iterable[str], what: str, place: Place) -> None:
    """*Raises* NoSuchPlace with what is allowed. *Takes* the message, with the place `{found}`."""
    listed = list(allowed)
    if found not in listed:
        remedy, values = choice(found, listed)
        raise NoSuchPlace(what, where=str(place), remedy=remedy, found=found or "“”", **values)
