"""What an `endoflife` source may be told. It refuses both forms at once, and unsafe addresses."""

import re
from typing import Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

SCHEMES = ("https", "http", "ssh", "git", "file")


class EndOfLifeSettings(BaseModel):
    """`repository` (an address, or a folder), or `cycles` and `identifiers` (CSV); `products` names those wanted."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    repository: str | None = Field(default=None, min_length=1)
    cycles: str | None = None
    identifiers: str | None = None
    products: tuple[str, ...] = ()

    @field_validator("repository")
    @classmethod
    def _address_is_safe(cls, place: str | None) -> str | None:
        if place and (place.startswith("-") or re.match(r"\w+::", place)):
            raise ValueError(f"a folder, or an address that begins with {', '.join(SCHEMES)}")
        if place and "://" in place:
            parts = urlsplit(place)
            if parts.scheme not in SCHEMES or parts.password or (parts.hostname or "").startswith("-"):
                raise ValueError(f"an address that begins with {', '.join(SCHEMES)}, without a password")
        return place

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.repository is None) == (self.cycles is None) or (self.identifiers and not self.cycles):
            raise ValueError("give either `repository`, or `cycles` and `identifiers` (CSV files)")
        return self

    @property
    def is_remote(self) -> bool:
        return self.repository is not None and "://" in self.repository
