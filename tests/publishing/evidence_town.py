"""A town whose products have evidence in all five dimensions: four exports as tools write them, two registers.

*Desk* is well; *Ward* is not; *Kiosk* shares a component with neither; of *Bare* nothing is known. Days count back from
the one that is given, so that the same town stands on a fixed day and on today.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from llif.access.actor import COMMAND_LINE
from llif.connectors import registry
from llif.pipeline.collect import collect
from llif.pipeline.publish import publish
from llif.portfolio import reading
from llif.portfolio.declared import Declaration
from llif.portfolio.described import fingerprint
from llif.portfolio.registers.entries import Place
from llif.portfolio.registers.recording import Write, record_all
from llif.practices.enterprise_architecture.registers import HOSTING
from llif.practices.portfolio_management.registers import CONTRACTS
from llif.terms.time import months_after
from llif.warehouse.reports import CollectReport
from llif.warehouse.snapshots import Snapshot

DECLARATION = """
llif: 1
sources:
  - {id: sboms, connector: cyclonedx, settings: {path: sboms}}
  - {id: eol, connector: endoflife, settings: {cycles: cycles.csv, identifiers: identifiers.csv}}
  - id: servicenow
    connector: servicenow-export
    settings: {path: incidents.csv, service: cmdb_ci, time_zone: Europe/London}
  - id: fft
    connector: survey-export
    settings:
      {path: answers.csv, instrument: fft, service: ward, answered: date, dates: ["%d/%m/%Y"], score: score,
       time_zone: Europe/London, scale_min: 1, scale_max: 5, best: lowest}
portfolios:
  - id: town
    name: {en: Town, cy: Tref}
    lifecycles: [eol]
    public: true
    products:
      - id: desk
        name: {en: Desk, cy: Desg}
        criticality: clinical_critical
        expectation_target: 0.8
        components: [{source: sboms, container: desk}]
        services: [{source: servicenow, service: desk}, {source: fft, service: Desk}]
      - id: ward
        name: {en: Ward, cy: Ward}
        criticality: admin_critical
        expectation_target: 0.8
        components: [{source: sboms, container: ward}]
        services: [{source: servicenow, service: ward}, {source: fft, service: Ward}]
      - id: kiosk
        name: {en: Kiosk, cy: Ciosg}
        components: [{source: sboms, container: kiosk}]
      - {id: bare, name: {en: Bare, cy: Moel}}
"""
DJANGO, NODE, UNKNOWN = "pkg:pypi/django@4.2.9", "pkg:npm/node@22.1", "pkg:npm/left-pad@1.3.0"
HELD = {"desk": (NODE, DJANGO), "ward": (DJANGO, UNKNOWN), "kiosk": (NODE, UNKNOWN)}
LOG = "number,incident_state,sys_mod_count,sys_updated_at,opened_at,resolved_at,closed_at,priority,made_sla,cmdb_ci"


@dataclass
class Town:
    """One LLIF_HOME, and the folder its exports lie in; `day` is the day that all is counted from."""

    home: Path
    day: date

    @property
    def folder(self) -> Path:
        return self.home / "declared"

    @property
    def declaration(self) -> Path:
        return self.folder / "town.yaml"

    @property
    def now(self) -> datetime:
        return datetime.combine(self.day, time(12), UTC)

    def ago(self, days: int) -> date:
        return self.day - timedelta(days=days)

    def fill(self, django_ends: date) -> "Town":
        (self.folder / "sboms").mkdir(parents=True)
        self.declaration.write_text(DECLARATION, encoding="utf-8")
        for name, held in HELD.items():
            (self.folder / "sboms" / f"{name}.json").write_text(json.dumps(self._bill(name, held)))
        self._write(
            "identifiers.csv", "product,kind,identifier", "django,purl,pkg:pypi/django", "node,purl,pkg:npm/node"
        )
        self.supported_until(django_ends)
        self._write("incidents.csv", LOG, *self._incidents())
        self._write("answers.csv", "date,ward,score", *self._answers())
        return self

    def supported_until(self, django_ends: date | str) -> None:
        """Write the table of lifecycles: the end of Django's support, and Node's without a day."""
        self._write("cycles.csv", "product,cycle,support_ends", f"django,4.2,{django_ends}", "node,22,false")

    def _bill(self, name: str, held: tuple[str, ...]) -> dict[str, object]:
        parts = [{"type": "library", "name": purl.split("/")[1].split("@")[0], "purl": purl} for purl in held]
        about = {"timestamp": f"{self.ago(40)}T09:00:00Z", "component": {"type": "application", "name": name}}
        return {"bomFormat": "CycloneDX", "specVersion": "1.5", "metadata": about, "components": parts}

    def _incidents(self) -> list[str]:
        """Twenty of each product, closed within the last month: of Desk's all but one in time, of Ward's half."""
        rows = []
        for number in range(20):
            day = self.ago(1 + number)
            for service, made, priority in (
                ("desk", number > 0, "3 - Moderate"),
                ("ward", number % 2 == 0, "1 - Critical" if number == 4 else "3 - Moderate"),
            ):
                instants = [f"{day:%d/%m/%Y} {hour}:00" for hour in ("09", "10", "11")]
                first = (f"{service}{number}", "New", "0", instants[0], *instants, priority, "true", service)
                last = (
                    f"{service}{number}",
                    "Closed",
                    "3",
                    instants[2],
                    *instants,
                    priority,
                    str(made).lower(),
                    service,
                )
                rows += [",".join(first), ",".join(last)]
        return rows

    def _answers(self) -> list[str]:
        """A hundred of each: nine of ten of Desk's are good, half of Ward's; five mean nothing."""
        day = f"{self.ago(30):%d/%m/%Y}"
        best = {"Desk": 90, "Ward": 50}
        told = [f"{day},{ward},{1 if number < of else 4}" for ward, of in best.items() for number in range(100)]
        return [*told, *[f"{day},Desk,7"] * 5]

    def _write(self, name: str, *lines: str) -> None:
        (self.folder / name).write_text("\n".join((*lines, "")), encoding="utf-8")

    def record(self) -> None:
        """What people know of Desk and Ward: contracts, and where they run."""
        contract = {"supplier": "Acme", "what": "Hosting", "start": self.ago(300).isoformat(), "exit_plan": "yes"}
        sound = {**contract, "end": months_after(self.day, 36).isoformat(), "successor": "no"}
        short = {**contract, "end": months_after(self.day, 3).isoformat(), "successor": "no"}
        writes = [
            Write(CONTRACTS, Place("contracts", "town", "desk", "c1"), sound, 0),
            Write(CONTRACTS, Place("contracts", "town", "ward", "c1"), short, 0),
            Write(HOSTING, Place("hosting", "town", "desk"), {"where": "cloud platform"}, 0),
            Write(HOSTING, Place("hosting", "town", "ward"), {"where": "on-premises"}, 0),
        ]
        record_all(writes, by=COMMAND_LINE)

    def declared(self) -> Declaration:
        return reading.read_file(self.declaration, connectors=registry.settings_models())

    def refresh(self, now: datetime | None = None) -> tuple[list[CollectReport], Snapshot]:
        """Collect all sources and publish, as `llif refresh` does."""
        declared = self.declared()
        at = now or self.now
        reports = list(collect(declared.sources, home=self.home, now=at))
        (portfolio,) = declared.portfolios
        return reports, publish(portfolio, home=self.home, now=at, fingerprint=fingerprint(portfolio))
