"""The appendix: what the figures mean, where they come from, and from which snapshot."""

from llif.metrics.catalogue import Family
from llif.publishing import vocabulary, wording
from llif.publishing.pack import cells
from llif.publishing.pack.document import Column, Lines, Section, State, Table
from llif.publishing.pack.silence import silent
from llif.publishing.pack.told import DELIVERY, FLOW, Told
from llif.publishing.words import gettext as _
from llif.terms.errors import N_

RECORDED = (
    (
        N_("Score"),
        N_("Of five dimensions: two for each red, one for each amber. 0 is best, 10 worst."),
        N_("What is not assessed: the range that it may still take stands beside it."),
    ),
    (
        N_("Risk score"),
        N_("Consequence times likelihood, each 1 to 5: 1 to 3 low, 4 to 6 moderate, 8 to 12 high, 15 to 25 extreme."),
        N_("Risks that are closed."),
    ),
    (
        N_("Share of the way"),
        N_("How far the newest value of a benefit has come from its baseline to its target."),
        N_("Values of before the baseline, and of after the day asked for."),
    ),
    (
        N_("Spent"),
        N_("Cost records of the period, pro-rated by day. Currencies are never added up."),
        N_("Costs that no product claims."),
    ),
)
"""What people or records tell beside the measures: its name, what it is, what it leaves out."""


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
    rows += tuple(
        (cells.words(_(name)), cells.words(_(what)), cells.words(_(not_in))) for name, what, not_in in RECORDED
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
        (
            cells.words(name),
            cells.words(_(vocabulary.RESULTS["failed"]) if source.get("error") else _("no fault")),
            cells.words(_collected(source.get("collected_at"), told)),
        )
        for name, source in sorted(manifest.get("sources", {}).items())
    )
    unheard = [*silent(told, Family.FLOW), *silent(told, Family.DELIVERY)]
    lines = [
        *dict.fromkeys(unheard),
        _("Snapshot {name}, as at {day}.", name=told.snapshot.name, day=wording.day(told.asked.as_at)),
        _("Made by llif {version}.", version=manifest["llif"]),
    ]
    columns = (Column(title=_("Source")), Column(title=_("Last collect")), Column(title=_("Collected")))
    about = _("The sources that the figures rest on, and whether the last collect of each failed.")
    blocks: tuple[Lines | Table, ...] = (Lines(lines=tuple(lines)),)
    if rows:
        blocks = (*blocks, Table(title=_("Sources"), about=about, columns=columns, rows=rows))
    said = about if rows else _("No source is declared: nothing is measured from records.")
    state = State.COMPLETE if rows else State.UNKNOWN
    return Section(id="sources", title=_("Appendix: sources and snapshot"), said=(said,), state=state, blocks=blocks)


def _collected(instant: str | None, told: Told) -> str:
    return wording.instant(instant, told.asked.zone) if instant else _("never collected")
