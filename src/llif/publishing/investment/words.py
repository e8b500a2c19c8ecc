"""What is said of money: what is known of it, how much lasts, and the risk in how it is given."""

from collections.abc import Iterator, Mapping
from datetime import date

from llif.publishing import wording
from llif.publishing.asking import Asked
from llif.publishing.investment.gathering import Investment
from llif.publishing.words import gettext as _
from llif.publishing.words import ngettext, translate
from llif.terms.errors import N_

CATEGORIES: Mapping[str, str] = {
    "run": N_("Run: keeping it going"),
    "change": N_("Change: making it better"),
    "capital": N_("Capital"),
    "revenue": N_("Revenue"),
}


def category(code: str | None) -> str:
    """A cost's category in words; one that llif has no word for as its source writes it."""
    if code is None:
        return _("Category not recorded")
    return translate(CATEGORIES[code]) if code in CATEGORIES else code


def spend(code: str | None) -> str:
    return category(code) if code else _("Which of the two is not said")


def sentences(found: Investment, question: Asked) -> Iterator[str]:
    total = wording.number(len(question.products))
    if not found.recorded:
        yield _("Costs are not recorded for this period.")
    else:
        yield ngettext(
            "{n} product of {all} has costs recorded in this period.",
            "{n} products of {all} have costs recorded in this period.",
            found.recorded,
            all=total,
        )
    yield from _unclaimed(question)
    yield from _funding(found, question)


def _unclaimed(question: Asked) -> Iterator[str]:
    """Money of a source in no figure here, for no product claims it."""
    for each in question.snapshot.manifest.get("unclaimed_costs", ()):
        named = "; ".join(f"“{name}”" for name in each["named"])
        more = each["containers"] - len(each["named"])
        if more:
            named = _("{names} and {n} more", names=named, n=wording.number(more))
        yield _(
            "Of all records of the source {source} up to {day}, {amount} is claimed by no product, and is in no figure "
            "here: {named}.",
            amount=wording.money(each["amount"], each["currency"]),
            source=each["source"],
            day=wording.day(question.as_at),
            named=named,
        )


def _funding(found: Investment, question: Asked) -> Iterator[str]:
    if not found.funding:
        yield _("Budgets are not recorded for this period, so how much of the money lasts is not known.")
    for each in found.funding:
        if each.persistent_share is not None:
            yield _(
                "Of {amount} budgeted for this period, {share} is persistent.",
                amount=wording.money(each.total, each.currency),
                share=wording.share(each.persistent_share),
            )
    if any(each.temporary for each in found.funding):
        yield _(
            "Funding model risk: what is temporary ends with its project, while the product has still to be run, "
            "mended and improved."
        )
    ended = {product: day for product, day in found.ending.items() if day < question.as_at}
    if ended:
        yield _("Temporary money that has ended with nothing recorded after it: {list}.", list=_dated(ended, question))
    if len(ended) < len(found.ending):
        ending = {product: day for product, day in found.ending.items() if product not in ended}
        yield _(
            "Temporary money that ends within 12 months with nothing recorded after it: {list}.",
            list=_dated(ending, question),
        )


def _dated(days: Mapping[str, date], question: Asked) -> str:
    return "; ".join(f"{question.product_name(product)} ({wording.day(day)})" for product, day in days.items())
