"""How the made-up services ran, what their users answered, what they cost, and what they are built of. Pure."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from llif.demo.example.dice import Row, counted, dice, moment, months, spread, weeks
from llif.demo.example.profiles import LAST, Profile

MINUTES_A_DAY = 1440
LEVELS_FROM, ASKED_FROM = date(2025, 4, 1), date(2025, 7, 1)
RISE_A_YEAR = 0.04
LISTED = "2026-03-16T06:00:00+00:00"

LIFECYCLES: tuple[tuple[str, str, str, str], ...] = (
    ("python", "generic/python", "3.9", "2025-10-31"),
    ("python", "generic/python", "3.11", "2027-10-31"),
    ("python", "generic/python", "3.12", "2028-10-31"),
    ("python", "generic/python", "3.13", "2029-10-31"),
    ("django", "pypi/django", "4.2", "2026-04-30"),
    ("django", "pypi/django", "5.2", "2028-04-30"),
    ("postgresql", "generic/postgresql", "13", "2025-11-13"),
    ("postgresql", "generic/postgresql", "15", "2027-11-11"),
    ("postgresql", "generic/postgresql", "16", "2028-11-09"),
    ("postgresql", "generic/postgresql", "17", "2029-11-08"),
    ("nodejs", "generic/node", "20", "2026-04-30"),
    ("nodejs", "generic/node", "22", "2027-04-30"),
    ("dotnet", "generic/dotnet", "6", "2024-11-12"),
    ("dotnet", "generic/dotnet", "8", "2026-11-10"),
)
"""Real ends of support, as their makers announced them: what is made up is who runs what."""


def incidents(profile: Profile) -> Iterator[Row]:
    """Incidents that no deployment caused, and the major ones."""
    throw, number = dice(profile.id, "incidents"), 0
    for week in weeks():
        for _each in range(counted(throw, profile.faults)):
            number += 1
            yield _incident(profile, f"{profile.id}-incident-{number}", moment(throw, week), spread(throw, 5, 0.8))
    for day in profile.majors:
        opened = datetime.combine(day, time(10, 25), UTC)
        yield _incident(profile, f"{profile.id}-major-{day}", opened, spread(throw, 6, 0.3), is_major=True)


def _incident(profile: Profile, name: str, opened: datetime, hours: float, *, is_major: bool = False) -> Row:
    restored = opened + timedelta(hours=hours)
    return {
        "id": name,
        "service": profile.id,
        "opened_at": opened.isoformat(),
        "restored_at": restored.isoformat(),
        "priority": "1" if is_major else "3",
        "is_major": str(is_major).lower(),
        "is_user_impacting": "true",
        "caused_by_deployment": "",
    }


def levels(profile: Profile) -> Iterator[Row]:
    """Minutes of each day in which the service could be used."""
    if profile.attained is None:
        return
    throw, day = dice(profile.id, "levels"), LEVELS_FROM
    while day <= LAST:
        lost = spread(throw, (1 - profile.attained) * MINUTES_A_DAY * 0.6, 1.0) + (90 if day in profile.majors else 0)
        good = round(max(MINUTES_A_DAY - lost, 0))
        of = {"service": profile.id, "objective": "availability", "day": day.isoformat()}
        yield {"id": f"{profile.id}-{day}", **of, "good": good, "total": MINUTES_A_DAY}
        day += timedelta(days=1)


def answers(profile: Profile) -> Iterator[Row]:
    """Answers on a scale of 1 to 5, of which the two best please."""
    throw, number = dice(profile.id, "answers"), 0
    asked = [(first, last) for first, last in months() if first >= ASKED_FROM]
    for first, last in asked:
        for _each in range(profile.answers):
            number += 1
            day = first + timedelta(days=int(throw.random() * ((last - first).days + 1)))
            answered = datetime.combine(day, time(9 + int(throw.random() * 10)), UTC)
            score = 4 + (throw.random() < 0.45) if throw.random() < profile.pleased else 1 + int(throw.random() * 3)
            yield {
                "id": f"{profile.id}-{number}",
                "service": profile.id,
                "instrument": "after use",
                "answered_at": answered.isoformat(),
                "score": score,
                "language": "cy" if throw.random() < 0.18 else "en",
                "channel": "web",
            }


def costs(profile: Profile) -> Iterator[Row]:
    """What was spent each month to keep it going, and to make it better."""
    throw = dice(profile.id, "costs")
    for first, last in months():
        grown = 1 + RISE_A_YEAR * (first.year - 2024 + first.month / 12)
        for category, spend, thousands in (("run", "revenue", profile.run), ("change", "capital", profile.change)):
            if thousands:
                amount = round(thousands * 1000 * grown * (0.94 + 0.12 * throw.random()), -1)
                days = {"period_start": first.isoformat(), "period_end": last.isoformat()}
                name = f"{profile.id}-{category}-{first:%Y-%m}"
                row: Row = {"id": name, "container": profile.id, **days, "category": category, "spend": spend}
                yield {**row, "amount": amount}


def components(profile: Profile) -> Iterator[Row]:
    for name, version in profile.components:
        row: Row = {"id": f"{profile.id}:{name}", "container": profile.id, "name": name.partition("/")[2]}
        yield {**row, "version": version, "purl": f"pkg:{name}@{version}", "listed_at": LISTED}


def lifecycles() -> Iterator[Row]:
    for product, _purl, cycle, ends in LIFECYCLES:
        yield {"id": f"{product}-{cycle}", "product": product, "cycle": cycle, "support_ends": ends}


def identifiers() -> Iterator[Row]:
    for product, purl in dict.fromkeys((product, purl) for product, purl, _cycle, _ends in LIFECYCLES):
        yield {"id": product, "product": product, "kind": "purl", "value": f"pkg:{purl}"}
