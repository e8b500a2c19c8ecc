"""A small portfolio, published for real: files read by the `tables` connector, landed, made into facts and a snapshot.

*Letters* is measured whole; *Booking* fell silent; *Clinic system* is held by a supplier.
"""

import csv
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from llif.connectors import registry
from llif.pipeline.collect import collect
from llif.pipeline.publish import publish
from llif.portfolio import reading
from llif.portfolio.declared import Declaration
from llif.portfolio.described import fingerprint
from llif.warehouse.reports import Result

BEGIN = datetime(2023, 1, 2, 9, tzinfo=UTC)
NOW = datetime(2024, 4, 2, 8, tzinfo=UTC)
WEEKS = 64
DECLARATION = """
llif: 1
sources:
  - id: desk
    connector: tables
    settings:
      files:
        - {path: work_items.csv, table: work_items}
        - {path: status_changes.csv, table: status_changes}
        - {path: changes.csv, table: changes}
        - {path: deployments.csv, table: deployments}
        - {path: deployed_changes.csv, table: deployed_changes}
        - {path: incidents.csv, table: incidents}
portfolios:
  - id: small
    name: {en: Small services, cy: Gwasanaethau bach}
    attribution: {en: Made up for the tests., cy: Wedi'u llunio ar gyfer y profion.}
    as_at: 2024-03-31
    public: true
    teams:
      - {id: post, name: {en: Post, cy: Post}}
    mappings:
      - id: desk
        kinds:
          - {type: Story, is: feature}
          - {type: Bug, is: defect}
        states:
          - {status: New, is: new}
          - {status: Doing, is: active}
          - {status: Done, is: done}
    products:
      - id: letters
        name: {en: Letters, cy: Llythyrau}
        summary: {en: Post to patients, cy: Post at gleifion}
        team: post
        criticality: clinical_critical
        mapping: desk
        work: [{source: desk, container: LET}]
        services: [{source: desk, service: letters}]
        repositories: [{source: desk, repository: letters}]
      - id: booking
        name: {en: Booking, cy: Trefnu}
        phase: beta
        mapping: desk
        work: [{source: desk, container: BOO}]
        services: [{source: desk, service: booking}]
        repositories: [{source: desk, repository: booking}]
      - id: clinic-system
        name: {en: Clinic system, cy: System y clinig}
        kind: supplier
"""
Row = Mapping[str, object]


def published(home: Path, declaration: str = DECLARATION, files: Mapping[str, Iterable[Row]] | None = None) -> None:
    """Write the files under `home`, collect them and publish the portfolio."""
    folder = home / "declared"
    folder.mkdir(parents=True)
    for name, rows in (tables() if files is None else files).items():
        _write(folder / f"{name}.csv", rows)
    (folder / "portfolio.yaml").write_text(declaration, encoding="utf-8")
    meant = declared(home)
    for report in collect(meant.sources, home=home, now=NOW):
        assert report.outcome is Result.LOADED, report
    for portfolio in meant.portfolios:
        publish(portfolio, home=home, now=NOW, fingerprint=fingerprint(portfolio))


def declared(home: Path) -> Declaration:
    """The declaration that `published` wrote under `home`."""
    return reading.read_file(home / "declared" / "portfolio.yaml", connectors=registry.settings_models())


def tables() -> dict[str, list[Row]]:
    """A deployment of two changes a week and two items, by week; Booking ends after forty weeks."""
    found: dict[str, list[Row]] = {
        name: [] for name in ("work_items", "status_changes", "changes", "deployments", "deployed_changes", "incidents")
    }
    for service, project, weeks in (("letters", "LET", WEEKS), ("booking", "BOO", 40)):
        for week in range(weeks):
            _week(found, service, project, week)
    return found


def _week(found: dict[str, list[Row]], service: str, project: str, week: int) -> None:
    monday = BEGIN + timedelta(weeks=week)
    deployment = f"{service}-{week}"
    found["deployments"].append(
        {
            "id": deployment,
            "service": service,
            "environment": "production",
            "finished_at": monday + timedelta(days=3),
            "outcome": "succeeded",
            "version": f"v{week}",
            "url": f"https://example.org/{deployment}",
        }
    )
    for each in range(2):
        change, item = f"{deployment}-{each}", f"{project}-{week * 2 + each + 1}"
        committed = monday + timedelta(days=each, hours=week % 5)
        found["changes"].append({"id": change, "repository": service, "committed_at": committed})
        found["deployed_changes"].append({"id": change, "deployment_id": deployment, "change_id": change})
        kind = ("Story", "Bug", "Chore")[(week + each) % 3]
        found["work_items"].append(
            {"id": item, "key": item, "container": project, "type": kind, "url": f"https://example.org/{item}"}
        )
        _history(found["status_changes"], item, kind, monday, done=week % 9 != 0 or each == 0)
    if service == "letters" and week % 5 == 0:
        opened = monday + timedelta(days=3, hours=1)
        found["incidents"].append(
            {
                "id": f"incident-{week}",
                "service": service,
                "opened_at": opened,
                "restored_at": opened + timedelta(hours=2 + week % 7),
                "is_user_impacting": "true",
                "caused_by_deployment": deployment,
            }
        )


def _history(rows: list[Row], item: str, kind: str, monday: datetime, done: bool) -> None:
    steps = [("New", 0), ("Doing", 1), ("Done", 4)][: 3 if done else 2]
    for sequence, (status, days) in enumerate(steps):
        changed_at = monday + timedelta(days=days)
        row = {"id": f"{item}-{sequence}", "item_id": item, "changed_at": changed_at, "sequence": sequence}
        rows.append({**row, "status": status, "type": kind})


def _write(path: Path, rows: Iterable[Row]) -> None:
    listed = list(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(listed[0]))
        writer.writeheader()
        writer.writerows(listed)
