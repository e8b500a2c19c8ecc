"""Next steps that the flow of work calls for: what has no kind, too little on debt and risk, what slows, what lies."""

from llif.metrics.spc import Variation
from llif.portfolio.declared import Words
from llif.practices.contract import Said
from llif.publishing.next_steps.proposals import Answers, Blind
from llif.publishing.next_steps.rules.shaping import measured, of_product, of_whole, tenths
from llif.publishing.next_steps.seen import Seen
from llif.terms.work import Kind

UNMAPPED_IS_MUCH = 0.2
OLD_IS_MUCH, OLD_AT_LEAST = 0.5, 5
FEWEST_ITEMS = 10
UNMAPPED = Words(
    "{product}: {share} % of {n} finished items have no kind.",
    "{product}: nid oes math gan {share} % o'r {n} eitem orffenedig.",
)


def unmapped(seen: Seen) -> Answers:
    """A fifth or more of the finished work has no kind."""
    for product in seen.products:
        figure = product.figure("flow_unmapped")
        if figure is None or figure.value is None or figure.n < FEWEST_ITEMS:
            yield Blind("unmapped", product.id)
        elif figure.value >= UNMAPPED_IS_MUCH:
            values = {"product": product.name, "share": round(figure.value * 100), "n": figure.n}
            yield of_product(seen, product, "unmapped", "flow_unmapped", Said(UNMAPPED, values), tenths(figure.value))


FLOOR = Words(
    "{product}: debt and risk are {share} % of the finished work that has a kind; the floor is {floor} %.",
    "{product}: dyled a risg yw {share} % o'r gwaith gorffenedig sydd â math; yr isafswm yw {floor} %.",
)


def floor(seen: Seen) -> Answers:
    """Debt and risk together below the advisory floor, where both are recorded."""
    for product in seen.products:
        shares = [measured(product, "flow_distribution", kind.value) for kind in (Kind.DEBT, Kind.RISK)]
        known = [each for each in shares if each is not None]
        ended = product.figure("flow_unmapped")
        if len(known) < len(shares) or ended is None or ended.n < FEWEST_ITEMS:
            yield Blind("floor", product.id)
        elif round(sum(known), 9) < seen.floor:
            share = sum(known)
            values = {"product": product.name, "share": round(share * 100), "floor": round(seen.floor * 100)}
            yield of_product(seen, product, "floor", "flow_distribution", Said(FLOOR, values), tenths(share))


LEAD_TIME = Words(
    "{product}: its change lead time is worsening, and that is a signal: {n} four-week periods since {day}.",
    "{product}: mae amser arwain newidiadau'n gwaethygu, ac mae hynny'n signal: {n} cyfnod o bedair wythnos ers {day}.",
)


def lead_time(seen: Seen) -> Answers:
    """A special cause of concern that still holds at the newest point."""
    for product in seen.products:
        found = product.signal
        if found is None:
            yield Blind("lead-time", product.id)
        elif found.variation is Variation.CONCERN and found.is_current and found.since is not None:
            reason = Said(LEAD_TIME, {"product": product.name, "n": found.points, "day": found.since})
            yield of_product(seen, product, "lead-time", "lead_time", reason, found.since.isoformat())


NEGLECTED = Words(
    "Items in progress with no activity for long: {neglected} of {n}.",
    "Eitemau ar y gweill heb weithgaredd ers amser: {neglected} o {n}.",
)
OLD = Words(
    "Items in progress that are older than 85 of 100 were when they ended: {old} of {n}.",
    "Eitemau ar y gweill sy'n hŷn nag oedd 85 o bob 100 pan ddaethant i ben: {old} o {n}.",
)


def neglected(seen: Seen) -> Answers:
    work = seen.open_work
    if work is not None and work.neglected:
        reason = Said(NEGLECTED, {"neglected": work.neglected, "n": work.items})
        yield of_whole(seen, "neglected", "flow_load", reason, tenths(work.neglected / work.items))


def old(seen: Seen) -> Answers:
    work = seen.open_work
    if work is not None and work.old >= max(OLD_AT_LEAST, OLD_IS_MUCH * work.items):
        reason = Said(OLD, {"old": work.old, "n": work.items})
        yield of_whole(seen, "old", "flow_load", reason, tenths(work.old / work.items))
