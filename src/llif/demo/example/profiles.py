"""What each made-up product is like: how much work, how often it goes out, how well it runs, what it costs, on what."""

from dataclasses import dataclass, field
from datetime import date

FIRST, LAST = date(2024, 4, 1), date(2026, 3, 31)
"""Two financial years; the last day is the one that the declaration is as at."""


@dataclass(frozen=True)
class Profile:
    """A product. `mix` weighs features, defects, debt, risk and work without a kind; `weekly` counts items a week.

    `releases` counts deployments a week, `lead_hours` a typical change's way, `failing` the part of them that fail.
    `attained` is the part of each day that was good; `pleased` of the answers, `answers` of them a month.
    `run` and `change` are thousands of pounds a month; `slows` the day from which changes take ever longer.
    """

    id: str
    key: str = ""
    weekly: float = 0
    mix: tuple[int, int, int, int, int] = (50, 20, 15, 5, 10)
    work_days: float = 12
    releases: float = 0
    lead_hours: float = 40
    failing: float = 0.08
    slows: date | None = None
    quiet_from: date | None = None
    attained: float | None = None
    majors: tuple[date, ...] = ()
    faults: float = 0
    pleased: float = 0
    answers: int = 0
    run: float = 0
    change: float = 0
    components: tuple[tuple[str, str], ...] = field(default=())


PROFILES = (
    Profile(
        "appointments",
        "APT",
        weekly=5,
        mix=(58, 20, 12, 4, 6),
        work_days=11,
        releases=4.6,
        lead_hours=22,
        failing=0.09,
        attained=0.9991,
        majors=(date(2024, 11, 12), date(2026, 1, 20)),
        faults=0.5,
        pleased=0.8,
        answers=90,
        run=38,
        change=52,
        components=(("pypi/django", "5.2.3"), ("generic/python", "3.12.4"), ("generic/postgresql", "16.3")),
    ),
    Profile(
        "archive",
        run=2,
        components=(("generic/dotnet", "6.0.36"),),
    ),
    Profile(
        "forms",
        "FRM",
        weekly=0.45,
        mix=(70, 10, 10, 0, 10),
        work_days=16,
        releases=0.12,
        lead_hours=90,
        failing=0.0,
        pleased=0.8,
        answers=6,
        components=(("generic/node", "22.3.0"), ("npm/express", "4.19.2")),
    ),
    Profile(
        "identity",
        "IDN",
        weekly=2.5,
        mix=(22, 14, 34, 24, 6),
        work_days=9,
        releases=2.2,
        lead_hours=9,
        failing=0.04,
        attained=0.9998,
        faults=0.2,
        pleased=0.9,
        answers=45,
        run=24,
        change=21,
        components=(("generic/node", "20.11.1"), ("npm/express", "4.19.2"), ("generic/postgresql", "16.3")),
    ),
    Profile(
        "integration",
        "INT",
        weekly=3,
        mix=(30, 24, 26, 10, 10),
        work_days=15,
        releases=1.6,
        lead_hours=64,
        failing=0.13,
        attained=0.9994,
        majors=(date(2025, 6, 4),),
        faults=0.5,
        run=46,
        change=30,
        components=(("generic/dotnet", "8.0.6"), ("nuget/Newtonsoft.Json", "13.0.3"), ("generic/postgresql", "15.7")),
    ),
    Profile(
        "letters",
        "LTR",
        weekly=2.2,
        mix=(40, 34, 10, 2, 14),
        work_days=19,
        releases=0.9,
        lead_hours=150,
        failing=0.16,
        quiet_from=date(2025, 10, 17),
        attained=0.9986,
        faults=0.4,
        pleased=0.71,
        answers=30,
        run=29,
        change=18,
        components=(("generic/dotnet", "6.0.36"), ("nuget/Newtonsoft.Json", "12.0.3"), ("generic/postgresql", "13.15")),
    ),
    Profile(
        "messages",
        "MSG",
        weekly=4,
        mix=(62, 16, 14, 5, 3),
        work_days=8,
        releases=5.2,
        lead_hours=11,
        failing=0.06,
        attained=0.9997,
        faults=0.3,
        pleased=0.9,
        answers=120,
        run=21,
        change=44,
        components=(("pypi/django", "5.2.3"), ("generic/python", "3.13.1"), ("generic/postgresql", "17.2")),
    ),
    Profile(
        "pharmacy",
        pleased=0.76,
        answers=20,
        run=61,
    ),
    Profile(
        "referrals",
        "REF",
        weekly=3.5,
        mix=(46, 26, 14, 4, 10),
        work_days=14,
        releases=2,
        lead_hours=46,
        failing=0.11,
        attained=0.9992,
        faults=0.5,
        pleased=0.84,
        answers=60,
        run=33,
        change=41,
        components=(("pypi/django", "4.2.13"), ("generic/python", "3.11.9"), ("pypi/requests", "2.32.3")),
    ),
    Profile(
        "results",
        "RES",
        weekly=4,
        mix=(54, 30, 5, 2, 9),
        work_days=13,
        releases=5.3,
        lead_hours=30,
        failing=0.17,
        slows=date(2025, 9, 15),
        attained=0.9962,
        majors=(date(2025, 3, 6), date(2025, 12, 9), date(2026, 2, 11)),
        faults=0.9,
        pleased=0.63,
        answers=80,
        run=57,
        change=48,
        components=(("pypi/django", "4.2.13"), ("generic/python", "3.9.18"), ("generic/postgresql", "13.15")),
    ),
)
