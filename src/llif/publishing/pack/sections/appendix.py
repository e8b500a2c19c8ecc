"""The appendix: what the figures mean, where they come from, and from which snapshot."""

from llif.publishing import vocabulary, wording
from llif.publishing.pack import cells
from llif.publishing.pack.document import Column, Lines, Section, State, Table
from llif.publishing.pack.told import DELIVERY, FLOW, Told
from llif.publishing.words import gettext as _


def definitions(told: Told) -> Section:
    columns = (
        Column(title=_("Measure")),
        Column(title=_("What it is"), weight=2.4),
        Column(title=_("Leaves out"), weight=2),
    )
    rows = tuple(
        (
            cells.words(_(vocabulary.MEASURES[name].name)),
            cells.words(_(vocabulary.MEASURES[name].definition)),
            cells.words(_(vocabulary.MEASURES[name].leaves_out)),
        )
        for name in (*FLOW, *DELIVERY)
    )
    about = _("The definition of each figure of this pack. Unknown is a value, and it is not zero.")
    table = Table(title=_("Definitions"), about=about, columns=columns, rows=rows)
    return Section(
        id="definitions", title=_("Appendix: definitions"), said=(about,), state=State.COMPLETE, blocks=(table,)
    )


def sources(told: Told) -> Section:
    """The sources as at the snapshot, and the snapshot itself."""
    manifest = told.snapshot.manifest
    rows = tuple(
        (cells.words(name), cells.words(_(vocabulary.RESULTS["failed"]) if source.get("error") else _("no fault")))
        for name, source in sorted(manifest.get("sources", {}).items())
    )
    lines = [
        _("Snapshot {name}, as at {day}.", name=told.snapshot.name, day=wording.day(told.asked.as_at)),
        _("Made by llif {version}.", version=manifest["llif"]),
    ]
    columns = (Column(title=_("Source")), Column(title=_("Last collect")))
    about = _("The sources that the figures rest on, and whether the last collect of each failed.")
    blocks: tuple[Lines | Table, ...] = (Lines(lines=tuple(lines)),)
    if rows:
        blocks = (*blocks, Table(title=_("Sources"), about=about, columns=columns, rows=rows))
    said = about if rows else _("No source is declared: nothing is measured from records.")
    state = State.COMPLETE if rows else State.UNKNOWN
    return Section(id="sources", title=_("Appendix: sources and snapshot"), said=(said,), state=state, blocks=blocks)
