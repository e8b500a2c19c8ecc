"""`python -m tools.demo_data --from FOLDER`: make the demo's compact files out of the published facts.

*Takes* a folder with git/OWNER__NAME.{commits,tags}.csv.gz and jira/duraspace.{issues,changes}.csv.gz. It keeps hashes,
instants, keys, types and states up to a day, and refuses to keep any other column.
"""

import argparse
import csv
import gzip
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from llif.demo import records

Row = Mapping[str, str]

JIRA_PROJECTS = ("DURACLOUD", "FCREPO")
ISSUE_COLUMNS = ("key", "project", "type", "priority", "status", "resolution", "created", "updated")
CHANGE_COLUMNS = ("key", "at", "field", "from", "to")
CHANGE_FIELDS = ("status", "resolution", "issuetype")
PAY = (
    *("pay-adminusers", "pay-cardid", "pay-connector", "pay-frontend", "pay-ledger"),
    *("pay-products", "pay-products-ui", "pay-publicapi", "pay-publicauth", "pay-selfservice"),
)


@dataclass(frozen=True)
class Graph:
    """One repository: where its facts are, and which commits and tags the demo keeps."""

    owner: str
    name: str
    before: datetime
    tag_prefix: str = ""


# Pay's production tags end in June 2021 while work goes on: two months more show the silence.
GRAPHS = (
    *(Graph("alphagov", name, datetime(2021, 8, 1, tzinfo=UTC), "alpha_production-") for name in PAY),
    Graph("duracloud", "duracloud", datetime(2015, 2, 1, tzinfo=UTC)),
    Graph("fcrepo3", "fcrepo", datetime(2015, 2, 1, tzinfo=UTC)),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--from", dest="source", type=Path, required=True)
    source: Path = parser.parse_args().source
    for graph in GRAPHS:
        keep_graph(graph, source / "git")
    keep_jira(source / "jira")
    for path in sorted(records.DATA.iterdir()):
        print(f"{path.stat().st_size / 1024:8.1f} KiB  {path.name}")


def keep_graph(graph: Graph, source: Path) -> None:
    stem = f"{graph.owner}__{graph.name}"
    found = {row["sha"]: row for row in read(source / f"{stem}.commits.csv.gz")}
    tags = [tag for tag in read(source / f"{stem}.tags.csv.gz") if is_kept(tag, graph)]
    tips = [sha for sha, row in found.items() if moment(row["commit_time"]) < graph.before]
    commits = parents_first([*tips, *(tag["commit_sha"] for tag in tags)], found)
    records.write(records.DATA / f"{graph.name}.csv.xz", commits, sorted(tags, key=lambda tag: moment(tag["tag_time"])))


def is_kept(tag: Row, graph: Graph) -> bool:
    return tag["tag"].startswith(graph.tag_prefix) and moment(tag["tag_time"]) < graph.before


def parents_first(tips: Iterable[str], found: Mapping[str, Row]) -> list[Row]:
    """The tips and all their ancestors, in time order but never before a parent."""
    placed: dict[str, Row] = {}
    for tip in sorted(tips, key=lambda sha: moment(found[sha]["commit_time"])):
        waiting = [tip]
        while waiting:
            sha = waiting[-1]
            missing = [parent for parent in found[sha]["parents"].split() if parent not in placed]
            waiting.extend(missing)
            if not missing:
                placed.setdefault(waiting.pop(), found[sha])
    return list(placed.values())


def keep_jira(source: Path) -> None:
    issues, changes = "duraspace.issues.csv.gz", "duraspace.changes.csv.gz"
    write(issues, ISSUE_COLUMNS, read(source / issues), lambda row: row["project"] in JIRA_PROJECTS)
    write(changes, CHANGE_COLUMNS, read(source / changes), is_history)


def is_history(change: Row) -> bool:
    return change["key"].rpartition("-")[0] in JIRA_PROJECTS and change["field"] in CHANGE_FIELDS


def read(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name: str, columns: tuple[str, ...], rows: Iterable[Row], keep: Callable[[Row], bool]) -> None:
    text = io.StringIO()
    out = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    out.writeheader()
    out.writerows(row for row in rows if keep(row))
    (records.DATA / name).write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))


def moment(time: str) -> datetime:
    return datetime.fromisoformat(time)


if __name__ == "__main__":
    main()
