"""Currencies as forms offer them."""

from collections.abc import Mapping
from enum import StrEnum

from llif.portfolio.declared import Words


class Currency(StrEnum):
    GBP = "GBP"
    EUR = "EUR"
    USD = "USD"


CURRENCY_WORDS: Mapping[str, Words] = {
    "GBP": Words("Pounds (GBP)", "Punnoedd (GBP)"),
    "EUR": Words("Euros (EUR)", "Ewros (EUR)"),
    "USD": Words("US dollars (USD)", "Doleri UDA (USD)"),
}
