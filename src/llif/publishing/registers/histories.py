"""An entry's versions beside one another: who changed what, and when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llif.portfolio.registers.entries import Recorded
from llif.publishing import wording
from llif.publishing.registers.said import worded
from llif.publishing.registers.subject import Kept
from llif.publishing.words import language

Content = Mapping[str, Any] | None


@dataclass(frozen=True)
class Difference:
    """A field that differs: its label, and both values in words, null for none."""

    label: str
    one: str | None
    other: str | None


@dataclass(frozen=True)
class Version:
    number: int
    at: str
    by: str
    is_withdrawn: bool
    changes: tuple[Difference, ...]


def differences(kept: Kept, one: Content, other: Content) -> Iterator[Difference]:
    for column in kept.columns:
        pair = worded(column, one), worded(column, other)
        if pair[0] != pair[1]:
            yield Difference(column.label.within(language()), *pair)


def versions(kept: Kept, recorded: Sequence[Recorded], zone: str) -> list[Version]:
    """The newest first. *Takes* every version, the first first."""
    before: Content = None
    found = []
    for each in recorded:
        changes = () if each.content is None else tuple(differences(kept, before, each.content))
        at = wording.instant(each.recorded_at, zone)
        found.append(Version(each.version, at, each.by, each.content is None, changes))
        before = each.content
    return found[::-1]
