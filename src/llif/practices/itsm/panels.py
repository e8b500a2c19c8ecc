"""The rows of the practice's panels: incidents, service levels, satisfaction. Pure."""

from collections.abc import Iterator, Sequence

from llif.portfolio.declared import Words
from llif.practices.contract import CellKind, Column, Evidence, MeasuresPanel, TablePanel
from llif.practices.itsm.levels import attained, heard, within
from llif.practices.itsm.rules import ServiceSettings, by_instrument, interval


def incidents(evidence: Evidence, settings: ServiceSettings) -> Iterator[Sequence[object]]:
    """A row where any source tells of incidents; how many were major is null where none says so."""
    if not evidence.rows("incidents"):
        return
    told = heard(evidence, settings.reliability_days)
    open_still = sum(row["restored_at"] is None for row in told.incidents)
    majors = len(told.majors) if told.is_told else None
    yield len(told.incidents), majors, told.unknown, open_still, told.silent_since or NOT_SILENT


def service_levels(evidence: Evidence, settings: ServiceSettings) -> Iterator[Sequence[object]]:
    rows = within(evidence.rows("service_levels"), evidence.day, settings.reliability_days)
    for each in attained(rows)[0]:
        target = settings.target(each.objective)
        state = MISSED if each.share < target else MET
        yield each.service, each.objective, each.share, target, state, each.total, each.newest


def satisfaction(evidence: Evidence, settings: ServiceSettings) -> Iterator[Sequence[object]]:
    """A row an instrument; shares are null where no answer can be read."""
    rows = within(evidence.rows("answers"), evidence.day, settings.expectation_days)
    target = evidence.about.get("expectation_target")
    for (_source, service, instrument), told in by_instrument(rows).items():
        n, best, unlisted = (sum(row[name] for row in told) for name in ("n", "best", "unlisted"))
        shares = (best / n, *interval(best, n)) if n else (None, None, None)
        yield service, instrument or None, *shares, target, n, unlisted, max(row["day"] for row in told)


NOT_SILENT = Words("not silent", "ddim yn ddistaw")
MET, MISSED = Words("met", "wedi'i gyrraedd"), Words("missed", "wedi'i fethu")
INCIDENTS = TablePanel(
    "incidents",
    Words("Incidents", "Digwyddiadau"),
    Words(
        "Incidents opened in the last 90 days (a setting), cancelled ones left out.",
        "Digwyddiadau a agorwyd yn y 90 diwrnod diwethaf (gosodiad), heb y rhai a ganslwyd.",
    ),
    (
        Column(Words("Opened", "Agorwyd"), CellKind.NUMBER),
        Column(Words("Major", "Mawr"), CellKind.NUMBER),
        Column(Words("Not told whether major", "Heb ddweud a yw'n fawr"), CellKind.NUMBER),
        Column(Words("Not restored yet", "Heb ei adfer eto"), CellKind.NUMBER),
        Column(Words("Silent since", "Distaw ers"), CellKind.DAY),
    ),
    incidents,
    Words("No source tells of incidents.", "Nid oes ffynhonnell yn sôn am ddigwyddiadau."),
)
SERVICE_LEVELS = TablePanel(
    "service-levels",
    Words("Service levels", "Lefelau gwasanaeth"),
    Words(
        "Of all that was asked of the service in the last 90 days (a setting), the share that was good, by objective.",
        "O'r cyfan a ofynnwyd gan y gwasanaeth yn y 90 diwrnod diwethaf (gosodiad), y gyfran a oedd yn dda, fesul "
        "amcan.",
    ),
    (
        Column(Words("Service", "Gwasanaeth")),
        Column(Words("Objective", "Amcan")),
        Column(Words("Attained", "Cyrhaeddwyd"), CellKind.SHARE),
        Column(Words("Target", "Targed"), CellKind.SHARE),
        Column(Words("State", "Cyflwr")),
        Column(Words("Counted", "Cyfrifwyd"), CellKind.NUMBER),
        Column(Words("Last day", "Diwrnod olaf"), CellKind.DAY),
    ),
    service_levels,
    Words("No source tells of service levels.", "Nid oes ffynhonnell yn sôn am lefelau gwasanaeth."),
)
RESTORING = MeasuresPanel(
    "restoring",
    Words("Time to restore", "Amser adfer"),
    Words(
        "How long users wait until a service is restored: after any incident, and after those a change caused.",
        "Faint mae defnyddwyr yn aros nes adfer gwasanaeth: ar ôl unrhyw ddigwyddiad, ac ar ôl y rhai a achoswyd gan "
        "newid.",
    ),
    (("time_to_restore", None), ("recovery_time", None)),
)
SATISFACTION = TablePanel(
    "satisfaction",
    Words("Satisfaction", "Boddhad"),
    Words(
        "Answers of the last 365 days (a setting): the share in the best two categories, with its 95 % interval. "
        "Answers with an unlisted code are counted beside it.",
        "Atebion y 365 diwrnod diwethaf (gosodiad): y gyfran yn y ddau gategori gorau, gyda'i chyfwng 95 %. Cyfrifir "
        "wrth ei hochr yr atebion â chod nad yw ar y rhestr.",
    ),
    (
        Column(Words("Service", "Gwasanaeth")),
        Column(Words("Instrument", "Offeryn")),
        Column(Words("Best two categories", "Y ddau gategori gorau"), CellKind.SHARE),
        Column(Words("At least", "O leiaf"), CellKind.SHARE),
        Column(Words("At most", "Ar y mwyaf"), CellKind.SHARE),
        Column(Words("Target", "Targed"), CellKind.SHARE),
        Column(Words("Answers", "Atebion"), CellKind.NUMBER),
        Column(Words("Unlisted", "Heb fod ar y rhestr"), CellKind.NUMBER),
        Column(Words("Newest answer", "Yr ateb diweddaraf"), CellKind.DAY),
    ),
    satisfaction,
    Words("No answer is recorded.", "Nid oes ateb wedi'i gofnodi."),
)
