"""What a user may say about a git repository. It refuses unknown fields, unusable patterns and unsafe addresses."""

import fnmatch
import re
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

SCHEMES = ("https", "http", "ssh", "git", "file")
SHORT_SSH = re.compile(r"[\w.-]+@[\w.-]+:(?!//)")

# Standards, encodings and diagnoses look like ticket keys (UTF-8, ISO-8859, CVE-2021, COVID-19), and are none.
NO_PROJECTS = (
    "ADR|AES|AMD|ARM|ASCII|BASE|BS|COVID|CVE|CWE|ECMA|ES|GMT|GPT|HTTP|ICD|IE|IEC|IPV|ISO|MD|OAUTH|PEP|PKCS|PR|RC|"
    "RFC|RSA|SHA|SSL|TLS|UTC|UTF|WCAG|X86"
)
TICKET_PATTERN = rf"\b(?=[A-Z])(?!(?:{NO_PROJECTS})-)[A-Z][A-Z0-9]+-\d+\b"


def _usable(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as wrong:
        raise ValueError(f"not a regular expression: {pattern!r} ({wrong})") from wrong
    return pattern


class DeploymentTags(BaseModel):
    """Which tags are deployments of a service: `tags` is a glob over the whole name, `tag_pattern` is searched for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    service: str = Field(min_length=1, pattern="^[^@]+$")
    environment: str = Field(default="production", min_length=1, pattern="^[^@:]+$")
    tags: str | None = Field(default=None, min_length=1)
    tag_pattern: str | None = Field(default=None, min_length=1)

    @field_validator("tag_pattern")
    @classmethod
    def _pattern_is_usable(cls, pattern: str | None) -> str | None:
        return pattern and _usable(pattern)

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.tags is None) == (self.tag_pattern is None):
            raise ValueError("give exactly one of tags (a glob) and tag_pattern (a regular expression)")
        return self

    @property
    def target(self) -> str:
        """Where these tags deploy to: the first part of every deployment's id."""
        return f"{self.service}@{self.environment}"

    @property
    def expression(self) -> re.Pattern[str]:
        return re.compile(self.tag_pattern or fnmatch.translate(self.tags or ""))


class GitSettings(BaseModel):
    """One repository. `repository` is a path, relative to where the settings stand, or an address git can clone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    repository: str = Field(min_length=1)
    name: str | None = Field(default=None, min_length=1)
    web: str | None = Field(default=None, pattern="^https?://")
    work_items: Literal["none", "ticket_keys"] = "none"
    ticket_pattern: str = TICKET_PATTERN
    deployments: tuple[DeploymentTags, ...] = ()

    @field_validator("ticket_pattern")
    @classmethod
    def _tickets_are_usable(cls, pattern: str) -> str:
        return _usable(pattern)

    @field_validator("repository")
    @classmethod
    def _address_is_safe(cls, repository: str) -> str:
        if repository.startswith("-"):
            raise ValueError("a repository's path or address does not begin with '-'")
        if re.match(r"\w+::", repository):
            raise ValueError(f"allowed addresses begin with {', '.join(SCHEMES)}")
        return _safe_address(repository) if "://" in repository else repository

    @property
    def is_remote(self) -> bool:
        """Whether git must clone it first."""
        return "://" in self.repository or bool(SHORT_SSH.match(self.repository))


def _safe_address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in SCHEMES:
        raise ValueError(f"allowed addresses begin with {', '.join(SCHEMES)}")
    if parts.password is not None or (parts.username and parts.scheme in ("http", "https")):
        raise ValueError("no password or token in an address: give it to git's credential helper")
    if (parts.hostname or "").startswith("-"):
        raise ValueError("a host's name does not begin with '-'")
    return address
