"""A figure's cell says what a reader must know of it: of how many, since when nothing was heard, and of how many."""

from dataclasses import replace
from datetime import date

from llif.publishing.pack import cells
from llif.terms.quantity import Figure, Unit
from tests.publishing.rates import RATE

FEW = replace(RATE, value=0.0, n=1)
LOAD = replace(RATE, measure="flow_load", unit=Unit.ITEMS, value=3.0, n=3)


def said(figure: Figure) -> str:
    return cells.figure(figure).text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_rate_says_of_how_many() -> None:
    assert said(FEW) == "0 % (n = 1)"


def test_a_number_that_silence_cut_short_says_so_and_stays_a_number() -> None:
    stale = replace(LOAD, stale_since=date(2024, 1, 15))
    assert said(stale) == "3 (stale since 15 January 2024)"
    assert cells.figure(stale).value == 3


def test_a_roll_up_says_in_how_many_products_it_is_silent() -> None:
    assert said(replace(LOAD, product=None, of=5, measured_in=5, stale_in=2)) == "3 (silent in 2)"
    assert said(LOAD) == "3"
