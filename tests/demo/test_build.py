"""The demo's folder: real repositories that git itself reads, built once."""

import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from llif.demo import build, records


def git(repository: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", repository, *arguments], check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build.build_repository("fcrepo", tmp_path_factory.mktemp("repositories"))


def test_git_finds_every_commit_and_tag(rebuilt: Path) -> None:
    commits, tags = records.facts("fcrepo")
    assert git(rebuilt, "rev-list", "--all", "--count").strip() == str(len(commits))
    assert git(rebuilt, "tag").split() == sorted(tag["tag"] for tag in tags)
    times = git(rebuilt, "log", "--all", "--format=%ct").split()
    wanted = (datetime.fromisoformat(commit["commit_time"]).timestamp() for commit in commits)
    assert sorted(map(int, times)) == sorted(wanted)


def test_nobody_is_named(rebuilt: Path) -> None:
    assert set(git(rebuilt, "log", "--all", "--format=%ae|%ce").split()) == {"|"}


def test_what_stands_is_left_alone_and_what_was_cut_off_is_begun_afresh(rebuilt: Path) -> None:
    stamp = rebuilt / build.STAMP
    before = stamp.stat().st_mtime_ns
    assert build.build_repository("fcrepo", rebuilt.parent) == rebuilt
    assert stamp.stat().st_mtime_ns == before
    stamp.unlink()
    (rebuilt / "HEAD").unlink()
    build.build_repository("fcrepo", rebuilt.parent)
    assert git(rebuilt, "rev-parse", "--verify", "v3.7.1^{commit}").strip()


def test_files_are_copied_whole_and_only_when_they_differ(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    source = tmp_path / "some.csv"
    source.write_text("a\n")
    copied = build.copy(source, tmp_path / "here")
    before = copied.stat().st_mtime_ns
    build.copy(source, tmp_path / "here")
    assert copied.stat().st_mtime_ns == before
    source.write_text("b\n")
    assert build.copy(source, tmp_path / "here").read_text() == "b\n"
    assert [path.name for path in (tmp_path / "here").iterdir()] == ["some.csv"]
