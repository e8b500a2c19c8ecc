"""What was landed of each issue, kept in the cursor: how many history rows, and a digest of what they said.

So an issue that did not change is not landed again, and one that vanished can be said to have.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from llif.connectors.jira_export.export import project_of
from llif.connectors.jira_export.shape import Row

Landed = tuple[int, str]


def digest(item: Row, rows: list[Row]) -> str:
    """Ten hexadecimal digits that change with anything in the rows."""
    return hashlib.sha256(repr((item, rows)).encode()).hexdigest()[:10]


class Known:
    """The cursor's `known`: project to the rest of the key to [rows, digest]; changed in place."""

    def __init__(self, kept: dict[str, dict[str, list[int | str]]]) -> None:
        self.kept = kept

    def get(self, key: str) -> Landed | None:
        found = self.kept.get(project_of(key), {}).get(key.rpartition("-")[2])
        return (int(found[0]), str(found[1])) if found else None

    def put(self, key: str, rows: int, mark: str) -> None:
        self.kept.setdefault(project_of(key), {})[key.rpartition("-")[2]] = [rows, mark]

    def forget(self, key: str) -> None:
        self.kept.get(project_of(key), {}).pop(key.rpartition("-")[2], None)

    def vanished(self, present: set[str]) -> list[str]:
        """Keys of projects that the export holds, and that it does not hold any more."""
        projects = sorted({project_of(key) for key in present} & set(self.kept))
        keys = (f"{project}-{number}" if project else number for project in projects for number in self.kept[project])
        return [key for key in keys if key not in present]


def history_tombstones(key: str, first: int, until: int, now: datetime) -> Iterator[Row]:
    """Tombstones for the history rows `first` to before `until` of an issue."""
    return ({"id": f"{key}:{n}", "deleted_at": now} for n in range(first, until))
