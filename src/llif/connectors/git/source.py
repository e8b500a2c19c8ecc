"""Asks a git repository what changed and what was deployed: a handful of git processes, never one per tag.

It refuses what is no whole repository; a tag that cannot be a deployment is a problem, and the rest goes on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from llif.connectors.contract import CHECKPOINT, Batch, Collecting, Cursor, Event
from llif.connectors.git.changing import changes
from llif.connectors.git.cloning import found, named
from llif.connectors.git.deploying import History, deployments, landed, matched
from llif.connectors.git.repository import Repository, opened
from llif.connectors.git.settings import GitSettings
from llif.connectors.git.shape import EPOCH, Reading, Row
from llif.terms.errors import Problem, Skipped


@dataclass
class Linked:
    """The rows of a whole repository, by table, and what could not be used."""

    changes: list[Row] = field(default_factory=list)
    deployments: list[Row] = field(default_factory=list)
    deployed_changes: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class GitConnector:
    """A repository's commits are changes; the tags that the settings name are deployments."""

    name = "git"
    settings = GitSettings

    def collect(self, settings: GitSettings, cursor: Cursor, collecting: Collecting) -> Iterator[Event]:
        """What is new since the cursor. *Raises* SourceFailed where the repository cannot be read whole."""
        repository = found(settings, collecting.base, collecting.workspace)
        yield from _collected(repository, settings, named(settings, collecting.base), cursor, collecting.now)

    def read_and_link(self, path: Path, settings: GitSettings) -> Linked:
        """All rows of a repository on this machine, landed nowhere.

        *Takes* its folder; what the settings say of the place is not looked at.
        *Raises* SourceFailed where it is no repository, or a shallow one.
        """
        folder, linked = path.resolve(), Linked()
        name = named(settings.model_copy(update={"repository": str(folder)}), folder)
        # An empty cursor gives no tombstone, and so no row bears this time.
        for event in _collected(opened(folder, str(path)), settings, name, {}, EPOCH):
            if isinstance(event, Batch):
                getattr(linked, event.table).extend(event.rows)
            elif isinstance(event, Problem):
                linked.problems.append(event)
        return linked


def _collected(
    repository: Repository, settings: GitSettings, name: str, cursor: Cursor, now: datetime
) -> Iterator[Event]:
    web = settings.web and settings.web.rstrip("/")
    refs = repository.refs()
    tips = {each.commit for each in refs if each.commit}
    read = yield from changes(repository, tips, Reading(name, web, re.compile(settings.ticket_pattern)), cursor, now)
    yield CHECKPOINT
    after, problems = matched(refs, settings.deployments, repository.where)
    yield Skipped((f"{repository.where}: commit",))  # every tag is looked at each time, a commit once
    yield from problems
    yield from deployments(History(repository, landed(cursor), after, read), web, cursor, now)


CONNECTOR = GitConnector()
read_and_link = CONNECTOR.read_and_link
