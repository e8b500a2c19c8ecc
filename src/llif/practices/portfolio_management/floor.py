"""How finished work on debt and risk stands against the advisory floor. Pure.

It refuses to count a kind that is not recorded as none of it.
"""

from collections.abc import Iterator, Sequence

from llif.portfolio.declared import Words
from llif.practices.contract import CellKind, Column, Evidence, Said, TablePanel
from llif.practices.portfolio_management.rules import PortfolioSettings
from llif.terms.work import Kind

DISTRIBUTION, UNMAPPED = "flow_distribution", "flow_unmapped"
EXACT = 9  # decimals: a sum of two shares may differ from the floor by the last bit of a float

BELOW = Words("below the floor of {low} to {high} %", "islaw'r isafswm o {low} i {high} %")
WITHIN = Words("within the floor of {low} to {high} %", "o fewn yr isafswm o {low} i {high} %")
ABOVE = Words("above the floor of {low} to {high} %", "uwchlaw'r isafswm o {low} i {high} %")
REACHED = Words(
    "reaches the floor of {low} to {high} % by what is recorded",
    "yn cyrraedd yr isafswm o {low} i {high} % yn ôl yr hyn a gofnodir",
)
UNKNOWN = Words("not known: not every kind is recorded", "anhysbys: ni chofnodir pob math")
NOT_RECORDED = Words("not recorded", "heb ei gofnodi")


def against(debt: float | None, risk: float | None, settings: PortfolioSettings) -> Said:
    """*Takes* shares of 0 to 1 of the finished work that has a kind; null where the kind is not recorded."""
    known = [share for share in (debt, risk) if share is not None]
    least = round(sum(known), EXACT)
    edges = {"low": _percent(settings.floor_low), "high": _percent(settings.floor_high)}
    if known and least > settings.floor_high:
        return Said(ABOVE, edges)
    if len(known) < 2:
        return Said(REACHED, edges) if known and least >= settings.floor_low else Said(UNKNOWN)
    return Said(WITHIN if least >= settings.floor_low else BELOW, edges)


def _percent(share: float) -> float:
    return round(share * 100, 1)


def shares(evidence: Evidence, settings: PortfolioSettings) -> Iterator[Sequence[object]]:
    """A row where finished work is measured at all."""
    unmapped = evidence.figures.get((UNMAPPED, None))
    if unmapped is None or unmapped.value is None:
        return
    debt, risk = _share(evidence, Kind.DEBT), _share(evidence, Kind.RISK)
    both = None if debt is None or risk is None else round(debt + risk, EXACT)
    shown = [NOT_RECORDED if share is None else share for share in (debt, risk, both)]
    yield (*shown, against(debt, risk, settings), unmapped.value, unmapped.n)


def _share(evidence: Evidence, kind: Kind) -> float | None:
    figure = evidence.figures.get((DISTRIBUTION, kind.value))
    return figure.value if figure else None


FLOOR = TablePanel(
    "floor",
    Words("Debt and risk against the floor", "Dyled a risg yn erbyn yr isafswm"),
    Words(
        "15 to 25 % of capacity (a setting) is the advisory floor for debt and engineering health. Here: their share "
        "of the finished work that has a kind. The unmapped share stands beside it.",
        "15 i 25 % o'r capasiti (gosodiad) yw'r isafswm cynghorol ar gyfer dyled ac iechyd peirianyddol. Yma: eu "
        "cyfran o'r gwaith gorffenedig sydd â math. Saif y gyfran heb ei mapio wrth ei hochr.",
    ),
    (
        Column(Words("Debt", "Dyled"), CellKind.SHARE),
        Column(Words("Risk", "Risg"), CellKind.SHARE),
        Column(Words("Together", "Gyda'i gilydd"), CellKind.SHARE),
        Column(Words("Against the floor", "Yn erbyn yr isafswm")),
        Column(Words("Unmapped", "Heb ei fapio"), CellKind.SHARE),
        Column(Words("Finished items", "Eitemau gorffenedig"), CellKind.NUMBER),
    ),
    shares,
    Words("No finished work is measured.", "Nid oes gwaith gorffenedig wedi'i fesur."),
)
