"""Next steps that the records themselves call for: silence, failure, what nothing tells, a risk's limit crossed."""

from llif.portfolio.declared import Words
from llif.portfolio.risks.reading import Asks
from llif.practices.contract import Said
from llif.publishing.next_steps.proposals import WHOLE, Answers, Blind, Proposal
from llif.publishing.next_steps.rules.shaping import measured, of_product, of_whole, standing
from llif.publishing.next_steps.seen import Seen
from llif.terms.quantity import Standing

SILENT = Words(
    "{product}: nothing has been heard from {source} since {day}.",
    "{product}: ni chlywyd dim o {source} ers {day}.",
)


def silent(seen: Seen) -> Answers:
    """A source that fell silent: what followed is unknown, not zero."""
    for product in seen.products:
        if product.silent:
            source, day = min(product.silent, key=lambda each: (each[1], each[0]))
            reason = Said(SILENT, {"product": product.name, "source": f"“{source}”", "day": day})
            yield of_product(seen, product, "silent", "freshness", reason, day.isoformat())


FAILED = Words("The last collect failed: {sources}.", "Methodd y casgliad diwethaf: {sources}.")


def failed(seen: Seen) -> Answers:
    """Sources whose last collect failed."""
    if seen.failed_sources:
        names = ", ".join(sorted(seen.failed_sources))
        yield of_whole(seen, "failed", "sources", Said(FAILED, {"sources": names}), names[:200])


NO_FAILURES = Words(
    "Nothing tells which deployments failed. Products that deploy and are not told of: {n} of {of}.",
    "Nid oes dim yn dweud pa leoliadau a fethodd. Cynhyrchion sy'n lleoli heb hynny: {n} o {of}.",
)


def failures(seen: Seen) -> Answers:
    """Products that deploy, and of which no source says what failed: find out."""
    deploying = [each for each in seen.products if measured(each, "deployment_frequency") is not None]
    blind = [each for each in deploying if standing(each, "change_fail_rate") is Standing.NOT_MEASURED]
    if blind:
        reason = Said(NO_FAILURES, {"n": len(blind), "of": len(deploying)})
        yield of_whole(seen, "failures", "change_fail_rate", reason, len(blind))


RISK = Words(
    "The risk “{risk}” has crossed the limit of the figure that watches it.",
    "Mae'r risg “{risk}” wedi croesi terfyn y ffigur sy'n ei gwylio.",
)


def risk(seen: Seen) -> Answers:
    """A risk whose watched figure crossed its limit."""
    for each in seen.risks:
        if each.is_open and each.watched and each.watched.crossed is None:
            yield Blind("risk", each.key)
        elif Asks.OVER_LIMIT in each.asks and each.watched:
            cause = f"{seen.portfolio}/{each.watched.product or WHOLE}/{each.watched.measure}"
            reason = Said(RISK, {"risk": each.form.title})
            yield Proposal("risk", each.key, each.products, reason, cause, str(each.watched.limit))


BENEFIT = Words(
    "The benefit “{benefit}” was to reach its target by {day}, and its newest value does not.",
    "Roedd y budd “{benefit}” i gyrraedd ei darged erbyn {day}, ac nid yw ei werth diweddaraf yn gwneud hynny.",
)
NO_VALUE = Words(
    "The benefit “{benefit}” was to reach its target by {day}, and no value of it was ever recorded.",
    "Roedd y budd “{benefit}” i gyrraedd ei darged erbyn {day}, ac ni chofnodwyd gwerth iddo erioed.",
)


def benefit(seen: Seen) -> Answers:
    """A benefit whose target's day has passed without its target. On that day itself it is not late."""
    for each in seen.benefits:
        if each.target_on < seen.day and each.reached is None:
            yield Blind("benefit", each.code)
        elif each.target_on < seen.day and not each.reached:
            reason = Said(BENEFIT if each.has_values else NO_VALUE, {"benefit": each.name, "day": each.target_on})
            cause = f"{seen.portfolio}/{WHOLE}/benefits"
            yield Proposal("benefit", each.code, (), reason, cause, each.target_on.isoformat())
