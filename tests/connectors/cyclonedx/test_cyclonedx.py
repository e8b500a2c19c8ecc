"""Bills of materials as landed components: both forms, bad ones named by place, the newest bill of a container."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from llif.connectors.cyclonedx.source import CONNECTOR
from llif.terms.errors import SourceFailed
from tests.connectors.gathered import Gathered, gather, write

DJANGO = {"type": "library", "name": "Django", "version": "4.2.1", "purl": "pkg:pypi/django@4.2.1"}
XML = """<?xml version="1.0" encoding="utf-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.4" version="2">
  <metadata><timestamp>2026-01-05T09:00:00Z</timestamp>
    <authors><author><name>Ann Jones</name></author></authors>
    <component type="application"><group>nhs</group><name>desk</name><version>1.0</version></component></metadata>
  <components>
    <component type="framework"><name>Django</name><version>4.2.1</version>
      <licenses><license><name>BSD</name></license></licenses>
      <purl>pkg:pypi/django@4.2.1</purl>
      <components><component type="library"><name>inner</name></component></components></component>
  </components>
</bom>"""


def bill(*components: dict[str, Any], name: str = "desk", at: str | None = "2026-01-05T09:00:00Z", **more: Any) -> Any:
    about = {"timestamp": at, "component": {"type": "application", "name": name}}
    return {"bomFormat": "CycloneDX", "specVersion": "1.5", "metadata": about, "components": list(components), **more}


def collected(base: Path, cursor: dict[str, Any] | None = None, **told: Any) -> Gathered:
    return gather(CONNECTOR, base, cursor, **{"path": "bills", **told})


def test_what_a_bill_lists_and_what_it_is_of(tmp_path: Path) -> None:
    write(tmp_path / "bills/a.json", bill(DJANGO, {**DJANGO}, {"name": "inner", "components": [{"name": "deep"}]}))
    found = collected(tmp_path)
    rows = found.rows["components"]
    assert [(row["container"], row["name"], row["version"]) for row in rows] == [
        ("desk", "desk", None),
        ("desk", "Django", "4.2.1"),
        ("desk", "inner", None),
        ("desk", "deep", None),
    ]
    assert rows[1]["listed_at"] == datetime(2026, 1, 5, 9, tzinfo=UTC)
    assert (rows[1]["purl"], rows[1]["kind"], found.problems) == ("pkg:pypi/django@4.2.1", "library", [])


def test_the_xml_form_says_the_same_and_keeps_no_author(tmp_path: Path) -> None:
    write(tmp_path / "bills/a.xml", XML)
    found = collected(tmp_path)
    assert [(row["container"], row["name"], row["kind"]) for row in found.rows["components"]] == [
        ("nhs/desk", "nhs/desk", "application"),
        ("nhs/desk", "Django", "framework"),
        ("nhs/desk", "inner", "library"),
    ]
    assert "Ann" not in repr(found)


def test_what_settings_say_of_container_and_day(tmp_path: Path) -> None:
    write(tmp_path / "bills/a.json", bill(DJANGO, at=None))
    rows = collected(tmp_path, container="wards", listed_on=date(2026, 7, 1), time_zone="Europe/London").rows
    assert {(row["container"], row["listed_at"]) for row in rows["components"]} == {
        ("wards", datetime(2026, 6, 30, 23, tzinfo=UTC))
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"bomFormat": "CycloneDX", "compo', r"bad\.json, line 1, column \d+: This is no JSON"),
        ('{"bomFormat": "SPDX"}', r"bad\.json, bomFormat: This holds str 'SPDX'; CycloneDX is wanted"),
        ("id,name\n1,x\n", r"bad\.json: This is neither JSON nor XML"),
        ("<html><body/></html>", r"bad\.json, line 1, column \d+: .*its first element is <html>"),
        (
            '<!DOCTYPE b [<!ENTITY a "b">]><bom xmlns="http://cyclonedx.org/schema/bom/1.4"/>',
            "declares a document type",
        ),
        ('<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components>', r"bad\.json, line 1, column \d+"),
        (b"\x1f\x8b\x08\x00 cut", r"bad\.json: The file breaks off or cannot be read"),
        (
            '{"bomFormat": "CycloneDX", "metadata": {"timestamp": "soon"}}',
            r"metadata\.timestamp: This holds str 's",
        ),
        ('{"bomFormat": "CycloneDX", "components": []}', r"does not say what it is of \(metadata\.component\)"),
        ("[" * 100_000, "neither JSON nor XML"),
        ('{"a":' * 100_000, "This is no JSON"),
    ],
)
def test_a_bad_file_is_named_with_its_place_and_the_rest_goes_on(
    tmp_path: Path, content: str | bytes, said: str
) -> None:
    write(tmp_path / "bills/bad.json", content)
    with pytest.raises(SourceFailed, match=said):
        collected(tmp_path)
    write(tmp_path / "bills/good.json", bill(DJANGO))
    found = collected(tmp_path)
    assert len(found.rows["components"]) == 2
    assert len(found.problems) == 1
    assert found.problems[0].startswith("bills/bad.json")


@pytest.mark.parametrize(
    ("component", "said"),
    [
        ({"version": "1"}, "components[1].name: This holds nothing; a name is wanted"),
        ({"name": 7}, "components[1].name: This holds int '7'; a text is wanted"),
        ({"name": "ann@example.org"}, "components[1].name: This holds an e-mail address"),
        ({"name": "x" * 5000}, "a text of 5,000 characters; at most 4,096"),
        ("Django", "components[1]: This holds str 'Django'; an object is wanted"),
    ],
)
def test_a_bad_component_is_left_out(tmp_path: Path, component: Any, said: str) -> None:
    write(tmp_path / "bills/a.json", bill(component, DJANGO))
    found = collected(tmp_path)
    assert [row["name"] for row in found.rows["components"]] == ["desk", "Django"]
    (problem,) = found.problems
    assert said in problem
    assert "ann@" not in problem


def test_lists_within_lists_without_end_are_refused(tmp_path: Path) -> None:
    inner: dict[str, Any] = {"name": "x"}
    for _number in range(100):
        inner = {"name": "x", "components": [inner]}
    write(tmp_path / "bills/a.json", bill(inner))
    with pytest.raises(SourceFailed, match="a list within 64 lists"):
        collected(tmp_path)


class TestAgain:
    def test_nothing_where_nothing_changed_and_tombstones_for_what_went(self, tmp_path: Path) -> None:
        cursor: dict[str, Any] = {}
        write(tmp_path / "bills/a.json", bill(DJANGO, {"name": "old"}))
        assert len(collected(tmp_path, cursor).rows["components"]) == 3
        assert collected(tmp_path, cursor).is_empty
        write(tmp_path / "bills/a.json", bill(DJANGO, at="2026-02-01T00:00:00Z"))
        found = collected(tmp_path, cursor)
        assert found.gone == {"components": ["desk|:old@"]}

    def test_the_newest_bill_of_a_container_counts_whatever_its_file_is_called(self, tmp_path: Path) -> None:
        cursor: dict[str, Any] = {}
        write(tmp_path / "bills/b.json", bill({"name": "new"}, at="2026-03-01T00:00:00Z"))
        collected(tmp_path, cursor)
        write(tmp_path / "bills/c.json", bill({"name": "older"}, at="2026-02-01T00:00:00Z"))
        assert collected(tmp_path, cursor).is_empty
        write(tmp_path / "bills/a.json", bill({"name": "newest"}, at="2026-04-01T00:00:00Z"))
        found = collected(tmp_path, cursor)
        assert found.ids("components") == ["desk|application:desk@", "desk|:newest@"]
        assert found.gone == {"components": ["desk|:new@"]}

    def test_two_of_one_container_and_one_time_are_said(self, tmp_path: Path) -> None:
        write(tmp_path / "bills/a.json", bill(DJANGO))
        write(tmp_path / "bills/b.json", bill({"name": "else"}))
        (problem,) = collected(tmp_path).problems
        assert problem.startswith("bills/b.json: bills/a.json is of desk too")

    def test_a_file_that_breaks_or_goes_deletes_nothing_and_is_tried_again(self, tmp_path: Path) -> None:
        cursor: dict[str, Any] = {}
        write(tmp_path / "bills/a.json", bill(DJANGO))
        write(tmp_path / "bills/b.json", bill(DJANGO, name="ward"))
        collected(tmp_path, cursor)
        write(tmp_path / "bills/a.json", '{"bomFormat"')
        for _time in range(2):
            found = collected(tmp_path, cursor)
            assert (found.rows, found.gone, len(found.problems)) == ({}, {}, 1)
        (tmp_path / "bills/a.json").unlink()
        assert collected(tmp_path, cursor).is_empty


def test_nothing_at_the_path(tmp_path: Path) -> None:
    with pytest.raises(SourceFailed, match=r"bills: 0 files are here"):
        collected(tmp_path)


def test_real_bills(shared_data: Path) -> None:
    """168 of Dropwizard 1.3.15 and 63 of a PHP demonstration, each with its own application; no row left out."""
    cursor: dict[str, Any] = {}
    found = gather(CONNECTOR, shared_data, cursor, path="sbom")
    counts = {
        name: sum(row["container"] == name for row in found.rows["components"])
        for name in ("io.dropwizard/dropwizard-parent", "cyclonedx/cyclonedx-php-composer-demo")
    }
    assert list(counts.values()) == [168, 63]
    assert found.problems == []
    laravel = next(row for row in found.rows["components"] if row["name"] == "laravel/framework")
    assert laravel["version"].lstrip("v").startswith("7.")
    assert gather(CONNECTOR, shared_data, cursor, path="sbom").is_empty
