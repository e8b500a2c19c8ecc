"""Writes a real bare repository from the facts of a commit graph: empty trees, no person, the graph's own times.

Its messages are generated so that the connector reads the same facts out of them. Hashes differ from the original's,
which a trailer names. It refuses a destination that holds anything.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from llif.terms.errors import N_, Fault, InputError

NOBODY = "llif <>"
GIT = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C"}

Facts = Mapping[str, str]


def rebuild(commits: Iterable[Facts], tags: Iterable[Facts], destination: Path) -> None:
    """Writes `destination`, complete or not at all; the same facts always give the same hashes.

    Takes: `commits` newest first (sha, parents, author_time, commit_time, ticket_keys, conventional_type,
    pull_request, flags: lists are separated by spaces, times are ISO with their zone) and `tags` (tag, annotated 0 or
    1, tag_time, commit_sha).
    Leaves out: parents that are not among the commits, and tags of commits that are not.
    Raises: InputError where the destination holds something; Fault where git refuses what is written.
    """
    if destination.exists() and any(destination.iterdir()):
        raise InputError(
            N_("The folder is not empty."), where=str(destination), remedy=N_("Name one that is not there.")
        )
    destination.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=destination.parent, prefix=f".{destination.name}-") as making:
        made = Path(making) / "repository.git"
        _git(["init", "--quiet", "--bare", "--template=", "--initial-branch=main", "--", str(made)], made.parent)
        _git(["fast-import", "--quiet", "--date-format=raw"], made, "".join(stream(commits, tags)))
        _git(["pack-refs", "--all"], made)
        if destination.exists():
            destination.rmdir()
        shutil.move(made, destination)


def stream(commits: Iterable[Facts], tags: Iterable[Facts]) -> Iterator[str]:
    """What `git fast-import` is told."""
    graph = {facts["sha"]: facts for facts in reversed(list(commits))}
    marks = {sha: mark for mark, sha in enumerate(_parents_first(graph), 1)}
    for sha, mark in marks.items():
        yield from _commit(mark, graph[sha], [marks[parent] for parent in _parents(graph[sha]) if parent in marks])
    yield from _branches(graph, marks)
    for tag in tags:
        if tag["commit_sha"] in marks:
            yield from _tag(tag, marks[tag["commit_sha"]])


def message(facts: Facts) -> str:
    """A commit's message: its facts in the words that people and machines write them in, then the original's hash."""
    flags = facts["flags"].split()
    words = [
        facts["conventional_type"] and f"{facts['conventional_type']}:",
        facts["ticket_keys"],
        "Revert" if "revert" in flags else "Change",
        "Bump dependencies" if "dependency-bump" in flags else "",
        facts["pull_request"] and f"(#{facts['pull_request']})",
    ]
    return f"{' '.join(word for word in words if word)}\n\nOriginal-commit: {facts['sha']}\n"


def _parents(facts: Facts) -> Sequence[str]:
    return facts["parents"].split()


def _parents_first(graph: Mapping[str, Facts]) -> Iterator[str]:
    """Clocks differ, and so an older commit may be listed after one of its own children."""
    done: set[str] = set()
    for start in graph:
        waiting = [start]
        while waiting:
            sha = waiting[-1]
            missing = [parent for parent in _parents(graph[sha]) if parent in graph and parent not in done]
            if missing and sha not in done:
                waiting.extend(missing)
                continue
            waiting.pop()
            if sha not in done:
                done.add(sha)
                yield sha


def _commit(mark: int, facts: Facts, parents: Sequence[int]) -> Iterator[str]:
    text = message(facts)
    if not parents:  # else fast-import takes the branch's last commit for the parent
        yield "reset refs/heads/main\n"
    yield f"commit refs/heads/main\nmark :{mark}\n"
    yield f"author {NOBODY} {_time(facts['author_time'])}\ncommitter {NOBODY} {_time(facts['commit_time'])}\n"
    yield f"data {len(text.encode())}\n{text}"
    for at, parent in enumerate(parents):
        yield f"{'merge' if at else 'from'} :{parent}\n"
    yield "\n"


def _branches(graph: dict[str, Facts], marks: Mapping[str, int]) -> Iterator[str]:
    """main is the newest head; every other commit without a child gets a branch of its own."""
    inner = {parent for facts in graph.values() for parent in _parents(facts)}
    newest_first = [marks[sha] for sha in reversed(graph) if sha not in inner]
    for at, mark in enumerate(newest_first):
        yield f"reset refs/heads/{f'head-{at}' if at else 'main'}\nfrom :{mark}\n\n"


def _tag(facts: Facts, mark: int) -> Iterator[str]:
    if facts["annotated"] == "1":
        yield f"tag {facts['tag']}\nfrom :{mark}\ntagger {NOBODY} {_time(facts['tag_time'])}\ndata 0\n\n"
    else:
        yield f"reset refs/tags/{facts['tag']}\nfrom :{mark}\n\n"


def _time(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return f"{int(moment.timestamp())} {moment:%z}"


def _git(arguments: Sequence[str], folder: Path, given: str = "") -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | GIT
    command = ["git", "-c", "fastimport.unpackLimit=1", "-C", str(folder), *arguments]
    done = subprocess.run(command, input=given.encode(), env=clean, capture_output=True, check=False)
    if done.returncode:
        raise Fault(N_("git says: {words}"), where=str(folder), words=done.stderr.decode(errors="replace").strip())
