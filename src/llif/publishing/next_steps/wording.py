"""Next steps in the language of the page: what to do, of which product, and where its cause is seen."""

from llif.metrics.catalogue import EVERY
from llif.portfolio.actions.lifecycle import Action
from llif.publishing import links
from llif.publishing.asking import Asked
from llif.publishing.next_steps.benefits import BENEFITS
from llif.publishing.next_steps.gathering import Steps
from llif.publishing.next_steps.proposals import APART, WHOLE, Proposal
from llif.publishing.next_steps.rules.declared import BY_ID
from llif.publishing.scorecard.said import value_said
from llif.publishing.words import language


def title(proposal: Proposal) -> str:
    """What a rule says to do, and about what."""
    values = {name: value_said(value) for name, value in proposal.reason.values.items()}
    return BY_ID[proposal.rule].title.within(language()).format(**values)


def title_of(found: Steps, action: Action) -> str:
    """A decided proposal in the language of the page; else the words in which the action was written."""
    standing = found.by_key.get(action.key)
    return title_kept(found.asked, action) if standing is None else title(standing)


def title_kept(asked: Asked, action: Action) -> str:
    """The same where nobody asks what is proposed today."""
    rule = BY_ID.get(action.key.partition(APART)[0])
    if action.form.cause is None or rule is None:
        return action.form.title
    named = {"product": asked.product_name(action.products[0])} if action.products else {}
    try:
        return rule.title.within(language()).format(**named)
    except KeyError:  # what it named beside the product is told by the words kept
        return action.form.title


def address(asked: Asked, proposal: Proposal) -> str:
    """Where the cause of a proposal is seen."""
    return cause_address(asked, proposal.cause, proposal.part)


def cause_address(asked: Asked, cause: str, part: str = "") -> str:
    """*Takes* a cause as actions keep it: portfolio, product (or the whole) and figure or cell."""
    _portfolio, _slash, rest = cause.partition("/")
    product, _slash, figure = rest.partition("/")
    if figure in EVERY:
        return links.to("evidence", asked.id, product, figure, query=asked.kept)
    if figure in ("freshness", "sources"):
        return links.to("sources", asked.id, query=asked.kept)
    if figure == BENEFITS:
        return links.to_register(asked.id, BENEFITS)
    return links.to_cell(asked.id, *(() if product == WHOLE else (product, figure)))
