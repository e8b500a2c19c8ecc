"""The small portfolio with missions, costs and answers, published for real, and registers filled for one test."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from llif.access.actor import COMMAND_LINE
from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.registers.own import OWN
from llif.portfolio.registers.recording import Write, record
from llif.terms.time import months_after
from tests.publishing import small
from tests.publishing.recorded import BENEFIT

REGISTERS = {register.name: register for register in OWN}
STRATEGY = """    vision: {en: Care at hand, cy: Gofal wrth law}
    drivers:
      - {en: Value for money, cy: Gwerth am arian}
    missions:
      - {id: platform, name: {en: Provide a platform, cy: Darparu llwyfan}}
      - {id: quality, name: {en: Deliver quality, cy: Darparu ansawdd}}
"""
DECLARATION = (
    small.DECLARATION.replace("    teams:\n", STRATEGY + "    teams:\n")
    .replace("cy: Post}}\n", "cy: Post}, people: 6}\n")
    .replace(
        "{path: incidents.csv, table: incidents}",
        "{path: incidents.csv, table: incidents}\n        - {path: costs.csv, table: costs}"
        "\n        - {path: survey_responses.csv, table: survey_responses}",
    )
    .replace(
        "repository: letters}]\n",
        "repository: letters}]\n        costs: [{source: desk, container: LET}]\n"
        "        serves: [{mission: quality, weight: 0.5}]\n",
    )
)


def tables() -> dict[str, list[small.Row]]:
    """Those of the small portfolio, a cost a month of letters in two categories, one of nobody's, and forty answers."""
    return {**small.tables(), "costs": list(_costs()), "survey_responses": list(_answers())}


def _costs() -> Iterator[small.Row]:
    for month in range(15):
        first = months_after(date(2023, 1, 1), month)
        last = months_after(first, 1) - timedelta(days=1)
        for category, amount in (("run", 3_000), ("change", 1_000)):
            yield {
                "id": f"{first}-{category}",
                "container": "LET",
                "period_start": first,
                "period_end": last,
                "category": category,
                "spend": "capital" if category == "change" else None,
                "amount": amount,
                "currency": "GBP",
            }
    yield {
        "id": "lost",
        "container": "LOST",
        "period_start": date(2024, 2, 1),
        "period_end": date(2024, 2, 29),
        "category": "run",
        "amount": 77,
        "currency": "GBP",
    }


def _answers() -> Iterator[small.Row]:
    for number in range(40):
        yield {
            "id": number,
            "service": "letters",
            "answered_at": datetime(2024, 2, 1 + number % 20, 12, tzinfo=UTC),
            "score": 5 if number % 4 else 2,
            "scale_min": 1,
            "scale_max": 5,
            "best": "highest",
        }


def entry(register: str, key: str, product: str = "", /, **content: Any) -> Recorded:
    """Record one entry, as the command line does."""
    place = Place(register, "small", product, key)
    return record(Write(REGISTERS[register], place, content, 0), by=COMMAND_LINE)


OBJECTIVE: Mapping[str, Any] = {
    "mission": "quality",
    "objective_en": "Letters arrive",
    "objective_cy": "Llythyrau'n cyrraedd",
    "result_en": "Nine in ten read",
    "result_cy": "Naw o bob deg yn cael eu darllen",
    "baseline": 50,
    "baseline_on": "2023-04-01",
    "target": 90,
    "target_on": "2025-04-01",
    "current": 75,
    "current_on": "2024-03-01",
}


def filled() -> None:
    """Benefits with values, a share and ties, one that a measure tells, a disbenefit; the rest of why."""
    entry("objectives", "o1", **OBJECTIVE)
    told = {"measure": "flow_time", "current": None, "current_on": None, "baseline": 240, "target": 48}
    entry("objectives", "o2", **{**OBJECTIVE, **told, "result_en": "Work flows", "result_cy": "Gwaith yn llifo"})
    entry("benefits", "b1", **BENEFIT)
    entry("benefit_values", "v1", benefit="fewer-letters", read_on="2023-10-01", value=20_000)
    entry("benefit_values", "v2", benefit="fewer-letters", read_on="2024-03-01", value=30_000)
    entry("benefit_shares", "s1", "letters", benefit="fewer-letters", share=0.6)
    entry("benefit_missions", "t1", benefit="fewer-letters", mission="quality", weight=0.5)
    entry("benefit_missions", "t2", benefit="fewer-letters", mission="platform", weight=0.2)
    measured = {"category": "unmonetisable", "unit": "hours", "measure": "lead_time", "product": "letters"}
    faster = {
        "code": "faster",
        "name_en": "Changes come sooner",
        "name_cy": "Newidiadau'n dod yn gynt",
    }
    entry("benefits", "b2", **{**BENEFIT, **measured, **faster, "baseline": 80, "target": 40})
    harm = {
        "code": "paper",
        "name_en": "Two systems to run",
        "name_cy": "Dwy system",
        "effect": "disbenefit",
    }
    entry("benefits", "b3", **{**BENEFIT, **harm, "category": "non_cash_releasing", "target": 5_000})
    vague = {"code": "trust", "name_en": "Trust", "name_cy": "Ymddiriedaeth", "category": "societal", "unit": "number"}
    unknown = dict.fromkeys(("baseline", "baseline_on", "target", "target_on"))
    entry("benefits", "b4", **{**BENEFIT, **vague, **unknown})
    entry("benefit_missions", "t3", benefit="trust", mission="-", weight=1)
    entry(
        "transactions", "t1", "letters", first="2024-02-01", last="2024-02-29", started=900, completed=720, total=1_000
    )
    money = {"first": "2023-04-01", "last": "2024-09-30", "currency": "GBP"}
    entry("budgets", "m1", "letters", **money, amount=54_900, funding="temporary")
    entry("budgets", "m2", "booking", **{**money, "last": "2026-03-31"}, amount=109_600, funding="persistent")


def published(home: Path) -> None:
    """As `small.published`, with these tables and this declaration."""
    small.published(home, declaration=DECLARATION, files=tables())
