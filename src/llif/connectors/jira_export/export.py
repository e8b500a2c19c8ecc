"""What both forms of an export are while they are read: issues one by one, and what can be said once all are read.

An `Export` refuses to call itself sound when anything may be missing from it: absence is then no proof of deletion.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from llif.connectors.jira_export.shape import Issue, Unusable
from llif.terms.errors import N_, Problem


@dataclass
class Tally:
    """`present` are the keys that the export holds, readable or not; `sound` turns false when some may be missing.

    `unread` names the files that could not be read, and are to be tried again at the next collect.
    """

    present: set[str] = field(default_factory=set)
    sound: bool = True
    unread: set[str] = field(default_factory=set)


class Export(Protocol):
    tally: Tally

    def issues(self) -> Iterator[Issue | Problem]: ...


def unusable(where: str, error: Unusable) -> Problem:
    """The Problem for one issue that is left out."""
    return Problem(
        where,
        N_("{field} holds {found}; {allowed} is wanted."),
        N_("The issue is left out; correct it in the export."),
        (("field", error.field), ("found", repr(error.found)), ("allowed", error.allowed)),
    )


def project_of(key: str) -> str:
    return key.rpartition("-")[0]
