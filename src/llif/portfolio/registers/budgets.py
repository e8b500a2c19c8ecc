"""The register of budgets: how much a product has for some days, and whether the money lasts as the product does."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from llif.portfolio.declared import Words
from llif.portfolio.registers import days
from llif.portfolio.registers.contract import EntryForm, FieldFault, Keyed, Register, ShortText, Told
from llif.portfolio.registers.money import CURRENCY_WORDS, Currency


class FundingKind(StrEnum):
    PERSISTENT = "persistent"
    TEMPORARY = "temporary"


class Spend(StrEnum):
    CAPITAL = "capital"
    REVENUE = "revenue"


FUNDING_WORDS: Mapping[str, Words] = {
    "persistent": Words("Persistent, for the product", "Parhaol, ar gyfer y cynnyrch"),
    "temporary": Words("Temporary, for a project", "Dros dro, ar gyfer prosiect"),
}
SPEND_WORDS: Mapping[str, Words] = {
    "capital": Words("Capital", "Cyfalaf"),
    "revenue": Words("Revenue", "Refeniw"),
}


class BudgetForm(EntryForm):
    """Money that a product has for some days."""

    first: Annotated[date, Told(Words("First day", "Diwrnod cyntaf"))]
    last: Annotated[date, Told(Words("Last day", "Diwrnod olaf"))]
    amount: Annotated[float, Field(gt=0), Told(Words("Amount", "Swm"))]
    currency: Annotated[Currency, Told(Words("Currency", "Arian cyfred"), choices=CURRENCY_WORDS)] = Currency.GBP
    funding: Annotated[
        FundingKind,
        Told(
            Words("Funding", "Cyllid"),
            Words(
                "Persistent: renewed as long as the product lives. Temporary: ends with a project.",
                "Parhaol: adnewyddir tra bo'r cynnyrch byw. Dros dro: daw i ben gyda phrosiect.",
            ),
            choices=FUNDING_WORDS,
        ),
    ]
    spend: Annotated[Spend | None, Told(Words("Capital or revenue", "Cyfalaf neu refeniw"), choices=SPEND_WORDS)] = None
    funded_by: Annotated[
        ShortText | None,
        Told(Words("Funded by", "Cyllidir gan"), Words("An organisation or a fund.", "Sefydliad neu gronfa.")),
    ] = None

    def faults(self, recorded_on: date) -> Iterator[FieldFault]:
        yield from days.before("last", self.last, self.first)


BUDGETS = Register(
    "budgets",
    Words("Budgets", "Cyllidebau"),
    Words(
        "How much each product has, for which days, and whether the money lasts as the product does.",
        "Faint sydd gan bob cynnyrch, am ba ddyddiau, ac a yw'r arian yn para fel y cynnyrch.",
    ),
    BudgetForm,
    Keyed.SEVERAL,
)
