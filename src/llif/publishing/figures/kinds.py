"""How finished work divides by kind. Source: DEFINITIONS section 1, flow distribution."""

from collections.abc import Mapping
from dataclasses import dataclass

from llif.terms.work import Kind


@dataclass(frozen=True)
class Mixed:
    """A kind: its `share` of what has a kind (of unmapped work: of all), and its `part` of all, as a bar shows it.

    Null where the kind's number is not known, or nothing was finished.
    """

    kind: str
    share: float | None
    part: float | None


def mixed(counts: Mapping[str, float | None]) -> list[Mixed]:
    """*Takes* the finished items of each kind."""
    total = sum(each or 0 for each in counts.values())
    with_kind = total - (counts.get(Kind.UNMAPPED.value) or 0)
    return [
        Mixed(kind, _of(count, total if kind == Kind.UNMAPPED.value else with_kind), _of(count, total))
        for kind, count in counts.items()
    ]


def _of(count: float | None, total: float) -> float | None:
    return None if count is None or not total else count / total
