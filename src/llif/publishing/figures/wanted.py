"""What a program may ask of a snapshot's figures, before any is looked up. It loads no engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from llif.metrics.catalogue import measure as known_measure
from llif.terms.time import Grain


class Each(StrEnum):
    PRODUCT = "product"
    TEAM = "team"


@dataclass(frozen=True)
class Wanted:
    """What is asked of a snapshot. `until` is the first day left out; empty: every measure, kind, or the whole time.

    `as_at` and `is_named`: a day or a snapshot was asked for, so that what people recorded since is not known.
    """

    measures: Sequence[str] = ()
    products: Sequence[str] = ()
    teams: Sequence[str] = ()
    each: Each | None = None
    kinds: Sequence[str] = ()
    first: date | None = None
    until: date | None = None
    grain: Grain | None = None
    as_at: date | None = None
    is_named: bool = False

    def __post_init__(self) -> None:
        """*Raises* InputError for a measure there is none of."""
        for name in self.measures:
            known_measure(name)
