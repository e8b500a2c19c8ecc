"""Publish: facts of a portfolio as at a day, written as a snapshot; made current in one step, or not at all."""

from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import date, datetime
from itertools import chain
from pathlib import Path

import ibis.backends
import ibis.expr.types as ir

from llif.metrics import facts, open_work
from llif.metrics.reading import PortfolioReading
from llif.pipeline import gaps, manifest, reading
from llif.portfolio.declared import DeclaredPortfolio
from llif.terms.errors import N_, InputError
from llif.terms.time import day_of
from llif.warehouse import engine
from llif.warehouse.draft import Draft
from llif.warehouse.landing import Landing
from llif.warehouse.snapshots import Snapshot, Snapshots

Progress = Callable[[str], None]
MEMORY = "3GiB"  # measured: without a limit ten million status changes take 6.9 GiB; beyond it the engine spills
READ = (
    *("work_items", "status_changes", "changes", "deployments", "deployed_changes", "incidents"),
    *("components", "lifecycles", "lifecycle_identifiers", "survey_responses", "service_levels", "costs"),
)
LISTS = ("components",)  # an inventory is no event: the one known at as-at is read, not the newest


def publish(
    declared: DeclaredPortfolio,
    *,
    home: Path,
    now: datetime,
    fingerprint: str,
    as_at: date | None = None,
    elsewhere: Collection[gaps.Named] = (),
    progress: Progress = lambda _step: None,
) -> Snapshot:
    """Build a portfolio's facts and publish them.

    *Gives* the new snapshot; whatever fails, the last one goes on serving. It goes on too where an asked `as_at` is
    before the last one's: what is told of an earlier day stands beside what everybody sees.

    *Takes* `fingerprint`, of the declared mappings and products; `elsewhere`, the costs that other portfolios claim, of
    which nothing is told here. *Raises* InputError when nothing has been landed of
    the sources it names; a portfolio that names none has facts without a row.
    """
    landing, snapshots = Landing(home), Snapshots(home)
    sources = sorted(declared.source_ids)
    _check_landed(landing, sources, declared.id)
    read = reading.read(declared, as_at=as_at, now=now)
    about = manifest.described(declared, reading.framed(declared, read, ""), landing, fingerprint)
    day = day_of(read.as_at, declared.time_zone)
    with (
        landing.reading(sources),
        snapshots.writing(
            declared.id, as_at=read.as_at, manifest=about, day=day, now=now, is_look_back=as_at is not None
        ) as draft,
    ):
        session = engine.connect(memory_limit=MEMORY)
        landed = {
            name: _kept(session, f"landed_{name}", _newest(landing, session, name, sources, read)) for name in READ
        }
        _write(draft, landed, read, session, progress)
        draft.manifest["unclaimed_costs"] = gaps.unclaimed_costs(landed, read, elsewhere)
    return snapshots.named(declared.id, str(draft.name))


def _check_landed(landing: Landing, sources: list[str], portfolio: str) -> None:
    if sources and not any(landing.loads(source) for source in sources):
        raise InputError(
            N_("None of the portfolio's sources has been collected yet."),
            where=portfolio,
            remedy=N_("Run “llif collect” first, or “llif refresh” for both."),
        )


def _newest(
    landing: Landing, session: ibis.backends.BaseBackend, name: str, sources: list[str], read: PortfolioReading
) -> ir.Table:
    return landing.newest(session, name, sources, known_at=read.as_at if name in LISTS else None)


def _write(
    draft: Draft,
    landed: dict[str, ir.Table],
    read: PortfolioReading,
    session: ibis.backends.BaseBackend,
    progress: Progress,
) -> None:
    kept: dict[str, ir.Table] = {}

    def keep(name: str, rows: ir.Table) -> ir.Table:
        progress(name)
        kept[name] = _kept(session, name, rows)
        return kept[name]

    built = facts.build(landed, read, keep)
    built["components"] = keep("components", built["components"])
    for name, rows in built.items():
        progress(name)
        draft.write(name, rows, order_by=facts.SORTED_BY[name])
    _count(draft.manifest["sources"], landed)
    allowed = {product["id"]: product["neglected_after_days"] for product in draft.manifest["portfolio"]["products"]}
    draft.manifest["open_work"] = asdict(open_work.counted(built, read.as_at, allowed))
    draft.manifest["unmapped"] = gaps.unmapped(built, landed)
    draft.manifest["components"] = gaps.components(built)
    found = chain(gaps.problems(landed, kept["counted"], read), gaps.evidence(built, landed, read))
    draft.manifest["problems"] = [asdict(each) for each in found]
    draft.manifest["freshness"] = manifest.freshness(built["freshness"].to_pyarrow().to_pylist(), read.zone)


def _count(sources: dict[str, dict[str, object]], landed: dict[str, ir.Table]) -> None:
    """Records as they are known now, not every version that was landed."""
    for name, rows in landed.items():
        for row in rows.group_by("source").aggregate(records=rows.count()).to_pyarrow().to_pylist():
            counts = sources[row["source"]]["counts"]
            if isinstance(counts, dict):
                counts[name] = row["records"]


def _kept(session: ibis.backends.BaseBackend, name: str, rows: ir.Table) -> ir.Table:
    """Work a table out once, in the session."""
    return session.create_table(name, rows, temp=True)
