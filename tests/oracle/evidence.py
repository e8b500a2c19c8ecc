"""The oracle's facts of the scorecard's evidence: components, answers, service levels. Plain loops over landed rows.

It reads identifiers by its own rules of thumb, which hold for the made-up ones, and refuses the engine's.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from llif.metrics.reading import PortfolioReading, ProductReading
from oracle.records import Landed, Row, claimed, rows, until

Fact = dict[str, Any]


def day(reading: PortfolioReading, instant: datetime) -> date:
    return instant.astimezone(ZoneInfo(reading.zone)).date()


def components(landed: Landed, reading: PortfolioReading) -> Iterator[Fact]:
    """Each component of each product, with its lifecycle and support."""
    for product in reading.products:
        for row in rows(landed, "components"):
            seen = row["listed_at"] or row["observed_at"]
            if claimed(product.components, row, "container") and until(reading, seen):
                version = row["version"] or _told_version(row)
                yield {
                    **{name: row[name] for name in ("source", "container", "purl")},
                    "product": product.id,
                    "component": row["name"],
                    "version": version,
                    "observed_on": day(reading, seen),
                    **_support(landed, reading, row, version),
                }


def _told_version(row: Row) -> str | None:
    purl, cpe = row["purl"] or "", row["cpe"] or ""
    if "@" in purl:
        return purl.partition("@")[2].partition("?")[0]
    told = cpe.split(":")[5] if cpe.count(":") > 5 else ""
    return None if told in ("", "*", "-") else told  # in a CPE these say: any, and none


def _support(landed: Landed, reading: PortfolioReading, row: Row, version: str | None) -> Fact:
    unknown = dict.fromkeys(("lifecycle", "cycle", "support_ends", "support", "matched_by"))
    by, products = _met(landed, reading, row)
    if not products:
        return unknown
    fitting = [(name, cycle) for name in products for cycle in _cycles(landed, reading, name) if _fits(version, cycle)]
    if not fitting:
        return {**unknown, "lifecycle": min(products), "matched_by": by}
    name, cycle = min(fitting, key=lambda each: (-len(_plain(each[1]["cycle"])), each[0], each[1]["cycle"]))
    ends, supported = cycle["support_ends"], cycle["is_supported"]
    support = "ends" if ends else {True: "supported", False: "ended", None: None}[supported]
    return {"lifecycle": name, "cycle": cycle["cycle"], "support_ends": ends, "support": support, "matched_by": by}


def _met(landed: Landed, reading: PortfolioReading, row: Row) -> tuple[str | None, set[str]]:
    """By the name that the inventory gives, else by package URL, else by CPE."""
    told = [each for each in rows(landed, "lifecycles") if each["source"] in reading.lifecycles]
    named = {each["product"] for each in told if each["product"] == row["lifecycle"]}
    if named:
        return "name", named
    for kind, text, by, what in (("purl", row["purl"], "purl", _package), ("cpe", row["cpe"], "identifier", _cpe)):
        met = {
            each["product"]
            for each in rows(landed, "lifecycle_identifiers")
            if each["source"] in reading.lifecycles
            and each["kind"] == kind
            and text
            and what(each["value"]) == what(text)
        }
        if met:
            return by, met
    return None, set()


def _package(purl: str) -> str:
    return purl.partition("?")[0].partition("@")[0].lower()


def _cpe(text: str) -> tuple[str, ...]:
    return tuple(text.lower().replace("cpe:/", "cpe:2.3:").split(":")[2:5])


def _cycles(landed: Landed, reading: PortfolioReading, name: str) -> list[Row]:
    """The first source in the portfolio's order that tells of a cycle is believed."""
    found: dict[str, Row] = {}
    for source in reversed(reading.lifecycles):
        for row in rows(landed, "lifecycles"):
            if row["source"] == source and row["product"] == name:
                found[row["cycle"]] = row
    return list(found.values())


def _plain(text: str) -> str:
    return re.sub(r"^(\d+:)?v?(?=\d)", "", text.strip().lower())


def _fits(version: str | None, cycle: Row) -> bool:
    rest = _plain(version or "").removeprefix(_plain(cycle["cycle"]))
    whole = _plain(version or "").startswith(_plain(cycle["cycle"]))
    return version is not None and whole and not rest[:1].isdigit()


def answers(landed: Landed, reading: PortfolioReading) -> list[Fact]:
    """Answers by product, source, service, instrument and local day."""
    counts: defaultdict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    for product, row in _owned(landed, reading, "survey_responses"):
        if until(reading, row["answered_at"]):
            place = (
                product.id,
                row["source"],
                row["service"],
                row["instrument"] or "",
                day(reading, row["answered_at"]),
            )
            listed, best = _judged(row)
            counts[place] = [count + add for count, add in zip(counts[place], (listed, best, not listed), strict=True)]
    names = ("product", "source", "service", "instrument", "day", "n", "best", "unlisted")
    return [dict(zip(names, (*place, *found), strict=True)) for place, found in counts.items()]


def _judged(row: Row) -> tuple[bool, bool]:
    """Whether the score is on a scale whose best end is known, and in its best two categories."""
    score, low, high = row["score"], row["scale_min"], row["scale_max"]
    if None in (score, low, high) or row["best"] not in ("lowest", "highest") or not low <= score <= high:
        return False, False
    steps = score - low if row["best"] == "lowest" else high - score
    return True, steps < 2


def service_levels(landed: Landed, reading: PortfolioReading) -> list[Fact]:
    counts: defaultdict[tuple[Any, ...], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for product, row in _owned(landed, reading, "service_levels"):
        if row["day"] <= day(reading, reading.as_at):
            place = (product.id, row["source"], row["service"], row["objective"], row["day"])
            counts[place] = [counts[place][0] + row["good"], counts[place][1] + row["total"]]
    names = ("product", "source", "service", "objective", "day", "good", "total")
    return [dict(zip(names, (*place, *found), strict=True)) for place, found in counts.items()]


def _owned(landed: Landed, reading: PortfolioReading, table: str) -> Iterator[tuple[ProductReading, Row]]:
    for product in reading.products:
        for row in rows(landed, table):
            if claimed(product.services, row, "service"):
                yield product, row
