"""An entry of a register, as a plain value: where it stands, which version, what it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Place:
    """Where an entry stands. `key` tells the entries of one product apart: a dimension, a question, an id, or empty."""

    register: str
    portfolio: str
    product: str
    key: str = ""

    def __str__(self) -> str:
        return f"{self.register}:{self.portfolio}/{self.product}" + (f"/{self.key}" if self.key else "")


@dataclass(frozen=True)
class Recorded:
    """One version of an entry: JSON values by field, or null content where it was withdrawn."""

    place: Place
    version: int
    content: Mapping[str, Any] | None
    recorded_at: datetime
    by: str
