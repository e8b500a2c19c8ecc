"""Landed rows for small tables: an item and its statuses, a deployment, a change, an incident, in a line each.

All of one source `t`, one container `A`, one service and repository `api`, in 2021.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from portfolios import row

from llif.metrics.reading import Claim, ProductReading
from llif.terms.time import Period
from llif.terms.work import Condition, Kind, KindRule, StateRule, ValueStreamMapping, WorkState

MAPPING = ValueStreamMapping(
    "m",
    tuple(
        KindRule(Condition(types=(name,)), kind)
        for name, kind in (("feature", Kind.FEATURE), ("defect", Kind.DEFECT), ("note", Kind.IGNORE))
    ),
    tuple(StateRule(Condition(statuses=(state.value,)), state) for state in WorkState),
)
ONE = ProductReading("one", "team", MAPPING, (Claim("t", "A"),), (Claim("t", "api"),), (Claim("t", "api"),))
AS_AT = datetime(2021, 7, 1, tzinfo=UTC)
Tables = dict[str, list[dict[str, Any]]]


def at(text: str) -> datetime:
    """`03-05 09:00` of 2021, UTC."""
    return datetime.fromisoformat(f"2021-{text}").replace(tzinfo=UTC)


def span(first: str, until: str) -> Period:
    return Period(at(first), at(until))


MARCH, YEAR = span("03-01", "04-01"), Period(datetime(2021, 1, 1, tzinfo=UTC), datetime(2022, 1, 1, tzinfo=UTC))


def history(item: str, *steps: tuple[str, str], kind: str = "feature") -> Tables:
    """An item and its statuses; a step may name a type as `status/type`."""
    changes = []
    for place, (when, status) in enumerate(steps):
        state, _, own = status.partition("/")
        kind = own or kind
        values = {"item_id": item, "changed_at": at(when), "sequence": place, "status": state, "type": kind}
        changes.append(row("status_changes", "t", f"{item}-{place}", **values))
    work = row("work_items", "t", item, key=item, container="A", type=kind, created_at=at(steps[0][0]))
    return {"work_items": [work], "status_changes": changes}


def deployment(name: str, when: str, outcome: str | None = "succeeded", **more: Any) -> dict[str, Any]:
    values = {"service": "api", "environment": "production", "finished_at": at(when), "outcome": outcome, **more}
    return row("deployments", "t", name, **values)


def change(name: str, when: str, *deployments: str, **more: Any) -> Tables:
    """A commit and the deployments that contain it."""
    links = [{"deployment_id": each, "change_id": name} for each in deployments]
    values = {"repository": "api", "committed_at": at(when), **more}
    return {
        "changes": [row("changes", "t", name, **values)],
        "deployed_changes": [row("deployed_changes", "t", f"{each['deployment_id']}-{name}", **each) for each in links],
    }


def incident(name: str, when: str, restored: str | None = None, **more: Any) -> dict[str, Any]:
    values = {"service": "api", "opened_at": at(when), "restored_at": at(restored) if restored else None, **more}
    return row("incidents", "t", name, **values)


def together(*parts: Tables) -> Tables:
    names = {name for part in parts for name in part}
    return {name: [each for part in parts for each in part.get(name, ())] for name in names}


def releases(days: Sequence[str], changes: int = 1) -> Tables:
    """A deployment a day at noon, each with changes committed a day before it."""
    made = {"deployments": [deployment(f"d{day}", f"{day} 12:00") for day in days]}
    commits = [change(f"c{day}-{n}", f"{day} 00:00", f"d{day}") for day in days for n in range(changes)]
    return together(made, *commits)


WORKED = (
    ("03-01 09:00", "new"),
    ("03-03 09:00", "waiting"),
    ("03-05 09:00", "active"),
    ("03-08 09:00", "waiting"),
    ("03-12 09:00", "active"),
    ("03-14 09:00", "done"),
)
