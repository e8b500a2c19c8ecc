"""Key results beside their way: the current value from a measure or as typed, how far it has come, and how it goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from llif.metrics.catalogue import EVERY
from llif.portfolio.registers.entries import Recorded
from llif.portfolio.strategy.results import Track, Way, track
from llif.publishing import recorded, wording
from llif.publishing.asking import Asked
from llif.publishing.benefits.units import said
from llif.publishing.costs import currency_of
from llif.publishing.figures import figures
from llif.publishing.words import gettext as _
from llif.publishing.words import language
from llif.terms.quantity import Figure


@dataclass(frozen=True)
class KeyResult:
    """`value` is null where nothing is known, and `why` then says so. `progress` is the part of the way it has come."""

    entry: Recorded
    way: Way
    value: float | None
    read_on: date | None
    track: Track
    why: str = ""
    currency: str | None = None

    @property
    def content(self) -> Mapping[str, Any]:
        return self.entry.content or {}

    @property
    def objective(self) -> str:
        return str(self.content["objective_cy" if language() == "cy" else "objective_en"])

    @property
    def text(self) -> str:
        return str(self.content["result_cy" if language() == "cy" else "result_en"])

    @property
    def progress(self) -> float | None:
        return None if self.track is Track.UNKNOWN or self.value is None else self.way.progress(self.value)

    def said(self, value: float) -> str:
        return said(value, None, self.content["measure"], self.currency)


def key_results(question: Asked, entries: Sequence[Recorded]) -> list[KeyResult]:
    """In order of missions as given, then objectives, then days of targets."""
    found = [_key_result(question, entry) for entry in entries]
    return sorted(found, key=lambda each: (each.content["objective_en"], each.way.target_on, each.content["result_en"]))


def _key_result(question: Asked, entry: Recorded) -> KeyResult:
    content = entry.content or {}
    begins, ends = (date.fromisoformat(content[name]) for name in ("baseline_on", "target_on"))
    way = Way(content["baseline"], begins, content["target"], ends)
    if content["measure"]:
        figure = _figure(question, content)
        value, read_on = (figure.value if figure else None), question.last
        why = wording.reason(figure) if figure and figure.value is None else _("not measured")
    else:
        value, why = content["current"], _("not recorded")
        read_on = date.fromisoformat(content["current_on"]) if content["current_on"] else question.as_at
    stands = track(way, value, read_on, question.as_at)
    why = "" if value is not None else why
    return KeyResult(entry, way, value, read_on, stands, why, currency_of(question.snapshot))


def _figure(question: Asked, content: Mapping[str, Any]) -> Figure | None:
    """The measure's figure of the period asked for, of a product or of the portfolio."""
    measure, product = content["measure"], content["product"]
    if measure not in EVERY or (product and product not in question.products):
        return None
    scope, only = ("product", [product]) if product else ("portfolio", None)
    known_at = recorded.known_at(question)
    told = figures.ask(
        question.snapshot, [measure], periods=[question.period], scope=scope, only=only, known_at=known_at
    )
    return told[0] if told else None
