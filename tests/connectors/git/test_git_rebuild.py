"""Repositories rebuilt from real graphs: the same facts come out, and the medians the issue names."""

import csv
import gzip
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import pytest

from llif.connectors.git.rebuild import rebuild
from llif.connectors.git.settings import TICKET_PATTERN, GitSettings
from llif.connectors.git.source import Linked, read_and_link
from llif.terms.errors import InputError

Facts = dict[str, str]


def rows(path: Path) -> list[Facts]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def graph(shared_data: Path, stem: str) -> tuple[list[Facts], list[Facts]]:
    folder = shared_data / "git"
    return rows(folder / f"{stem}.commits.csv.gz"), rows(folder / f"{stem}.tags.csv.gz")


def read(path: Path, pattern: str) -> Linked:
    rules = [{"service": "s", "tag_pattern": pattern}]
    web = "https://code.example"
    return read_and_link(path, GitSettings.model_validate({"repository": "x", "web": web, "deployments": rules}))


def lead_days(linked: Linked) -> list[float]:
    """Without the changes of the first deployment: they are a backlog. Source: DEFINITIONS section 2."""
    committed = {row["id"]: row["committed_at"] for row in linked.changes}
    finished = {row["id"]: row["finished_at"] for row in linked.deployments}
    first = min(finished, key=lambda key: str(finished[key]))
    pairs = [(row["deployment_id"], row["change_id"]) for row in linked.deployed_changes]
    return [(finished[end] - committed[start]).total_seconds() / 86_400 for end, start in pairs if end != first]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("stem", "pattern", "days", "changes"),
    [
        ("nhsuk__nhsuk-frontend", r"^v?\d+\.\d+\.\d+$", 19.0504, 6_196),
        ("NHSDigital__manage-vaccinations-in-schools", r"^v\d+(\.\d+)+$", 3.1039, 10_211),
    ],
)
def test_median_lead_time(
    stem: str, pattern: str, days: float, changes: int, shared_data: Path, tmp_path: Path
) -> None:
    rebuild(*graph(shared_data, stem), tmp_path / "r.git")
    leads = lead_days(read(tmp_path / "r.git", pattern))
    assert (round(median(leads), 4), len(leads), sum(lead < 0 for lead in leads)) == (days, changes, 0)


@pytest.mark.parametrize("stem", ["alphagov__pay-connector", "duracloud__duracloud", "fcrepo3__fcrepo"])
def test_the_same_facts_come_out(stem: str, shared_data: Path, tmp_path: Path) -> None:
    commits, tags = graph(shared_data, stem)
    rebuild(commits, tags, tmp_path / "r.git")
    linked = read(tmp_path / "r.git", ".")
    originals = {str(row["id"]): str(row["url"]).rsplit("/", 1)[1] for row in linked.changes}
    got = {originals[str(row["id"])]: facts_of(row, originals) for row in linked.changes}
    assert got == {facts["sha"]: expected(facts) for facts in commits}
    assert {
        str(row["version"]): (originals[str(row["revision"])], row["finished_at"]) for row in linked.deployments
    } == {tag["tag"]: (tag["commit_sha"], instant(tag["tag_time"])) for tag in tags}


def facts_of(row: dict[str, object], originals: dict[str, str]) -> tuple[object, ...]:
    parents = row["parents"]
    assert isinstance(parents, list)
    names = ("committed_at", "authored_at", "item_keys", "conventional_type", "pull_request", "is_dependency_update")
    return ([originals[parent] for parent in parents], *(row[name] for name in names))


def expected(facts: Facts) -> tuple[object, ...]:
    return (
        facts["parents"].split(),
        instant(facts["commit_time"]),
        instant(facts["author_time"]),
        [key for key in facts["ticket_keys"].split() if re.fullmatch(TICKET_PATTERN, key)],
        facts["conventional_type"] or None,
        facts["pull_request"] or None,
        "dependency-bump" in facts["flags"].split(),
    )


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def small() -> tuple[list[Facts], list[Facts]]:
    """A child whose clock is behind its parent's, two heads, and a parent that is not in the list."""

    def commit(sha: str, parents: str, hour: int, zone: str = "01:00") -> Facts:
        time = f"2021-03-01T{hour:02}:00:00+{zone}"
        empty = {"ticket_keys": "", "conventional_type": "", "pull_request": "", "flags": ""}
        return {"sha": sha * 40, "parents": parents, "author_time": time, "commit_time": time, **empty}

    commits = [commit("c", f"{'a' * 40} {'9' * 40}", 9), commit("a", "9" * 40, 8), commit("b", "a" * 40, 7, "00:00")]
    tag = {"tag": "v1", "annotated": "1", "tag_time": "2021-03-02T00:00:00-05:30", "commit_sha": "b" * 40}
    return commits, [tag, {**tag, "tag": "lost", "commit_sha": "9" * 40}]


def said(path: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(path), *arguments], check=True, capture_output=True, text=True).stdout


def test_a_rebuilt_repository_is_whole_nobodys_and_always_the_same(tmp_path: Path) -> None:
    for name in ("one", "two"):
        rebuild(*small(), tmp_path / name)
    said(tmp_path / "one", "fsck", "--strict")
    refs = said(tmp_path / "one", "for-each-ref", "--format=%(refname) %(objectname)")
    assert refs == said(tmp_path / "two", "for-each-ref", "--format=%(refname) %(objectname)")
    assert [line.split()[0] for line in refs.splitlines()] == ["refs/heads/head-1", "refs/heads/main", "refs/tags/v1"]
    assert set(said(tmp_path / "one", "log", "--all", "--format=%an <%ae>%n%cn <%ce>").split("\n")) == {"llif <>", ""}
    assert said(tmp_path / "one", "for-each-ref", "--format=%(taggerdate:iso-strict)", "refs/tags").strip() == (
        "2021-03-02T00:00:00-05:30"
    )


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("")
    with pytest.raises(InputError, match="not empty"):
        rebuild(*small(), tmp_path)
