"""Bad input: the place, what is wrong and what to do; and what is left goes on."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from llif.connectors.git.settings import GitSettings
from llif.connectors.git_process import environment
from llif.terms.errors import SourceFailed
from tests.connectors.git.small_repositories import DAY, START, Clone, Collected

RULES = [{"service": "web", "tags": "v*"}]
Source = Callable[[], Collected]


@pytest.mark.parametrize(
    ("repository", "what"),
    [
        ("nowhere", "There is no folder"),
        ("plain", "not a git repository"),
        ("clone/inner", "not a git repository"),
        ("file:///nowhere/at/all", "nowhere/at/all"),
    ],
)
def test_what_is_no_repository_is_refused(repository: str, what: str, clone: Clone, source: Source) -> None:
    clone.commit(0)
    for folder in (clone.path / "inner", clone.path.parent / "plain"):
        folder.mkdir()
    got = source()
    with pytest.raises(SourceFailed, match=what) as failed:
        got.collect(repository=repository)
    assert failed.value.where == repository
    assert failed.value.remedy
    assert (got.cursor, got.tables) == ({}, {})


def test_a_shallow_clone_is_refused(clone: Clone, source: Source) -> None:
    clone.commit(0)
    clone.commit(1)
    clone.git("clone", "--quiet", "--depth=1", clone.path.as_uri(), str(clone.path.parent / "shallow"))
    with pytest.raises(SourceFailed, match=r"shallow: The clone is shallow.*git fetch --unshallow"):
        source().collect(repository="shallow")


def test_a_broken_repository_says_gits_own_words(clone: Clone, source: Source) -> None:
    sha = clone.commit(0)
    (clone.path / ".git" / "objects" / sha[:2] / sha[2:]).unlink()
    with pytest.raises(SourceFailed, match=rf"clone: git says: .*{sha}"):
        source().collect(repository="clone")


def test_an_empty_repository_has_nothing_and_says_so(clone: Clone, source: Source) -> None:
    got = source().collect(repository="clone", deployments=RULES)
    assert got.tables == {}
    assert [str(problem) for problem in got.problems] == [
        "clone: No tag matches v*, so web has no deployment. Compare the pattern with what `git tag` shows."
    ]


def test_a_tag_that_points_to_no_commit_is_named_and_the_rest_goes_on(clone: Clone, source: Source) -> None:
    sha = clone.commit(0)
    clone.tag("v1", at=1)
    (clone.path / "file").write_text("x")
    blob = clone.git("hash-object", "-w", "file")
    clone.tag("v2", commit=blob)
    clone.tag("v3", at=2, commit="HEAD^{tree}")
    clone.tag("v4", at=2, commit="v3")
    clone.tag("other", commit=blob)
    got = source().collect(repository="clone", deployments=RULES)
    assert got.links() == {sha: "v1"}
    assert [problem.where for problem in got.problems] == ["clone: tag v2", "clone: tag v3", "clone: tag v4"]
    assert "points to no commit" in str(got.problems[0])


@pytest.mark.parametrize("at", [None, 4], ids=["lightweight", "annotated"])
def test_a_tag_to_a_commit_that_is_lost_is_named_and_the_rest_goes_on(
    clone: Clone, source: Source, at: int | None
) -> None:
    sha = clone.commit(0)
    clone.tag("v1", at=1)
    lost = clone.commit(3)
    clone.tag("v2", at=at)
    clone.git("reset", "--hard", "--quiet", sha)
    clone.git("reflog", "expire", "--expire=now", "--all")
    (clone.path / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    got = source().collect(repository="clone", deployments=RULES)
    assert got.links() == {sha: "v1"}
    assert [problem.where for problem in got.problems] == ["clone: tag v2"]
    assert "points to no commit that the repository holds" in str(got.problems[0])


def test_a_tag_of_a_tag_is_a_deployment_of_its_commit(clone: Clone, source: Source) -> None:
    sha = clone.commit(0)
    clone.tag("inner", at=1)
    clone.tag("v1", at=2, commit="inner")
    got = source().collect(repository="clone", deployments=RULES)
    assert (got.links(), got.problems) == ({sha: "v1"}, [])
    assert got.tables["deployments"]["web@production:v1"]["revision"] == sha


def test_an_old_annotated_tag_without_a_time_has_its_commits(clone: Clone, source: Source) -> None:
    sha = clone.commit(3)
    (clone.path / "raw").write_text(f"object {sha}\ntype commit\ntag v1\n\nold\n")
    clone.git("update-ref", "refs/tags/v1", clone.git("hash-object", "-t", "tag", "-w", "--literally", "raw"))
    row = source().collect(repository="clone", deployments=RULES).tables["deployments"]["web@production:v1"]
    assert (row["finished_at"], row["is_lower_bound"]) == (datetime.fromtimestamp(START + 3 * DAY, UTC), True)


def test_a_commit_of_no_time_is_named_and_the_rest_goes_on(clone: Clone, source: Source) -> None:
    first = clone.commit(0)
    raw = clone.git("cat-file", "commit", first).replace(" 1700000000 +0100", " 99999999999999 +0000")
    (clone.path / "raw").write_text(raw + "\n")
    wrong = clone.git("hash-object", "-t", "commit", "-w", "--literally", "raw")
    clone.git("branch", "wrong", wrong)
    got = source().collect(repository="clone")
    assert set(got.tables["changes"]) == {first}
    assert [problem.where for problem in got.problems] == [f"clone: commit {wrong}"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"repository": "-u./evil"},
        {"repository": "ext::sh -c true"},
        {"repository": "ftp://host/x"},
        {"repository": "https://me:secret@host/x"},
        {"repository": "https://token@host/x"},
        {"repository": "ssh://-oProxyCommand=x/y"},
        {"repository": ""},
        {"unknown": 1},
        {"web": "javascript:x"},
        {"work_items": "all"},
        {"ticket_pattern": "("},
        {"deployments": [{"service": "web"}]},
        {"deployments": [{"service": "web", "tags": "*", "tag_pattern": "."}]},
        {"deployments": [{"service": "web", "tag_pattern": "("}]},
        {"deployments": [{"service": "we@b", "tags": "*"}]},
        {"deployments": [{"service": "web", "tags": "*", "colour": "red"}]},
    ],
)
def test_settings_that_cannot_be_used_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        GitSettings.model_validate({"repository": "clone", **wrong})


@pytest.mark.parametrize(
    ("repository", "is_remote"),
    [("git@host.example:a/b.git", True), ("https://host/x", True), ("ssh://git@host/x", True), ("../a b/c", False)],
)
def test_an_address_is_known_from_a_path(repository: str, is_remote: bool) -> None:
    assert GitSettings(repository=repository).is_remote is is_remote


def test_the_callers_git_is_not_ours(clone: Clone, source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    sha = clone.commit(0)
    clone.git("config", "log.showSignature", "true")
    clone.git("config", "color.ui", "always")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "broken")
    assert set(source().collect(repository="clone").tables["changes"]) == {sha}
    kept = environment({**os.environ, "GIT_SSH_COMMAND": "ssh"}, Path("/a/b"), is_network=True)
    assert {name for name in ("GIT_DIR", "GIT_SSH_COMMAND", "GIT_CONFIG_COUNT") if name in kept} == {"GIT_SSH_COMMAND"}
