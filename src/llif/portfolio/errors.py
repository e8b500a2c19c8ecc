"""What is wrong with a declaration: each fault with its place, and all faults of a file together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from llif.terms.errors import N_, InputError

LISTED = 15


@dataclass(frozen=True)
class Place:
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class DeclarationError(InputError):
    """One fault. `field` is its path, such as `portfolios[pay].products[api].phase`; empty for the file as a whole."""

    def __init__(
        self, what: str, *, place: Place, field: str = "", remedy: str | None = None, **values: object
    ) -> None:
        self.place, self.field = place, field
        where = f"{place}: {field}" if field else str(place)
        super().__init__(what, where=where, remedy=remedy, **values)

    @property
    def line(self) -> int:
        return self.place.line


class DeclarationErrors(InputError):
    """All faults of one file, in order of their lines. Nothing was written."""

    def __init__(self, errors: Iterable[DeclarationError]) -> None:
        self.errors = tuple(sorted(errors, key=lambda error: (error.place.line, error.place.column)))
        super().__init__(N_("Nothing was written. Faults in the declaration: {count}."), count=len(self.errors))

    def render(self, translate: Callable[[str], str]) -> str:
        return "\n".join([*(error.render(translate) for error in self.errors), super().render(translate)])


def choice(found: str, allowed: Sequence[str]) -> tuple[str, dict[str, str]]:
    """A remedy that lists what is allowed and offers the closest. *Gives* the template and its values."""
    if not allowed:
        return N_("There is none to choose from: declare it first."), {}
    closest = get_close_matches(found.casefold(), [one.casefold() for one in allowed], n=1, cutoff=0.6)
    listed = ", ".join(allowed[:LISTED]) + (", …" if len(allowed) > LISTED else "")
    if closest:
        nearest = next(one for one in allowed if one.casefold() == closest[0])
        return N_("Did you mean {closest}? Allowed: {allowed}."), {"closest": nearest, "allowed": listed}
    return N_("Allowed: {allowed}."), {"allowed": listed}
