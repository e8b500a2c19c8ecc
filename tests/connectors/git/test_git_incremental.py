"""However a repository changes between collects, what stands at the end is what one collect would have landed."""

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.connectors.git.small_repositories import Clone, Collected

RULES = [{"service": "web", "tags": "v*"}, {"service": "web", "environment": "staging", "tag_pattern": "^s"}]
SETTINGS = {"repository": "clone", "deployments": RULES}


def equal_to_one_collect(got: Collected) -> None:
    assert got.standing() == Collected(got.base).collect(**SETTINGS).standing()


def new_commits(clone: Clone) -> None:
    clone.commit(10)
    clone.commit(11)


def new_tag(clone: Clone) -> None:
    clone.commit(10)
    clone.tag("v3", at=12)


def late_tag(clone: Clone) -> None:
    clone.tag("v0", at=0.5, commit="v1~1")


def tag_of_a_known_instant(clone: Clone) -> None:
    clone.tag("v1a", at=3, commit="v1~1")


def moved_tag(clone: Clone) -> None:
    clone.tag("v2", at=12, commit="v1~1")


def redated_tag(clone: Clone) -> None:
    clone.tag("v1", at=20, commit="v1~0")


def deleted_tag(clone: Clone) -> None:
    clone.git("tag", "-d", "v1")


def all_tags_deleted(clone: Clone) -> None:
    clone.git("tag", "-d", "v1", "v2", "s1")


def force_push(clone: Clone) -> None:
    clone.git("reset", "--quiet", "--hard", "v1~1")
    clone.commit(10, "Instead")


def force_push_back(clone: Clone) -> None:
    clone.git("reset", "--quiet", "--hard", "v2")


def force_push_forgotten(clone: Clone) -> None:
    clone.git("tag", "-d", "v2")
    clone.git("reset", "--quiet", "--hard", "v1")
    clone.git("reflog", "expire", "--expire=all", "--expire-unreachable=all", "--all")
    clone.git("gc", "--quiet", "--prune=now")


CHANGES = [
    new_commits,
    new_tag,
    late_tag,
    tag_of_a_known_instant,
    moved_tag,
    redated_tag,
    deleted_tag,
    all_tags_deleted,
    force_push,
    force_push_back,
]


def begin(clone: Clone) -> None:
    clone.commit(0)
    clone.commit(1)
    clone.tag("v1", at=3)
    clone.tag("s1", at=2)
    clone.commit(4)
    clone.tag("v2")
    clone.commit(5)


@pytest.mark.parametrize("change", CHANGES)
def test_two_collects_equal_one(change: Callable[[Clone], None], clone: Clone, source: Callable[[], Collected]) -> None:
    begin(clone)
    got = source().collect(**SETTINGS)
    change(clone)
    equal_to_one_collect(got.collect(**SETTINGS))
    assert got.collect(**SETTINGS).versions == {}


def test_only_what_is_new_lands(clone: Clone, source: Callable[[], Collected]) -> None:
    begin(clone)
    got = source().collect(**SETTINGS)
    new_tag(clone)
    # the new commit and the one that waited for a deployment
    assert got.collect(**SETTINGS).versions == {"changes": 1, "deployments": 1, "deployed_changes": 2}


def test_commits_that_git_forgot_leave_only_themselves_behind(clone: Clone, source: Callable[[], Collected]) -> None:
    begin(clone)
    got = source().collect(**SETTINGS)
    force_push_forgotten(clone)
    got.collect(**SETTINGS)
    once = Collected(got.base).collect(**SETTINGS)
    assert got.tables["deployments"] == once.tables["deployments"]
    assert once.tables["deployed_changes"].items() <= got.tables["deployed_changes"].items()
    assert all(
        str(row["deployment_id"]).endswith(":v2")
        for row in got.tables["deployed_changes"].values()
        if row["id"] not in once.tables["deployed_changes"]
    )


def test_a_lost_working_folder_is_cloned_again(clone: Clone, source: Callable[[], Collected]) -> None:
    begin(clone)
    address = {"repository": clone.path.as_uri(), "deployments": RULES}
    got = source().collect(**address)
    shutil.rmtree(got.base / "workspace")
    new_tag(clone)
    got.collect(**address)
    assert got.standing() == Collected(got.base).collect(**address).standing()


@pytest.mark.parametrize(
    "other",
    [
        {"name": "renamed"},
        {"web": "https://code.example/x"},
        {"ticket_pattern": "[a-z]+-[0-9]+"},
        {"deployments": RULES[:1]},
        {"deployments": []},
        {"deployments": [{"service": "web", "tags": "v2"}]},
        {"deployments": [{"service": "other", "tags": "v*"}]},
    ],
)
def test_a_changed_setting_is_as_if_it_had_always_been_so(
    other: dict[str, object], clone: Clone, source: Callable[[], Collected]
) -> None:
    begin(clone)
    clone.commit(6, "wt-1 and WT-2")
    got = source().collect(**SETTINGS).collect(**{**SETTINGS, **other})
    assert got.standing() == source().collect(**{**SETTINGS, **other}).standing()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["commit", "branch", "tag", "light", "untag", "reset", "collect"]), st.integers(0, 7)
        ),
        max_size=14,
    )
)
def test_any_course_of_events_equals_one_collect(course: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        clone = Clone(Path(folder) / "clone")
        clone.path.mkdir()
        clone.git("init", "--quiet", "--initial-branch=main")
        got, made = Collected(Path(folder)), [clone.commit(0)]
        for at, (act, number) in enumerate(course, 1):
            step(clone, got, made, act, number, at)
        equal_to_one_collect(got.collect(**SETTINGS))


def step(clone: Clone, got: Collected, made: list[str], act: str, number: int, at: int) -> None:
    chosen = made[number % len(made)]
    if act in ("commit", "branch"):
        if act == "branch":
            clone.git("switch", "--quiet", "-C", f"b{number % 3}", chosen)
        made.append(clone.commit(at, f"Step {at}"))
    elif act == "reset":
        clone.git("reset", "--quiet", "--hard", chosen)
    elif act == "untag":
        for tag in clone.git("tag", "--list", f"?{number % 4}").split():
            clone.git("tag", "-d", tag)
    elif act == "collect":
        got.collect(**SETTINGS)
    else:
        clone.tag(f"{'vs'[number % 2]}{at % 4}", at=number + at / 2 if act == "tag" else None, commit=chosen)
