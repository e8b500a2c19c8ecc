"""Real little repositories, made with git, and what stands in the landing after any number of collects."""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from llif.connectors.contract import Batch, Collecting
from llif.connectors.git.settings import GitSettings
from llif.connectors.git.source import CONNECTOR
from llif.terms.errors import Problem

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DAY = 86_400
START = 1_700_000_000
PERSON = {"NAME": "Ada Secretname", "EMAIL": "ada@secret.example"}

Rows = dict[str, dict[str, object]]


@dataclass
class Clone:
    """A working repository in which commits are empty and days are numbers."""

    path: Path

    def git(self, *arguments: str, at: float = 0) -> str:
        moment = f"{int(START + at * DAY)} +0100"
        who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in PERSON.items()}
        when = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        alone = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
        command = ["git", "-C", str(self.path), *arguments]
        environment = {"PATH": os.environ["PATH"], **who, **when, **alone}
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()

    def commit(self, at: float, message: str = "Work") -> str:
        self.git("commit", "--quiet", "--allow-empty", "--allow-empty-message", "-m", message, at=at)
        return self.git("rev-parse", "HEAD")

    def tag(self, name: str, at: float | None = None, commit: str = "HEAD") -> None:
        """Annotated at an instant, lightweight without one; an existing tag is moved."""
        how = ("-f",) if at is None else ("-f", "-a", "-m", "")
        self.git("tag", *how, name, commit, at=at or 0)


@dataclass
class Collected:
    """Collects a repository again and again, as the landing would: the newest version of each id, tombstones gone."""

    base: Path
    cursor: dict[str, object] = field(default_factory=dict)
    tables: dict[str, Rows] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)

    def collect(self, **settings: object) -> "Collected":
        self.problems, self.versions = [], {}
        self.cursor = json.loads(json.dumps(self.cursor))
        collecting = Collecting("code", self.base / "workspace", self.base, NOW)
        for event in CONNECTOR.collect(GitSettings.model_validate(settings), self.cursor, collecting):
            if isinstance(event, Problem):
                self.problems.append(event)
            elif isinstance(event, Batch):
                self._land(event)
        return self

    def _land(self, batch: Batch) -> None:
        table = self.tables.setdefault(batch.table, {})
        self.versions[batch.table] = self.versions.get(batch.table, 0) + len(batch.rows)
        for row in batch.rows:
            if row.get("deleted_at"):
                table.pop(str(row["id"]), None)
            else:
                table[str(row["id"])] = dict(row)

    def links(self) -> Mapping[str, str]:
        """Change to tag, of all services."""
        rows = self.tables.get("deployed_changes", {}).values()
        return {str(row["change_id"]): str(row["deployment_id"]).split(":")[1] for row in rows}

    def standing(self) -> dict[str, Rows]:
        return {name: rows for name, rows in self.tables.items() if rows}
