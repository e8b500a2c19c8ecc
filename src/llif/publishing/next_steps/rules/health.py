"""Next steps that the scorecard calls for: what is past support, what ends, what is overdue, what nobody judged."""

from llif.portfolio.declared import Words
from llif.practices.contract import Said
from llif.publishing.next_steps.proposals import Answers, Blind, Proposal
from llif.publishing.next_steps.rules.shaping import ago, cells, of_product, of_whole
from llif.publishing.next_steps.seen import Seen, SeenCell, SeenProduct
from llif.terms.scorecard import Dimension, Rating

TO_MEND = (Rating.RED, Rating.AMBER)
DIMENSION_WORDS = {
    Dimension.COMMERCIAL_RISK: Words("commercial risk", "risg fasnachol"),
    Dimension.UNSUPPORTED_TECHNOLOGY: Words("unsupported technology", "technoleg heb gefnogaeth"),
    Dimension.CLOUD_READINESS: Words("cloud readiness", "parodrwydd ar gyfer y cwmwl"),
    Dimension.CUSTOMER_EXPECTATION: Words("customer expectation", "disgwyliadau cwsmeriaid"),
    Dimension.RELIABILITY: Words("reliability", "dibynadwyedd"),
}
RATING_WORDS = {Rating.RED: Words("red", "coch"), Rating.AMBER: Words("amber", "oren")}
PAST_ONE = Words(
    "{product} runs a component past support; it ended {ago}.",
    "{product}: mae un gydran heb gefnogaeth mwyach; daeth i ben {ago}.",
)
PAST_MANY = Words(
    "{product} runs {n} components past support; the earliest ended {ago}.",
    "{product}: cydrannau heb gefnogaeth mwyach: {n}; daeth y gynharaf i ben {ago}.",
)
PAST_UNDATED = Words(
    "{product}: components past support: {n}; the day is not told.",
    "{product}: cydrannau heb gefnogaeth mwyach: {n}; ni nodir y diwrnod.",
)


def unsupported(seen: Seen) -> Answers:
    """Components past support. That others are not known makes a product neither better nor worse."""
    for product, cell in cells(seen, Dimension.UNSUPPORTED_TECHNOLOGY):
        if cell.evidence is Rating.NOT_ASSESSED:
            yield Blind("unsupported", product.id)
        elif cell.number and not cell.is_accepted:
            yield of_product(
                seen, product, "unsupported", Dimension.UNSUPPORTED_TECHNOLOGY, _past(seen, product, cell), _n(cell)
            )


def _past(seen: Seen, product: SeenProduct, cell: SeenCell) -> Said:
    values: dict[str, object] = {"product": product.name, "n": _n(cell)}
    if not product.ended:
        return Said(PAST_UNDATED, values)
    template = PAST_ONE if _n(cell) == 1 else PAST_MANY
    return Said(template, {**values, "ago": ago(min(product.ended), seen.day)})


def _n(cell: SeenCell) -> int:
    return int(cell.number or 0)


CONTRACT = Words("{product}: {reason}", "{product}: {reason}")


def contract(seen: Seen) -> Answers:
    """A contract that ended, or ends soon without a successor, or has no exit plan."""
    for product, cell in cells(seen, Dimension.COMMERCIAL_RISK):
        if cell.evidence is Rating.NOT_ASSESSED:
            yield Blind("contract", product.id)
        elif cell.evidence in TO_MEND and not cell.is_accepted:
            reason = Said(CONTRACT, {"product": product.name, "reason": cell.reason})
            yield of_product(seen, product, "contract", Dimension.COMMERCIAL_RISK, reason, cell.evidence.value)


OVERDUE_ONE = Words(
    "{product}: {dimension} is {rating}, a day longer than is allowed.",
    "{product}: {dimension} – {rating}, diwrnod yn hirach nag a ganiateir.",
)
OVERDUE_TWO = Words(
    "{product}: {dimension} is {rating}, {days} days longer than is allowed.",
    "{product}: {dimension} – {rating}, {days} ddiwrnod yn hirach nag a ganiateir.",
)
OVERDUE = Words(
    "{product}: {dimension} is {rating}, {days} days longer than is allowed.",
    "{product}: {dimension} – {rating}, {days} diwrnod yn hirach nag a ganiateir.",
)
OVERDUE_BY = {1: OVERDUE_ONE, 2: OVERDUE_TWO}


def overdue(seen: Seen) -> Answers:
    """A red or amber cell that is past its days to mend, in a dimension that no rule of its own speaks of."""
    for dimension in Dimension:
        for product, cell in cells(seen, dimension):
            part = f"{product.id}-{dimension.value}"
            if cell.rating is Rating.NOT_ASSESSED:
                yield Blind("overdue", part)
            elif cell.rating in TO_MEND and cell.overdue_days and not _speaks_for_itself(dimension, cell):
                yield Proposal(
                    "overdue",
                    part,
                    (product.id,),
                    Said(OVERDUE_BY.get(cell.overdue_days, OVERDUE), _overdue(product, dimension, cell)),
                    f"{seen.portfolio}/{product.id}/{dimension}",
                    cell.rating.value,
                )


def _speaks_for_itself(dimension: Dimension, cell: SeenCell) -> bool:
    own = dimension is Dimension.UNSUPPORTED_TECHNOLOGY and bool(cell.number)
    return cell.is_accepted or own or (dimension is Dimension.COMMERCIAL_RISK and cell.evidence in TO_MEND)


def _overdue(product: SeenProduct, dimension: Dimension, cell: SeenCell) -> dict[str, object]:
    words = {"dimension": DIMENSION_WORDS[dimension], "rating": RATING_WORDS[cell.rating]}
    return {"product": product.name, "days": cell.overdue_days, **words}


EXPIRED = Words(
    "{product}: the judgement of {judged} was to be reviewed by {day}.",
    "{product}: roedd y farn am {judged} i'w hadolygu erbyn {day}.",
)
MUTATED = {
    Dimension.COMMERCIAL_RISK: Words("commercial risk", "y risg fasnachol"),
    Dimension.UNSUPPORTED_TECHNOLOGY: Words("unsupported technology", "y dechnoleg heb gefnogaeth"),
    Dimension.CLOUD_READINESS: Words("cloud readiness", "y parodrwydd ar gyfer y cwmwl"),
    Dimension.CUSTOMER_EXPECTATION: Words("customer expectation", "y disgwyliadau cwsmeriaid"),
    Dimension.RELIABILITY: Words("reliability", "y dibynadwyedd"),
}


def expired(seen: Seen) -> Answers:
    """A person's judgement whose review day has passed."""
    for dimension in Dimension:
        for product, cell in cells(seen, dimension):
            if cell.expired_on is not None:
                values = {
                    "product": product.name,
                    "dimension": DIMENSION_WORDS[dimension],
                    "judged": MUTATED[dimension],
                    "day": cell.expired_on,
                }
                yield Proposal(
                    "expired",
                    f"{product.id}-{dimension.value}",
                    (product.id,),
                    Said(EXPIRED, values),
                    f"{seen.portfolio}/{product.id}/{dimension}",
                    cell.expired_on.isoformat(),
                )


UNKNOWN_HEALTH = Words(
    "Products of which no dimension is rated, by evidence or by a person: {n} of {of}.",
    "Cynhyrchion heb yr un dimensiwn wedi'i asesu, gan dystiolaeth na chan berson: {n} o {of}.",
)


def unassessed(seen: Seen) -> Answers:
    """Products with no rating at all: find out."""
    dark = [each for each in seen.products if _is_dark(each)]
    if dark:
        reason = Said(UNKNOWN_HEALTH, {"n": len(dark), "of": len(seen.products)})
        yield of_whole(seen, "unassessed", "scorecard", reason, len(dark))


def _is_dark(product: SeenProduct) -> bool:
    return bool(product.cells) and all(each.rating is Rating.NOT_ASSESSED for each in product.cells.values())
