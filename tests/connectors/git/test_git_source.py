"""Real repositories, collected once: what lands, and what never does."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from llif.terms import records
from tests.connectors.git.small_repositories import PERSON, START, Clone, Collected

RULES = [{"service": "web", "tags": "v*"}]
Source = Callable[[], Collected]


def day(number: float) -> datetime:
    return datetime.fromtimestamp(START, UTC) + timedelta(days=number)


def test_a_change_belongs_to_the_first_deployment_that_reaches_it(clone: Clone, source: Source) -> None:
    first = clone.commit(0)
    clone.tag("v1", at=1)
    clone.git("switch", "--quiet", "-c", "side")
    side = clone.commit(2)
    clone.git("switch", "--quiet", "main")
    second = clone.commit(3)
    clone.tag("v2")
    clone.git("merge", "--quiet", "--no-ff", "-m", "Merge branch side", "side", at=4)
    merge = clone.git("rev-parse", "HEAD")
    clone.tag("v3", at=5)
    last = clone.commit(6)

    got = source().collect(repository="clone", deployments=RULES)

    assert got.links() == {first: "v1", second: "v2", side: "v3", merge: "v3"}
    assert set(got.tables["changes"]) == {first, side, second, merge, last}
    assert got.tables["changes"][merge]["parents"] == [second, side]
    assert got.tables["changes"][side]["committed_at"] == day(2)


def test_an_annotated_tag_has_its_own_time_and_a_lightweight_one_its_commits(clone: Clone, source: Source) -> None:
    sha = clone.commit(0)
    clone.tag("v1", at=1.5)
    clone.tag("v2-light")
    got = source().collect(repository="clone", web="https://code.example/x/", deployments=RULES).tables["deployments"]
    assert got["web@production:v1"] == {
        "id": "web@production:v1",
        "service": "web",
        "environment": "production",
        "url": "https://code.example/x/releases/tag/v1",
        "finished_at": day(1.5),
        "outcome": "unknown",
        "version": "v1",
        "revision": sha,
        "is_lower_bound": False,
    }
    light = got["web@production:v2-light"]
    assert (light["finished_at"], light["is_lower_bound"]) == (day(0), True)


def test_tags_of_one_instant_stand_in_natural_order(clone: Clone, source: Source) -> None:
    older = clone.commit(0)
    clone.tag("v9", at=5)
    newer = clone.commit(1)
    clone.tag("v10", at=5)
    assert source().collect(repository="clone", deployments=RULES).links() == {older: "v9", newer: "v10"}


def test_each_service_and_environment_has_its_own_line(clone: Clone, source: Source) -> None:
    sha = clone.commit(0)
    clone.tag("v1", at=1)
    clone.tag("staging-1", at=1)
    clone.tag("api/1", at=2)
    rules = [
        *RULES,
        {"service": "web", "environment": "staging", "tag_pattern": r"^staging-\d+$"},
        {"service": "api", "tags": "api/*"},
    ]
    got = source().collect(repository="clone", deployments=rules).tables
    assert set(got["deployments"]) == {"web@production:v1", "web@staging:staging-1", "api@production:api/1"}
    assert set(got["deployed_changes"]) == {
        f"{line}:{sha}" for line in ("web@production", "web@staging", "api@production")
    }


def test_no_subject_name_or_address_lands_and_every_column_is_known(clone: Clone, source: Source) -> None:
    clone.commit(0, "fix: PP-12 Veryprivate words (#7)\n\nCo-authored-by: Ada Secretname <ada@secret.example>")
    clone.tag("v1", at=1)
    got = source().collect(repository="clone", deployments=RULES)
    landed = str(got.tables) + str(got.cursor)
    assert [word for word in ("Veryprivate", "Secretname", "secret.example", PERSON["NAME"]) if word in landed] == []
    for table, rows in got.tables.items():
        assert {column for row in rows.values() for column in row} <= records.columns(table).keys()
    (change,) = got.tables["changes"].values()
    assert (change["item_keys"], change["conventional_type"], change["pull_request"]) == (["PP-12"], "fix", "7")


def test_messages_of_any_shape_are_read(clone: Clone, source: Source) -> None:
    shas = [clone.commit(0, text) for text in ("", "x\x1fy\x1e", "\n\n  Late\n", "é ☃", "one\ntwo\n\n\nthree")]
    assert set(source().collect(repository="clone").tables["changes"]) == set(shas)


def test_other_refs_than_branches_and_tags_are_no_changes(clone: Clone, source: Source) -> None:
    sha = clone.commit(0)
    clone.git("notes", "add", "-m", "a note", sha)
    assert set(source().collect(repository="clone").tables["changes"]) == {sha}


def test_a_repository_is_named_by_its_folder_unless_the_settings_do(clone: Clone, source: Source) -> None:
    sha = clone.commit(0)
    for settings, name in (({}, "clone"), ({"name": "other"}, "other")):
        assert source().collect(repository="clone/", **settings).tables["changes"][sha]["repository"] == name


def test_an_address_is_cloned_and_kept_up_to_date(clone: Clone, source: Source) -> None:
    first = clone.commit(0)
    clone.tag("v1", at=1)
    clone.git("branch", "gone")
    address = clone.path.as_uri()
    got = source().collect(repository=address, deployments=RULES)
    assert (got.links(), got.tables["changes"][first]["repository"]) == ({first: "v1"}, "clone")

    second = clone.commit(2)
    clone.git("tag", "-d", "v1")
    clone.tag("v2", at=3)
    clone.git("branch", "-D", "gone")
    got.collect(repository=address, deployments=RULES)
    assert (got.links(), set(got.tables["deployments"])) == ({first: "v2", second: "v2"}, {"web@production:v2"})
    assert not (clone.path / ".git" / "FETCH_HEAD").exists()
