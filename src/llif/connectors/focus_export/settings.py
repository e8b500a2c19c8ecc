"""What a `focus-export` source may be told. It refuses columns of people."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from llif.connectors.persons import no_person

TAG = "tag:"
Column = Annotated[str, Field(min_length=1), AfterValidator(no_person)]


class Amount(StrEnum):
    """`EffectiveCost` spreads what was paid ahead over its use; `BilledCost` is what the invoice asks for."""

    EFFECTIVE = "EffectiveCost"
    BILLED = "BilledCost"


class Category(StrEnum):
    RUN = "run"
    CHANGE = "change"
    CAPITAL = "capital"
    REVENUE = "revenue"


class Spend(StrEnum):
    CAPITAL = "capital"
    REVENUE = "revenue"


class FocusSettings(BaseModel):
    """`container` is a column of FOCUS, or `tag:NAME` for one of `Tags`; products claim its words under `costs`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    container: Column = "SubAccountId"
    amount: Amount = Amount.EFFECTIVE
    category: Category = Category.RUN
    spend: Spend | None = None
    charges: tuple[str, ...] = ("Usage", "Purchase", "Tax", "Credit", "Adjustment")
    untold: str = Field("(not stated)", min_length=1)
    complete: bool = True
    encoding: str = "utf-8"

    @property
    def tag(self) -> str | None:
        """The tag that names the container; null where a column does."""
        return self.container.removeprefix(TAG) if self.container.startswith(TAG) else None
