"""Deployments, the changes in them, and the incidents that some of them caused. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from llif.demo.example.dice import END, Row, counted, dice, moment, spread, weeks
from llif.demo.example.profiles import Profile

CHANGES_AT_MOST = 4
UNPLANNED = 0.07
CAUSES_AN_INCIDENT = 0.6
"""Of the deployments that go wrong; the others are seen to fail and are rolled back."""
HOURS_TO_RESTORE = 3.5
SLOWER_A_WEEK = 0.055
WIDTH = 0.55


@dataclass
class Delivery:
    """What one product delivered."""

    deployments: list[Row] = field(default_factory=list)
    changes: list[Row] = field(default_factory=list)
    contents: list[Row] = field(default_factory=list)
    incidents: list[Row] = field(default_factory=list)


def delivery(profile: Profile) -> Delivery:
    made, throw = Delivery(), dice(profile.id, "delivery")
    for at in sorted(_moments(profile, throw)):
        if at < END and not (profile.quiet_from and at.date() >= profile.quiet_from):
            _deploy(made, profile, throw, at)
    return made


def _moments(profile: Profile, throw: Random) -> Iterator[datetime]:
    for week in weeks():
        for _each in range(counted(throw, profile.releases)):
            yield moment(throw, week)


def _deploy(made: Delivery, profile: Profile, throw: Random, at: datetime) -> None:
    number = len(made.deployments) + 1
    name, goes_wrong = f"{profile.id}-{number}", throw.random() < profile.failing
    causes = goes_wrong and throw.random() < CAUSES_AN_INCIDENT
    made.deployments.append(
        {
            "id": name,
            "service": profile.id,
            "environment": "production",
            "finished_at": at.isoformat(),
            "outcome": "rolled_back" if goes_wrong and not causes else "succeeded",
            "version": f"1.{number}.0",
            "is_unplanned": str(throw.random() < UNPLANNED).lower(),
        }
    )
    if causes:
        made.incidents.append(_incident(profile, throw, name, at))
    _fill(made, profile, throw, name, at)


def _incident(profile: Profile, throw: Random, deployment: str, at: datetime) -> Row:
    opened = at + timedelta(hours=spread(throw, 1.2, 0.6))
    restored = opened + timedelta(hours=spread(throw, HOURS_TO_RESTORE, 0.7))
    return {
        "id": f"after-{deployment}",
        "service": profile.id,
        "opened_at": opened.isoformat(),
        "restored_at": restored.isoformat(),
        "priority": "2",
        "is_major": "false",
        "is_user_impacting": "true",
        "caused_by_deployment": deployment,
    }


def _fill(made: Delivery, profile: Profile, throw: Random, deployment: str, at: datetime) -> None:
    late = max((at.date() - profile.slows).days / 7, 0) if profile.slows else 0
    for place in range(1 + int(throw.random() * CHANGES_AT_MOST)):
        hours = spread(throw, profile.lead_hours * (1 + SLOWER_A_WEEK * late), WIDTH)
        change, committed = f"{deployment}.{place}", (at - timedelta(hours=hours)).isoformat()
        row: Row = {"id": change, "repository": f"example/{profile.id}", "committed_at": committed}
        made.changes.append(row)
        made.contents.append({"id": change, "deployment_id": deployment, "change_id": change})
