"""A small installation: one real git repository, one tracker in CSV files, one portfolio. What it should say is plain.

The repository has 20 commits, one a day at 10:00 from 1 January 2024, each deployed by a tag at 12:00 the same day. The
tracker has twelve stories, worked on for two days each, the last done on 15 January.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from llif.connectors import registry
from llif.connectors.git.rebuild import rebuild
from llif.metrics.catalogue import MEASURES
from llif.pipeline.collect import collect
from llif.pipeline.publish import publish
from llif.portfolio.declared import Declaration, DeclaredPortfolio
from llif.portfolio.described import fingerprint
from llif.portfolio.reading import parse
from llif.publishing.figures import figures, windows
from llif.terms.quantity import Figure
from llif.warehouse.reports import CollectReport
from llif.warehouse.snapshots import Snapshot

NOW = datetime(2024, 2, 1, tzinfo=UTC)
BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
JANUARY = {"first": date(2024, 1, 1), "until": date(2024, 2, 1)}
TEXT = """
llif: 1
sources:
  - id: code
    connector: git
    settings:
      repository: shop.git
      deployments: [{service: shop, environment: production, tags: "v*"}]
  - id: tracker
    connector: tables
    settings:
      files:
        - {path: items.csv, table: work_items}
        - {path: changes.csv, table: status_changes}
        - {path: deployments.csv, table: deployments}
portfolios:
  - id: town
    name: {en: Town, cy: Tref}
    time_zone: Etc/UTC
    teams: [{id: core, name: {en: Core, cy: Craidd}}]
    mappings:
      - id: board
        counts: [Story, Theme, Bugg, Spike]
        levels: [[Story, Theme, Bugg, Spike]]
        kinds:
          - {type: Story, is: feature}
        states:
          - {status: Open, is: new}
          - {status: [Doing, Blockd], is: active}
          - {status: Done, is: done}
    products:
      - id: shop
        name: {en: Shop, cy: Siop}
        team: core
        mapping: board
        work: [{source: tracker, container: SHOP}]
        services: [{source: code, service: shop}, {source: tracker, service: shop}]
        repositories: [{source: code, repository: shop}]
      - id: desk
        name: {en: Desk, cy: Desg}
        mapping: board
        work: [{source: tracker, container: NOBODY}]
"""
Cells = Mapping[str, object]


def story(number: int, kind: str = "Story", parent: str = "") -> Cells:
    return {"id": f"S{number}", "key": f"SHOP-{number}", "container": "SHOP", "type": kind, "parent_id": parent}


def walked(number: int, *steps: tuple[float, str], kind: str = "Story") -> list[Cells]:
    """The way of an item: days after 1 January, and the status it then had."""
    return [
        {
            "id": f"{number}-{place}", "item_id": f"S{number}", "changed_at": (BEGIN + day * DAY).isoformat(),
            "status": status, "type": kind,
        }
        for place, (day, status) in enumerate(steps)
    ]  # fmt: skip


def done(number: int, day: float) -> list[Cells]:
    """Opened, worked on for two days, and done on a day of January."""
    return walked(number, (day - 4, "Open"), (day - 3, "Doing"), (day - 1, "Done"))


@dataclass
class World:
    """One LLIF_HOME and the folder that its sources lie in."""

    folder: Path
    text: str = TEXT
    at: Path | None = None

    @property
    def home(self) -> Path:
        return self.at or self.folder / "home"

    @property
    def declaration(self) -> Declaration:
        return parse(self.text, path=self.folder / "portfolio.yaml", connectors=registry.settings_models())

    @property
    def portfolio(self) -> DeclaredPortfolio:
        return self.declaration.portfolios[0]

    def fill(self) -> "World":
        self.folder.mkdir(parents=True, exist_ok=True)
        commits = [
            {
                "sha": f"{number:040x}", "parents": f"{number - 1:040x}" if number > 1 else "", "ticket_keys": "",
                "author_time": _time(number, 10), "commit_time": _time(number, 10), "conventional_type": "",
                "pull_request": "", "flags": "",
            }
            for number in range(20, 0, -1)
        ]  # fmt: skip
        tags = [
            {"tag": f"v{number}", "annotated": "1", "tag_time": _time(number, 12), "commit_sha": f"{number:040x}"}
            for number in range(1, 21)
        ]
        rebuild(commits, tags, self.folder / "shop.git")
        stories = [story(number) for number in range(1, 13)]
        steps = [row for number in range(1, 13) for row in done(number, number + 3)]
        odd = walked(13, (4, "Blocked"), (5, "Doing"), kind="Spike")
        theme = walked(14, (1, "Open"), (2, "Doing"), kind="Theme")
        self.items(*stories[:11], story(12, parent="S14"), story(13, "Spike"), story(14, "Theme"), story(15))
        self.changes(*steps, *odd, *theme)
        staged = {"id": "d1", "service": "shop", "environment": "staging", "finished_at": _time(3, 9)}
        self.write("deployments.csv", [staged])
        return self

    def items(self, *rows: Cells) -> None:
        self.write("items.csv", rows)

    def changes(self, *rows: Cells) -> None:
        self.write("changes.csv", rows)

    def write(self, name: str, rows: Iterable[Cells]) -> None:
        listed = list(rows)
        with (self.folder / name).open("w", newline="") as file:
            writer = csv.DictWriter(file, list(listed[0]))
            writer.writeheader()
            writer.writerows(listed)

    def add(self, name: str, rows: Iterable[Cells]) -> None:
        with (self.folder / name).open(newline="") as file:
            kept = list(csv.DictReader(file))
        self.write(name, [*kept, *rows])

    def collect(self, now: datetime = NOW) -> dict[str, CollectReport]:
        return {report.source: report for report in collect(self.declaration.sources, home=self.home, now=now)}

    def publish(self, now: datetime = NOW, as_at: date | None = None) -> Snapshot:
        portfolio = self.portfolio
        return publish(portfolio, home=self.home, now=now, fingerprint=fingerprint(portfolio), as_at=as_at)


def _time(day: int, hour: int) -> str:
    return (BEGIN + (day - 1) * DAY + timedelta(hours=hour)).isoformat()


def ask(shown: Snapshot, measure: str, product: str = "shop", kind: str | None = None, **days: date) -> Figure:
    """One figure of January, or of the days given."""
    window = windows.window(shown, **{**JANUARY, **days}, grain=None)
    found = figures.ask(shown, [measure], periods=window.periods("UTC"), only=[product], kinds=True)
    return next(each for each in found if each.kind == kind)


def everything(shown: Snapshot) -> list[dict[str, object]]:
    """All figures of a snapshot, without the snapshot's name."""
    periods = windows.window(shown, **JANUARY, grain=None).periods("UTC")
    found = figures.ask(shown, list(MEASURES), periods=periods, kinds=True)
    return [{**windows.record(figure), "snapshot": ""} for figure in found]
