"""Rates reliability from service levels and major incidents, and customer expectation from answers.

Pure. Source: DEFINITIONS section 4. It refuses green where one of two sources has not spoken.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from llif.portfolio.declared import Words
from llif.practices.contract import Evidence, Piece, Row, Said, Settings, Verdict
from llif.practices.itsm.levels import Attained, Heard, attained, heard, leaves, silent_from, spoken, within
from llif.terms.scorecard import Rating

Days = Annotated[int, Field(strict=True, ge=1, le=3660)]
Share = Annotated[float, Field(strict=True, gt=0, le=1)]


class ServiceSettings(Settings):
    """Days looked back, and target shares of 0 to 1: for every objective, and for those named."""

    reliability_days: Days = 90
    objective_target: Share = 0.95
    objective_targets: Mapping[str, Share] = {}
    expectation_days: Days = 365

    def target(self, objective: str) -> float:
        return self.objective_targets.get(objective, self.objective_target)


BOTH = Words(
    "In the last {days} days, objectives missed: {missed} of {objectives}; major incidents: {majors}.",
    "Yn y {days} diwrnod diwethaf, amcanion a fethwyd: {missed} o {objectives}; digwyddiadau mawr: {majors}.",
)
LEVELS_ALONE = Words(
    "In the last {days} days, objectives missed: {missed} of {objectives}. No source tells of major incidents, and "
    "green needs both.",
    "Yn y {days} diwrnod diwethaf, amcanion a fethwyd: {missed} o {objectives}. Nid oes ffynhonnell yn sôn am "
    "ddigwyddiadau mawr, ac mae angen y ddau i fod yn wyrdd.",
)
SILENT = Words(
    "In the last {days} days, objectives missed: {missed} of {objectives}. Of incidents nothing has been heard since "
    "{since}, and green needs both.",
    "Yn y {days} diwrnod diwethaf, amcanion a fethwyd: {missed} o {objectives}. Ni chlywyd dim am ddigwyddiadau ers "
    "{since}, ac mae angen y ddau i fod yn wyrdd.",
)
INCIDENTS_ALONE = Words(
    "In the last {days} days, major incidents: {majors}. No source tells of service levels, and green needs both.",
    "Yn y {days} diwrnod diwethaf, digwyddiadau mawr: {majors}. Nid oes ffynhonnell yn sôn am lefelau gwasanaeth, ac "
    "mae angen y ddau i fod yn wyrdd.",
)
NEITHER = Words(
    "Neither service levels nor major incidents are told of in the last {days} days.",
    "Ni sonnir am lefelau gwasanaeth nac am ddigwyddiadau mawr yn y {days} diwrnod diwethaf.",
)


def reliability(evidence: Evidence, settings: ServiceSettings) -> Verdict:
    """*Gives* the rating of reliability; its number counts the objectives missed and the major incidents."""
    days = settings.reliability_days
    objectives, untold = attained(within(evidence.rows("service_levels"), evidence.day, days))
    told = heard(evidence, days)
    missed = [each for each in objectives if each.share < settings.target(each.objective)]
    rating = _rating(bool(missed), bool(told.majors), bool(objectives) and _is_heard(told))
    counts = {"days": days, "missed": len(missed), "objectives": len(objectives), "majors": len(told.majors)}
    reason = Said(_reason(bool(objectives), told), {**counts, "since": told.silent_since})
    ordered = missed + [each for each in objectives if each not in missed]
    pieces = (*(_objective(each, settings) for each in ordered), *map(_major, told.majors))
    number = float(len(missed) + len(told.majors)) if objectives or told.is_told else None
    return Verdict(rating, reason, pieces, number, untold + told.unknown)


def _is_heard(told: Heard) -> bool:
    return told.is_told and told.silent_since is None


def _rating(is_missed: bool, is_major: bool, both_told: bool) -> Rating:
    if is_missed and is_major:
        return Rating.RED
    if is_missed or is_major:
        return Rating.AMBER
    return Rating.GREEN if both_told else Rating.NOT_ASSESSED


def _reason(levels_told: bool, told: Heard) -> Words:
    """Nothing heard of incidents is not the same as none."""
    if not levels_told:
        return INCIDENTS_ALONE if told.majors or _is_heard(told) else NEITHER
    if told.majors or _is_heard(told):
        return BOTH
    return SILENT if told.is_told else LEVELS_ALONE


OBJECTIVE = Words(
    "{service}, {objective}: attained {percent} %, target {target} %.",
    "{service}, {objective}: cyrhaeddwyd {percent} %, targed {target} %.",
)
MAJOR = Words("Major incident of {service}, opened {day}.", "Digwyddiad mawr, {service}, agorwyd {day}.")


def _objective(each: Attained, settings: ServiceSettings) -> Piece:
    target = percent(settings.target(each.objective))
    named = {"service": each.service, "objective": each.objective}
    said = Said(OBJECTIVE, {**named, "percent": percent(each.share), "target": target})
    return Piece(said, each.newest, each.source)


def _major(incident: Row) -> Piece:
    day = incident["opened_at"].date()
    said = Said(MAJOR, {"service": incident["service"], "day": day})
    return Piece(said, day, incident["source"], incident["url"] or "")


def percent(share: float) -> float:
    """Of 100, to two decimals: service levels differ in them."""
    return round(share * 100, 2)


def reliability_turns(evidence: Evidence, settings: ServiceSettings) -> Iterator[date]:
    """The days on which a record enters or leaves the window, and from which incidents are silent."""
    days = {row["day"] for row in evidence.rows("service_levels")}
    days |= {row["opened_at"].date() for row in evidence.rows("incidents")}
    for day in days:
        yield day
        yield leaves(day, settings.reliability_days)
    yield from map(silent_from, spoken(evidence))


NO_TARGET = Words(
    "No target share is declared for it. Answers in the last {days} days: {n}.",
    "Nid oes cyfran darged wedi'i datgan ar ei gyfer. Atebion yn y {days} diwrnod diwethaf: {n}.",
)
NO_ANSWERS = Words(
    "No answer can be read in the last {days} days. Answers with an unlisted code: {unlisted}.",
    "Ni ellir darllen yr un ateb yn y {days} diwrnod diwethaf. Atebion â chod nad yw ar y rhestr: {unlisted}.",
)
SHARE = Words(
    "In the best two categories: {percent} % of answers (95 % interval {low} to {high} %); target {target} %. Answers "
    "in the last {days} days: {n}; with an unlisted code: {unlisted}.",
    "Yn y ddau gategori gorau: {percent} % o'r atebion (cyfwng 95 %: {low} i {high} %); targed {target} %. Atebion yn "
    "y {days} diwrnod diwethaf: {n}; â chod nad yw ar y rhestr: {unlisted}.",
)


def expectation(evidence: Evidence, settings: ServiceSettings) -> Verdict:
    """*Gives* the rating of customer expectation; its number: percentage points that the share is below target."""
    rows = within(evidence.rows("answers"), evidence.day, settings.expectation_days)
    target = evidence.about.get("expectation_target")
    n, best, unlisted = (sum(row[name] for row in rows) for name in ("n", "best", "unlisted"))
    counts = {"days": settings.expectation_days, "n": n, "unlisted": unlisted}
    if not n or target is None:
        reason = Said(NO_ANSWERS if not n else NO_TARGET, counts)
        return Verdict(Rating.NOT_ASSESSED, reason, _instruments(rows), unknown=unlisted)
    low, high = interval(best, n)
    bounds = {"low": percent(low), "high": percent(high), "target": percent(target), "percent": percent(best / n)}
    rating = Rating.RED if high < target else Rating.GREEN if low >= target else Rating.AMBER
    short = max(0.0, percent(target - best / n))
    return Verdict(rating, Said(SHARE, {**counts, **bounds}), _instruments(rows), short, unlisted)


def interval(best: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval. *Takes* n above 0."""
    from llif.metrics.intervals import wilson  # scipy takes longer to load than most commands to run

    low, high = wilson(best, n)
    return float(low), float(high)


INSTRUMENT = Words(
    "{instrument}: in the best two categories {best} of {n}; with an unlisted code: {unlisted}.",
    "{instrument}: yn y ddau gategori gorau {best} o {n}; â chod nad yw ar y rhestr: {unlisted}.",
)


def by_instrument(rows: Sequence[Row]) -> Mapping[tuple[str, str, str], list[Row]]:
    """Rows by source, service and instrument, in order of them."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row["source"], row["service"], row["instrument"])):
        found.setdefault((row["source"], row["service"], row["instrument"]), []).append(row)
    return found


def _instruments(rows: Sequence[Row]) -> tuple[Piece, ...]:
    return tuple(
        Piece(
            Said(
                INSTRUMENT,
                {
                    "instrument": instrument or service,
                    **{name: sum(row[name] for row in told) for name in ("best", "n", "unlisted")},
                },
            ),
            max(row["day"] for row in told),
            source,
        )
        for (source, service, instrument), told in by_instrument(rows).items()
    )


def answer_turns(evidence: Evidence, settings: ServiceSettings) -> Iterator[date]:
    """The days on which answers enter or leave the window."""
    for day in {row["day"] for row in evidence.rows("answers")}:
        yield day
        yield leaves(day, settings.expectation_days)
