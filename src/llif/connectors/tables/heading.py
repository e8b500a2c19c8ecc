"""A file's heading against what its entry in the settings says: the plan by which its rows are read. Pure."""

from collections.abc import Sequence

from llif.connectors.tables.settings import TableFile
from llif.connectors.tables.shape import Plan, importable, needed
from llif.terms.errors import N_, SourceFailed


def plan(told: TableFile, heading: Sequence[object], name: str) -> Plan:
    """Which cell becomes which landed column. *Raises* SourceFailed where a mapped or a needed column is missing."""
    found = {str(cell).strip(): place for place, cell in reversed(list(enumerate(heading))) if cell is not None}
    _refuse_unknown(told, found, name)
    places = {
        column: tuple(found[theirs] for theirs in told.theirs(column))
        for column in importable(told.table)
        if column not in told.constants
        and all(theirs in found for theirs in told.theirs(column))
        and (column != "title" or told.titles == "keep")
    }
    _refuse_incomplete(told, places, found, name)
    return Plan(told.table, places, told.fixed(), told.words())


def _refuse_unknown(told: TableFile, found: dict[str, int], name: str) -> None:
    unknown = [theirs for column in told.columns for theirs in told.theirs(column) if theirs not in found]
    if unknown:
        raise SourceFailed(
            N_("The settings name the columns {unknown}, which the file does not have; it has {found}."),
            where=f"{name}, row 1",
            remedy=N_("Correct `columns`, `delimiter` or `sheet`."),
            unknown=", ".join(unknown),
            found=_listed(found),
        )


def _refuse_incomplete(told: TableFile, places: dict[str, tuple[int, ...]], found: dict[str, int], name: str) -> None:
    missing = [column for column in needed(told.table) if column not in places and told.constants.get(column) is None]
    if missing:
        raise SourceFailed(
            N_("{table} needs the columns {missing}; the file has {found}."),
            where=f"{name}, row 1",
            remedy=N_("Map them under `columns`, or give `constants`; an id may be composed: `id: [one, other]`."),
            table=told.table,
            missing=", ".join(missing),
            found=_listed(found),
        )


def _listed(found: dict[str, int]) -> str:
    return ", ".join(sorted(found, key=found.__getitem__))[:400] or "none"
