"""Translates git's words into landed rows. It keeps no subject, name or address, and asks nobody anything."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import quote

from llif.connectors.git.graph import Deployment
from llif.terms.delivery import Outcome

Row = dict[str, object]

# Neither a name nor an address is asked of git. A message holds no NUL, and comes last.
COMMIT_FORMAT = "%H%n%P%n%ct %at%n%B"
# `object` and `type` stand in the tag itself: to ask the commit behind each tag would double the time.
REF_FORMAT = "%(refname)%09%(objecttype)%09%(objectname)%09%(type)%09%(object)%09%(creatordate:unix)"
TAGS = "refs/tags/"

TYPES = "build|chore|ci|docs|feat|fix|perf|refactor|revert|style|test"
CONVENTIONAL = re.compile(rf"({TYPES})(?:\([^)]*\))?!?: ", re.IGNORECASE)
PULL_REQUEST = re.compile(r'pull request #(\d+)|\(#(\d+)\)(?=[^"]*$)')
REVERTED = re.compile(r"This reverts commit ([0-9a-f]{64}|[0-9a-f]{40})\b")
ORIGINAL = re.compile(r"^Original-commit: ([0-9a-f]{64}|[0-9a-f]{40})$", re.MULTILINE)
DEPENDENCY = re.compile(
    r"dependabot|renovate[/\[\- ]|greenkeeper|snyk|\(deps(?:-\w+)?\)|\bupdate dependency\b|\block file maintenance\b"
    r"|\bbump(?:s|ed|ing)? (?!(?:\w+ ){0,2}version\b|to\b|release\b|v?\d)",
    re.IGNORECASE,
)
READER = 1  # raise it whenever the same message would give another row
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Commit(NamedTuple):
    sha: str
    parents: tuple[str, ...]
    times: str
    message: str


class Ref(NamedTuple):
    """A branch, or a tag by its name. `commit` is null where there is none; `inner` is a tag's own tag, to follow."""

    tag: str | None
    commit: str | None
    time: str
    is_lower_bound: bool = True
    inner: str | None = None


@dataclass(frozen=True)
class Reading:
    """How changes are read: the repository's name, its web address and what a ticket key looks like."""

    repository: str
    web: str | None
    tickets: re.Pattern[str]

    @property
    def mark(self) -> list[str | int | None]:
        """What, if it changes, makes every change be read again."""
        return [self.repository, self.web, self.tickets.pattern, READER]


def commit(record: str) -> Commit:
    """One commit out of `COMMIT_FORMAT`."""
    sha, parents, times, message = record.split("\n", 3)
    return Commit(sha, tuple(parents.split()), times, message)


def ref(line: str) -> Ref:
    """One branch or tag out of `REF_FORMAT`. An annotated tag bears its own time, a lightweight one its commit's."""
    name, kind, sha, inner_kind, inner, created = line.split("\t")
    tag = name.removeprefix(TAGS) if name.startswith(TAGS) else None
    if kind == "commit":
        return Ref(tag, sha, created)
    commit = inner if inner_kind == "commit" else None
    return Ref(tag, commit, created, not created, inner if inner_kind == "tag" else None)


def instant(seconds: str | int) -> datetime:
    """*Raises* ValueError or OverflowError for what is no moment of the calendar."""
    return EPOCH + timedelta(seconds=int(seconds))


def change_row(found: Commit, reading: Reading) -> Row:
    """One row of `changes`. *Raises* ValueError or OverflowError for a commit whose time is no moment."""
    first, _, body = found.message.lstrip("\n").partition("\n\n")
    subject = first.replace("\n", " ")
    committed, _, authored = found.times.partition(" ")
    committed_at = instant(committed)
    reverted = REVERTED.search(found.message) if "This reverts" in found.message else None
    conventional = CONVENTIONAL.match(subject)
    return {
        "id": found.sha,
        "repository": reading.repository,
        "url": reading.web and f"{reading.web}/commit/{original(found.sha, body)}",
        "committed_at": committed_at,
        "authored_at": committed_at if authored == committed else instant(authored),
        "parents": list(found.parents),
        "item_keys": [*dict.fromkeys([match.group() for match in reading.tickets.finditer(subject)])],
        "reverts_change_id": reverted and reverted[1],
        "is_dependency_update": DEPENDENCY.search(subject) is not None,
        "conventional_type": conventional and conventional[1].lower(),
        "pull_request": pull_request(subject),
    }


def original(sha: str, body: str) -> str:
    """The commit a link leads to: a rebuilt repository names the public one in a trailer."""
    named = ORIGINAL.search(body) if "Original-commit: " in body else None
    return named[1] if named else sha


def pull_request(subject: str) -> str | None:
    """The number of the pull request that brought a change; one inside a quoted (reverted) subject is not it."""
    found = PULL_REQUEST.findall(subject) if "#" in subject else []
    return (found[-1][0] or found[-1][1]) if found else None


def deployment_row(target: str, deployed: Deployment, web: str | None) -> Row:
    """One row of `deployments`. *Raises* OverflowError for a time that is no moment."""
    service, _, environment = target.partition("@")
    return {
        "id": f"{target}:{deployed.tag}",
        "service": service,
        "environment": environment,
        "url": web and f"{web}/releases/tag/{quote(deployed.tag)}",
        "finished_at": instant(deployed.time),
        "outcome": Outcome.UNKNOWN.value,
        "version": deployed.tag,
        "revision": deployed.commit,
        "is_lower_bound": deployed.is_lower_bound,
    }


def link_row(target: str, change: str, tag: str) -> Row:
    """One row of `deployed_changes`; its id holds no tag, so that a change which moves has one newest version."""
    return {"id": f"{target}:{change}", "deployment_id": f"{target}:{tag}", "change_id": change}


def tombstone(key: str, now: datetime) -> Row:
    return {"id": key, "deleted_at": now}
