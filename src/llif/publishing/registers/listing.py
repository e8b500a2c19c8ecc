"""A register's entries as rows of a table: those that stand, or every place of one product."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from llif.portfolio.registers.entries import Place, Recorded
from llif.publishing import wording
from llif.publishing.registers.said import worded
from llif.publishing.registers.subject import WHOLE, Kept, Subject, lines
from llif.publishing.words import language

LONGEST_SHOWN = 140


@dataclass(frozen=True)
class Listed:
    """A place and what stands there: the cells in words, null for none; empty cells: nothing is recorded."""

    place: Place
    about: str
    key: str
    cells: tuple[str | None, ...]
    by: str
    at: str

    @property
    def is_recorded(self) -> bool:
        return bool(self.cells)

    @property
    def parts(self) -> tuple[str, ...]:
        """What its address names: the register, what it is about, and its key if it has one."""
        return self.place.register, self.place.product or WHOLE, *([self.place.key] if self.place.key else [])


def listed(of: Subject, kept: Kept, recorded: Mapping[Place, Recorded], zone: str, about: str | None) -> list[Listed]:
    """The standing entries in order of products; of one product (`about`) also the places where nothing stands."""
    return list(_rows(of, kept, recorded, zone, about))


def _rows(
    of: Subject, kept: Kept, recorded: Mapping[Place, Recorded], zone: str, about: str | None
) -> Iterator[Listed]:
    for line in lines(of, kept, recorded):
        if about is not None and line.place.product != about:
            continue
        if line.content is None and about is None:
            continue
        stands = recorded[line.place] if line.content is not None else None
        yield Listed(
            line.place,
            of.label(line.place.product, language()),
            kept.keys[line.place.key].within(language()) if kept.keys else "",
            tuple(_short(worded(each, line.content)) for each in kept.columns) if stands else (),
            stands.by if stands else "",
            wording.instant(stands.recorded_at, zone) if stands else "",
        )


def _short(text: str | None) -> str | None:
    return f"{text[: LONGEST_SHOWN - 1]}…" if text and len(text) > LONGEST_SHOWN else text


def counts(of: Subject, recorded: Mapping[Place, Recorded]) -> dict[str, int]:
    """How many entries stand in each register, of what the portfolio still has."""
    return {name: sum(line.content is not None for line in lines(of, kept, recorded)) for name, kept in of.kept.items()}
