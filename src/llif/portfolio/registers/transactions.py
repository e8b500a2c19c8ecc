"""The register of a service's transactions: started, completed, digital, all, and what they cost, by period.

Source: GOV.UK Service Manual, *Measuring success*: cost per transaction, user satisfaction, completion rate, digital
take-up.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from llif.portfolio.declared import Words
from llif.portfolio.registers import days
from llif.portfolio.registers.contract import Around, Content, EntryForm, FieldFault, Keyed, Register, Told

MORE_THAN = Words("This is more than {most}.", "Mae hyn yn fwy na {most}.")
OVERLAPS = Words(
    "These days overlap a period from {first} to {last}. Correct one of the two.",
    "Mae'r dyddiau hyn yn gorgyffwrdd â chyfnod o {first} i {last}. Cywirwch un o'r ddau.",
)
UNKNOWN_HINT = Words("Leave empty if it is not counted.", "Gadewch yn wag os nad yw'n cael ei gyfrif.")
Count = Annotated[int, Field(ge=0)]


class TransactionsForm(EntryForm):
    """What a service's users did in a period. Nothing is about one of them."""

    first: Annotated[date, Told(Words("First day", "Diwrnod cyntaf"))]
    last: Annotated[date, Told(Words("Last day", "Diwrnod olaf"))]
    started: Annotated[Count | None, Told(Words("Started online", "Dechreuwyd ar-lein"), UNKNOWN_HINT)] = None
    completed: Annotated[
        Count | None,
        Told(
            Words("Completed online", "Cwblhawyd ar-lein"),
            Words("Of those started.", "O'r rhai a ddechreuwyd."),
        ),
    ] = None
    total: Annotated[
        Count | None,
        Told(
            Words("Completed, all channels", "Cwblhawyd, pob sianel"),
            Words("Online, by telephone, on paper, in person.", "Ar-lein, dros y ffôn, ar bapur, wyneb yn wyneb."),
        ),
    ] = None

    def faults(self, recorded_on: date) -> Iterator[FieldFault]:
        yield from days.before("last", self.last, self.first)
        yield from days.to_come("last", self.last, recorded_on)
        for name, most in (("completed", self.started), ("completed", self.total)):
            if self.completed is not None and most is not None and self.completed > most:
                yield FieldFault(name, MORE_THAN, {"most": most})
                return


def apart(content: Content, around: Around) -> Iterator[FieldFault]:
    """No two periods of a product share a day."""
    for other in around.siblings["transactions"]:
        theirs = other.content
        if theirs["first"] <= content["last"] and theirs["last"] >= content["first"]:
            first, last = date.fromisoformat(theirs["first"]), date.fromisoformat(theirs["last"])
            yield FieldFault("first", OVERLAPS, {"first": first, "last": last})
            return


TRANSACTIONS = Register(
    "transactions",
    Words("Transactions", "Trafodion"),
    Words(
        "How many used a service, finished, and did so online: take-up, completion and cost per transaction.",
        "Faint a ddefnyddiodd wasanaeth, a orffennodd, ac a wnaeth hynny ar-lein: defnydd, cwblhau a chost.",
    ),
    TransactionsForm,
    Keyed.SEVERAL,
    reads=("transactions",),
    beside=apart,
)
