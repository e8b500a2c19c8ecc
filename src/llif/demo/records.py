"""The commit graphs inside the package, and the compact form that they are kept in. Nothing here is fetched.

A graph is one xz-compressed CSV file. A row is a commit, children after their parents: its hash; its parents, each as
the number of rows to step back; seconds since the row before; the committer's zone in minutes; what the author's time
and zone differ by; and what was read from the subject. After the separator, a row is a tag: its name, whether it is
annotated, its time in seconds, its zone, the row of its commit. It refuses a repository that it does not hold.
"""

import csv
import lzma
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

from llif.terms.errors import N_, Fault

Row = dict[str, str]

DATA = Path(__file__).resolve().parent / "data"
READ_FROM_SUBJECT = ("ticket_keys", "conventional_type", "pull_request", "flags")
SEPARATOR = "--"


def repositories(data: Path = DATA) -> tuple[str, ...]:
    """The repositories the package holds, such as `pay-connector`."""
    return tuple(sorted(path.name.removesuffix(".csv.xz") for path in data.glob("*.csv.xz")))


def facts(repository: str, data: Path = DATA) -> tuple[list[Row], list[Row]]:
    """The commits and the tags of a repository, commits after their parents.

    *Gives* commits (sha, parents, author_time, commit_time, ticket_keys, conventional_type, pull_request, flags) and
    tags (tag, annotated, tag_time, commit_sha); times are ISO 8601 with their zone. *Raises* Fault if it is not held.
    """
    path = data / f"{repository}.csv.xz"
    if not path.is_file():
        raise Fault(N_("The demo holds no repository {repository}."), where=path.name, repository=repository)
    with lzma.open(path, "rt", encoding="ascii", newline="") as file:
        rows = csv.reader(file)
        commits = list(_commits(rows))
        tags = [_tag(row, commits) for row in rows]
    return commits, tags


def write(path: Path, commits: Iterable[Mapping[str, str]], tags: Iterable[Mapping[str, str]]) -> None:
    """Keep a graph in the compact form. *Takes* the rows that `facts` gives, commits after their parents."""
    with lzma.open(path, "wt", preset=9 | lzma.PRESET_EXTREME, encoding="ascii", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        places = _write_commits(out.writerow, commits)
        out.writerow([SEPARATOR])
        for tag in tags:
            at, zone = _split(tag["tag_time"])
            out.writerow([tag["tag"], tag["annotated"], at, zone, places[tag["commit_sha"]]])


def _commits(rows: Iterator[Sequence[str]]) -> Iterator[Row]:
    """All rows before the separator."""
    shas: list[str] = []
    last = 0
    for row in rows:
        if row[0] == SEPARATOR:
            return
        sha, steps, since, zone, authored, author_zone, *read = row
        last += int(since)
        yield {
            "sha": sha,
            "parents": " ".join(shas[len(shas) - int(step)] for step in steps.split()),
            "author_time": _joined(last + int(authored or 0), int(zone) + int(author_zone or 0)),
            "commit_time": _joined(last, int(zone)),
            **dict(zip(READ_FROM_SUBJECT, read, strict=True)),
        }
        shas.append(sha)


def _tag(row: Sequence[str], commits: Sequence[Row]) -> Row:
    tag, annotated, at, zone, place = row
    time = _joined(int(at), int(zone))
    return {"tag": tag, "annotated": annotated, "tag_time": time, "commit_sha": commits[int(place)]["sha"]}


def _write_commits(
    write_row: Callable[[Sequence[object]], object], commits: Iterable[Mapping[str, str]]
) -> dict[str, int]:
    places: dict[str, int] = {}
    last = 0
    for place, commit in enumerate(commits):
        at, zone = _split(commit["commit_time"])
        authored, author_zone = _split(commit["author_time"])
        steps = " ".join(str(place - places[parent]) for parent in commit["parents"].split())
        differences = (authored - at or "", author_zone - zone or "")
        read = (commit[column] for column in READ_FROM_SUBJECT)
        write_row([commit["sha"], steps, at - last, zone, *differences, *read])
        places[commit["sha"]] = place
        last = at
    return places


def _split(time: str) -> tuple[int, int]:
    """Seconds since 1970 and the zone in minutes."""
    instant = datetime.fromisoformat(time)
    zone = instant.utcoffset()
    if zone is None:
        raise ValueError(f"a time without its zone: {time}")
    return int(instant.timestamp()), int(zone.total_seconds()) // 60


def _joined(seconds: int, minutes: int) -> str:
    return datetime.fromtimestamp(seconds, timezone(timedelta(minutes=minutes))).isoformat()
