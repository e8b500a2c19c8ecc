"""The 5×5 matrix: consequence by likelihood, with the open risks in each cell. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from llif.portfolio.risks.bands import STEPS, Band, band
from llif.portfolio.risks.reading import Risk


@dataclass(frozen=True)
class Square:
    """A cell of the matrix: the risks that stand there now."""

    consequence: int
    likelihood: int
    risks: Sequence[Risk]

    @property
    def score(self) -> int:
        return self.consequence * self.likelihood

    @property
    def band(self) -> Band:
        return band(self.score)


def matrix(opened: Iterable[Risk]) -> list[list[Square]]:
    """Rows of consequence from 5 down; in each the likelihoods 1 to 5."""
    every = list(opened)

    def square(high: int, wide: int) -> Square:
        return Square(high, wide, [r for r in every if (r.form.consequence, r.form.likelihood) == (high, wide)])

    return [[square(high, wide) for wide in STEPS] for high in reversed(STEPS)]
