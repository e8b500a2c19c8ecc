"""Rates unsupported technology from components and their lifecycles, and cloud readiness from where a product runs.

Pure. Source: DEFINITIONS section 4. It refuses to take an unmatched component for a supported one.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Annotated

from pydantic import Field

from llif.portfolio.declared import Words
from llif.practices.contract import Evidence, Held, Piece, Row, Said, Settings, Verdict, held
from llif.practices.enterprise_architecture.registers import HOSTING, WHERE_WORDS, HostingForm, Where
from llif.terms.scorecard import Rating
from llif.terms.time import first_within, next_day


class ArchitectureSettings(Settings):
    """`months_ahead`: how many calendar months before its support end a component turns amber."""

    months_ahead: Annotated[int, Field(strict=True, ge=1, le=120)] = 12


class Support(Enum):
    """How a component stands on a day."""

    PAST = "past"
    SOON = "soon"
    SUPPORTED = "supported"
    UNKNOWN = "unknown"


def support(component: Row, day: date, months: int) -> Support:
    """A day after the end day is past support; the end day itself is not."""
    said, end = component["support"], component["support_ends"]
    if said is None or (end is None and said == "ends"):
        return Support.UNKNOWN
    if end is None:
        return Support.PAST if said == "ended" else Support.SUPPORTED
    if day > end:
        return Support.PAST
    return Support.SOON if day >= first_within(end, months) else Support.SUPPORTED


NO_COMPONENTS = Words("No component is recorded.", "Nid oes cydran wedi'i chofnodi.")
NONE_MATCHED = Words(
    "None of the recorded components has a known support end. Components: {unknown}.",
    "Nid yw diwedd cefnogaeth yr un o'r cydrannau a gofnodwyd yn hysbys. Cydrannau: {unknown}.",
)
COUNTED = Words(
    "Components past support: {past}. Ending within {months} months: {soon}. Supported for longer: {supported}. "
    "Support end not known: {unknown}.",
    "Cydrannau heb gefnogaeth mwyach: {past}. Yn dod i ben o fewn {months} mis: {soon}. Cefnogir am hirach: "
    "{supported}. Diwedd cefnogaeth anhysbys: {unknown}.",
)


def unsupported(evidence: Evidence, settings: ArchitectureSettings) -> Verdict:
    """*Gives* the rating of unsupported technology; its number counts the components past support."""
    months, rows = settings.months_ahead, evidence.rows("components")
    stands = [(row, support(row, evidence.day, months)) for row in rows]
    counts = Counter(stand for _, stand in stands)
    unknown, known = counts[Support.UNKNOWN], len(stands) - counts[Support.UNKNOWN]
    if not known:
        reason = Said(NONE_MATCHED, {"unknown": unknown}) if rows else Said(NO_COMPONENTS)
        return Verdict(Rating.NOT_ASSESSED, reason, unknown=unknown)
    said = {stand.value: counts[stand] for stand in Support}
    pieces = tuple(_component(row) for row, stand in sorted(stands, key=_soonest) if stand is not Support.UNKNOWN)
    reason = Said(COUNTED, {**said, "months": months})
    return Verdict(_rating(counts), reason, pieces, float(counts[Support.PAST]), unknown)


def _rating(counts: Counter[Support]) -> Rating:
    if counts[Support.PAST]:
        return Rating.RED
    return Rating.AMBER if counts[Support.SOON] else Rating.GREEN


def _soonest(stand: tuple[Row, Support]) -> tuple[date, str]:
    row = stand[0]
    ended = date.min if row["support"] == "ended" else date.max
    return row["support_ends"] or ended, str(row["component"])


ENDS = Words("{component}: support ends on {end}.", "{component}: daw'r gefnogaeth i ben ar {end}.")
ENDED = Words(
    "{component}: support has ended; the day is not told.",
    "{component}: mae'r gefnogaeth wedi dod i ben; ni nodir y diwrnod.",
)
NO_END = Words(
    "{component}: supported, with no end announced.",
    "{component}: mae cefnogaeth, heb ddiwedd wedi'i gyhoeddi.",
)


def _component(row: Row) -> Piece:
    end, name = row["support_ends"], f"{row['component']} {row['version'] or ''}".strip()
    template = ENDS if end else ENDED if row["support"] == "ended" else NO_END
    return Piece(Said(template, {"component": name, "end": end}), row["observed_on"], row["source"])


def support_turns(evidence: Evidence, settings: ArchitectureSettings) -> Iterator[date]:
    """The day after each support end, and the day from which it lies within the months ahead."""
    for row in evidence.rows("components"):
        if row["support"] is not None and row["support_ends"]:
            yield first_within(row["support_ends"], settings.months_ahead)
            yield next_day(row["support_ends"])


NO_HOSTING = Words("Where it runs is not recorded.", "Ni chofnodwyd ble mae'n rhedeg.")
UNREADABLE = Words(
    "What is recorded of its hosting cannot be read any more: record it again.",
    "Ni ellir darllen mwyach yr hyn a gofnodwyd am ei letya: cofnodwch ef eto.",
)
SUPPLIER = Words(
    "The supplier holds it, and where it runs is not told.", "Gan y cyflenwr y mae, ac ni ddywedir ble mae'n rhedeg."
)
NO_PLAN = Words("Not in the cloud, with no dated plan.", "Ddim yn y cwmwl, heb gynllun â dyddiad.")
PLAN_PASSED = Words(
    "Not in the cloud: the plan was dated {plan}, and that day passed without a move.",
    "Ddim yn y cwmwl: dyddiad y cynllun oedd {plan}, ac aeth y diwrnod heibio heb symud.",
)
PLANNED = Words("Not in the cloud yet: the plan is dated {plan}.", "Ddim yn y cwmwl eto: dyddiad y cynllun yw {plan}.")
LIFTED = Words(
    "In the cloud as it was lifted, not yet made for it.", "Yn y cwmwl fel y codwyd, heb ei addasu ar ei gyfer eto."
)
NATIVE = Words("Runs on a cloud platform or as a service.", "Yn rhedeg ar blatfform cwmwl neu fel gwasanaeth.")
OUTSIDE = (Where.ON_PREMISES, Where.OWN_DATA_CENTRE)


def cloud(evidence: Evidence, settings: ArchitectureSettings) -> Verdict:
    """*Gives* the rating of cloud readiness. On the plan's own day it stands still; the day after, it has passed."""
    found = held(evidence, HOSTING.name, HostingForm)
    if not found:
        return Verdict(Rating.NOT_ASSESSED, Said(NO_HOSTING))
    entry = found[0]
    if entry.form is None:
        return Verdict(Rating.NOT_ASSESSED, Said(UNREADABLE), unknown=1)
    rating, words = _hosted(entry.form, evidence.day)
    unknown = int(rating is Rating.NOT_ASSESSED)
    return Verdict(rating, Said(words, {"plan": entry.form.plan_on}), (_hosting(entry, entry.form),), unknown=unknown)


def _hosted(form: HostingForm, day: date) -> tuple[Rating, Words]:
    if form.where is Where.SUPPLIER:
        return Rating.NOT_ASSESSED, SUPPLIER
    if form.where is Where.AS_LIFTED:
        return Rating.AMBER, LIFTED
    if form.where not in OUTSIDE:
        return Rating.GREEN, NATIVE
    if form.plan_on is None:
        return Rating.RED, NO_PLAN
    return (Rating.RED, PLAN_PASSED) if day > form.plan_on else (Rating.AMBER, PLANNED)


def _hosting(entry: Held[HostingForm], form: HostingForm) -> Piece:
    where = WHERE_WORDS[form.where.value]
    words = Words(f"Hosting as recorded: {where.en}.", f"Lletya fel y'i cofnodwyd: {where.cy}.")
    return Piece(Said(words), entry.day, HOSTING.name, form.plan or "")


def plan_turns(evidence: Evidence, settings: ArchitectureSettings) -> Iterator[date]:
    """The day after the plan's."""
    for entry in held(evidence, HOSTING.name, HostingForm):
        if entry.form and entry.form.plan_on:
            yield next_day(entry.form.plan_on)
