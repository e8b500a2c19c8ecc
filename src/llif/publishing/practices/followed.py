"""Which practices are on: as declared now, which says what may be recorded, and as a snapshot's scorecard used them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from llif.practices import recording, registry
from llif.practices.contract import Practice, Settings
from llif.publishing.asking import Asked


@dataclass(frozen=True)
class Shown:
    """`settings` are the thresholds in force: the snapshot's where it follows the practice, else those declared."""

    practice: Practice
    is_on: bool
    is_in_snapshot: bool
    settings: Settings
    declared: Settings | None

    @property
    def waits(self) -> bool:
        """Whether the next publish changes what the scorecard does with it."""
        return self.is_on != self.is_in_snapshot or (self.is_on and self.declared != self.settings)


@dataclass(frozen=True)
class Threshold:
    """A setting by its name in the file, its value here and the practice's own."""

    name: str
    value: Any
    usual: Any


def shown(question: Asked) -> dict[str, Shown]:
    """Every installed practice by id."""
    now = {each.practice.id: each.settings for each in recording.followed(question.id)}
    then = {each.practice.id: each.settings for each in registry.followed(question.portfolio.get("practices"))}
    return {name: _shown(each, now.get(name), then.get(name)) for name, each in registry.installed().items()}


def _shown(practice: Practice, now: Settings | None, then: Settings | None) -> Shown:
    settings = then or now or practice.settings()
    return Shown(practice, now is not None, then is not None, settings, now)


def thresholds(each: Shown) -> Iterator[Threshold]:
    told, usual = each.settings.model_dump(mode="json"), each.practice.settings().model_dump(mode="json")
    for name, value in told.items():
        yield Threshold(name, value, usual.get(name))
