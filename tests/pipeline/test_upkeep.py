"""Forget, backup and restore, and a doctor that sees what is wrong."""

import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from llif.access.actor import COMMAND_LINE, Actor, Via
from llif.access.models import AuditRow
from llif.access.permissions import NotAllowed
from llif.pipeline.archive import backup, restore
from llif.pipeline.doctor import Finding, examine
from llif.pipeline.forget import forget
from llif.portfolio import services
from llif.publishing.figures import windows
from llif.terms.errors import InputError
from tests.pipeline.conftest import Copied
from tests.pipeline.world import World, ask, everything


@pytest.fixture(scope="module")
def kept(copied: Copied, tmp_path_factory: pytest.TempPathFactory) -> World:
    """Collected and published; tests only read it."""
    return copied(tmp_path_factory.mktemp("kept") / "w")


@pytest.fixture
def world(copied: Copied, tmp_path: Path) -> World:
    """Collected and published, to be changed."""
    return copied(tmp_path / "w")


def ill(findings: list[Finding]) -> list[str]:
    return [f"{each.subject}: {each.text.format(**dict(each.values))}" for each in findings if not each.is_well]


@pytest.mark.django_db
def test_what_is_forgotten_is_in_no_later_figure_and_the_audit_does_not_repeat_it(world: World) -> None:
    assert forget("tracker", "S1", home=world.home, by=COMMAND_LINE) == 4
    assert ask(world.publish(), "flow_velocity").value == 11
    row = AuditRow.objects.get(action="forget")
    assert (row.object, row.after) == ("source tracker", '{"rows":4}')
    assert not [
        path for path in (world.home / "landing").rglob("*") if path.is_file() and b"SHOP-1\0" in path.read_bytes()
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("source", "item", "said"), [("tracker", "S99", "no item S99"), ("nope", "S1", "Nothing was")])
def test_what_is_not_there_cannot_be_forgotten(kept: World, source: str, item: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        forget(source, item, home=kept.home, by=COMMAND_LINE)
    assert AuditRow.objects.count() == 0


@pytest.mark.django_db
def test_who_may_not_administer_forgets_nothing(kept: World) -> None:
    with pytest.raises(NotAllowed):
        forget("tracker", "S1", home=kept.home, by=Actor("somebody", Via.WEB))
    assert ask(windows.snapshot(kept.home, "town"), "flow_velocity").value == 12


def test_a_backup_restored_elsewhere_says_the_same_and_collects_nothing_twice(kept: World, tmp_path: Path) -> None:
    with closing(sqlite3.connect(kept.home / "llif.sqlite3")) as database:
        database.execute("CREATE TABLE IF NOT EXISTS kept (word TEXT)")
        database.execute("INSERT INTO kept VALUES ('here')")
        database.commit()
    archive = tmp_path / "backup.tar.gz"
    backup(kept.home, archive)
    assert archive.stat().st_mode & 0o077 == 0, "it holds the installation's secret"
    there = World(kept.folder, at=tmp_path / "there")
    restore(archive, there.home)
    assert {path.name for path in there.home.iterdir()} == {"landing", "snapshots", "llif.sqlite3"}
    with closing(sqlite3.connect(there.home / "llif.sqlite3")) as database:
        assert database.execute("SELECT word FROM kept").fetchone() == ("here",)
    assert everything(windows.snapshot(there.home, "town")) == everything(windows.snapshot(kept.home, "town"))
    assert {report.outcome.value for report in there.collect().values()} == {"nothing new"}


def test_a_restore_refuses_a_folder_with_data_and_leaves_it_alone(kept: World, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    backup(kept.home, archive)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine")
    with pytest.raises(InputError, match="There is data here already"):
        restore(archive, tmp_path / "full")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine"]


def test_an_archive_cut_short_restores_nothing(kept: World, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    backup(kept.home, archive)
    archive.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    with pytest.raises(InputError, match="no archive that can be read"):
        restore(archive, tmp_path / "home")
    assert [path.name for path in tmp_path.iterdir()] == ["backup.tar.gz"]


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear")
    with tarfile.open(tmp_path / "letters.tar", "w") as archive:
        archive.add(tmp_path / "letter", arcname="letter")
    with pytest.raises(InputError, match=r"holds nothing of llif's"):
        restore(tmp_path / "letters.tar", tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_a_backup_overwrites_nothing_and_lies_outside_what_it_holds(kept: World, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    with pytest.raises(InputError, match="There is a file already"):
        backup(kept.home, tmp_path / "there")
    with pytest.raises(InputError, match="inside what is backed up"):
        backup(kept.home, kept.home / "backup.tar.gz")
    with pytest.raises(InputError, match="cannot be written"):
        backup(kept.home, tmp_path / "nowhere" / "backup.tar.gz")
    assert (tmp_path / "there").read_text() == "mine"


@pytest.mark.django_db
def test_a_whole_installation_is_well(world: World) -> None:
    services.apply(world.declaration, by=COMMAND_LINE)
    found = examine(world.home)
    assert ill(found) == []
    assert [each.subject for each in found] == ["database", "audit", "practices", "code", "tracker", "town", "town"]
    assert found[-1].text.format(**dict(found[-1].values)).startswith("left problems: ")


@pytest.mark.django_db
def test_the_doctor_finds_a_changed_audit_row(kept: World) -> None:
    services.apply(kept.declaration, by=COMMAND_LINE)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_auditrow SET actor = 'somebody else' WHERE sequence = 2")
    assert ill(examine(kept.home)) == ["audit: the chain is broken: audit row 2: its content is not what was written."]


@pytest.mark.django_db
def test_the_doctor_finds_a_missing_file_of_a_snapshot(world: World) -> None:
    services.apply(world.declaration, by=COMMAND_LINE)
    shown = windows.snapshot(world.home, "town")
    (shown.path / "items.parquet").unlink()
    assert ill(examine(world.home)) == [f"town: {shown.name}: A table of this snapshot is missing."]


@pytest.mark.django_db
def test_the_doctor_finds_a_source_that_failed(world: World) -> None:
    services.apply(world.declaration, by=COMMAND_LINE)
    (world.folder / "shop.git").rename(world.folder / "elsewhere.git")
    world.collect()
    found = [each for each in examine(world.home) if not each.is_well]
    assert [(each.subject, each.is_source) for each in found] == [("code", True)]
    assert "There is no folder" in ill(found)[0]
