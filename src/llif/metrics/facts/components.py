"""The software that products rest on, and when its support ends. Pure ibis, but for the reading of identifiers.

A component meets a lifecycle by the name that its inventory gives (and no other name), else by its package URL without
version, else by its CPE. Its version meets the longest cycle that it begins with, where no further digit follows:
1.3.15 is of cycle 1.3, or else of 1; never of 1.30 or 1.3.1. Source: DEFINITIONS section 4.
"""

from collections.abc import Callable, Mapping

import ibis
import ibis.expr.types as ir
from ibis import _

from llif.metrics.facts import claims, identity, local_days
from llif.metrics.facts.landed import made, nothing, table
from llif.metrics.reading import PortfolioReading

BY_NAME, BY_PURL, BY_IDENTIFIER = "name", "purl", "identifier"
ENDS, ENDED, SUPPORTED = "ends", "ended", "supported"
FACT = {
    "product": "string",
    "source": "string",
    "container": "string",
    "component": "string",
    "version": "string",
    "purl": "string",
    "lifecycle": "string",
    "cycle": "string",
    "support_ends": "date",
    "support": "string",
    "matched_by": "string",
    "observed_on": "date",
}
SUBJECT = ("declared", "told_purl", "told_cpe", "told_version")
KEYS = {
    **dict.fromkeys(SUBJECT, "string"),
    "purl_key": "string",
    "cpe_key": "string",
    "plain": "string",
    "shown": "string",
}
IDENTIFIERS = {"by": "string", "rank": "int64", "key": "string", "lifecycle": "string"}
CYCLES = {
    "lifecycle": "string",
    "cycle": "string",
    "plain_cycle": "string",
    "support_ends": "date",
    "is_supported": "boolean",
}
DIGITS = list("0123456789")
Keep = Callable[[str, ir.Table], ir.Table]


def components(landed: Mapping[str, ir.Table], reading: PortfolioReading, keep: Keep) -> ir.Table:
    """One row per component and product that claims its container, matched or not.

    *Gives* `FACT`: `support` is `ends` (on `support_ends`), `ended` or `supported` (no day is known), or null: unknown.
    *Leaves out* what was listed after the cut.
    """
    if "components" not in landed or not any(product.components for product in reading.products):
        return nothing(FACT)
    owned = keep("components_owned", _owned(landed["components"], reading))
    subjects = keep("components_read", _subjects(owned))
    matched = keep("components_matched", _matched(subjects, landed, reading))
    met = owned.left_join(subjects.select(*SUBJECT, "shown"), list(SUBJECT), rname="{name}_read")
    met = met.left_join(matched, list(SUBJECT), rname="{name}_met")
    dated = local_days.with_day(met, "seen_at", reading.zone, reading.cut)
    return dated.select(
        "product", "source", "container", component="name", version="shown", purl=_.purl,
        lifecycle=_.lifecycle, cycle=_.cycle, support_ends=_.support_ends, support=_support(dated),
        matched_by=_.by, observed_on=_.day,
    )  # fmt: skip


def _owned(found: ir.Table, reading: PortfolioReading) -> ir.Table:
    owners = claims.owners(found, "container", reading, lambda product: product.components)
    owned = found.join(owners.select("source", "container", "product"), ["source", "container"])
    seen = owned.mutate(seen_at=_.listed_at.coalesce(_.observed_at).cast("timestamp")).filter(_.seen_at <= reading.cut)
    told = {"declared": seen.lifecycle, "told_purl": seen.purl, "told_cpe": seen.cpe, "told_version": seen.version}
    known = {name: column.strip().fill_null("") for name, column in told.items()}
    return seen.mutate(**known).select("product", "source", "container", "name", "purl", "seen_at", *SUBJECT)


def _subjects(owned: ir.Table) -> ir.Table:
    """Every different combination of what is told, read once."""
    found = owned.select(*SUBJECT).distinct().to_pyarrow().to_pylist()
    return made([_read(row) for row in found], KEYS)


def _read(row: Mapping[str, str]) -> tuple[str | None, ...]:
    purl, cpe = identity.of_purl(row["told_purl"]), identity.of_cpe(row["told_cpe"])
    version = row["told_version"] or purl.version or cpe.version
    return (*(row[name] for name in SUBJECT), purl.key, cpe.key, identity.plain_version(version), version)


def _matched(subjects: ir.Table, landed: Mapping[str, ir.Table], reading: PortfolioReading) -> ir.Table:
    """One row per combination that meets a lifecycle: how it was met, its cycle and support, or nulls."""
    cycles, identifiers = _cycles(landed, reading), _identifiers(landed, reading)
    met = [
        subjects.join(identifiers.filter(_.by == by), column == identifiers.key).select(
            *SUBJECT, "plain", "by", "rank", lifecycle="lifecycle"
        )
        for by, column in (
            (BY_NAME, subjects.declared),
            (BY_PURL, subjects.purl_key),
            (BY_IDENTIFIER, subjects.cpe_key),
        )
    ]
    candidates = ibis.union(*met)
    tried = candidates.left_join(cycles, "lifecycle").drop("lifecycle_right")
    after = tried.plain.substr(tried.plain_cycle.length(), 1)
    fits = (tried.plain.startswith(tried.plain_cycle) & after.notin(DIGITS)).fill_null(False)
    length = ibis.cases((fits, tried.plain_cycle.length()), else_=-1)
    order = [tried["rank"], length.desc(), tried.lifecycle, tried.cycle]
    first = ibis.window(group_by=list(SUBJECT), order_by=order)
    ranked = tried.mutate(fits=fits, place=ibis.row_number().over(first)).filter(_.place == 0)
    known = {
        name: ibis.cases((ranked.fits, ranked[name]), else_=ibis.null(CYCLES[name]))
        for name in ("cycle", "support_ends", "is_supported")
    }
    return ranked.mutate(**known).select(*SUBJECT, "by", "lifecycle", "cycle", "support_ends", "is_supported")


def _support(rows: ir.Table) -> ir.StringValue:
    return ibis.cases(
        (rows.support_ends.notnull(), ENDS),
        (rows.is_supported, SUPPORTED),
        (~rows.is_supported, ENDED),
        else_=ibis.null("string"),
    )


def _cycles(landed: Mapping[str, ir.Table], reading: PortfolioReading) -> ir.Table:
    """The cycles of the portfolio's lifecycles; where several sources tell of one, the source named first."""
    found = table(landed, "lifecycles").select("source", "product", "cycle", "support_ends", "is_supported")
    told: dict[tuple[str, str], tuple[object, ...]] = {}
    for row in sorted(_of_sources(found, reading), key=lambda row: reading.lifecycles.index(row["source"])):
        plain = identity.plain_version(row["cycle"])
        values = (row["product"], row["cycle"], plain, row["support_ends"], row["is_supported"])
        told.setdefault((row["product"], row["cycle"]), values)
    return made(list(told.values()), CYCLES)


def _identifiers(landed: Mapping[str, ir.Table], reading: PortfolioReading) -> ir.Table:
    named = {
        (BY_NAME, 0, row["product"], row["product"])
        for row in _of_sources(table(landed, "lifecycles").select("source", "product").distinct(), reading)
    }
    told = _of_sources(
        table(landed, "lifecycle_identifiers").select("source", "product", "kind", "value").distinct(), reading
    )
    purls = {
        (BY_PURL, 1, identity.of_purl(row["value"]).key, row["product"]) for row in told if row["kind"] == identity.PURL
    }
    cpes = {
        (BY_IDENTIFIER, 2, identity.of_cpe(row["value"]).key, row["product"])
        for row in told
        if row["kind"] == identity.CPE
    }
    return made(sorted(each for each in named | purls | cpes if each[2]), IDENTIFIERS)


def _of_sources(found: ir.Table, reading: PortfolioReading) -> list[dict[str, str]]:
    if not reading.lifecycles:
        return []
    rows: list[dict[str, str]] = found.filter(_.source.isin(list(reading.lifecycles))).to_pyarrow().to_pylist()
    return rows
