"""How much of a portfolio's work in progress is neglected or old, as its snapshot was published with."""

from functools import partial

from llif.metrics.open_work import OpenWork, counted
from llif.publishing.figures import figures
from llif.publishing.remembered import PerSnapshot
from llif.warehouse.snapshots import Snapshot


def _found(snapshot: Snapshot) -> OpenWork:
    """From the manifest; counted here for a snapshot whose manifest does not tell it yet."""
    told = snapshot.manifest.get("open_work")
    return OpenWork(**told) if told else figures.aside(partial(_counted, snapshot))


def _counted(snapshot: Snapshot) -> OpenWork:
    allowed = {row["id"]: row["neglected_after_days"] for row in snapshot.manifest["portfolio"]["products"]}
    return counted(figures.facts(snapshot), snapshot.as_at, allowed)


open_work = PerSnapshot(_found)
