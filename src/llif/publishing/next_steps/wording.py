"""Next steps in the language of the page: what to do, of which product, and where its cause is seen."""

from llif.metrics.catalogue import EVERY
from llif.portfolio.actions.lifecycle import Action
from llif.publishing import links
from llif.publishing.asking import Asked
from llif.publishing.next_steps.benefits import BENEFITS
from llif.publishing.next_steps.proposals import APART, WHOLE, Proposal
from llif.publishing.next_steps.rules.declared import BY_ID
from llif.publishing.words import language


def title(asked: Asked, rule: str, products: tuple[str, ...]) -> str:
    """What a rule says to do. *Takes* the id of a rule there is."""
    name = asked.product_name(products[0]) if products else ""
    return BY_ID[rule].title.within(language()).format(product=name)


def title_of(asked: Asked, action: Action) -> str:
    """A decided proposal in the language of the page; else the words in which the action was written."""
    rule = action.key.partition(APART)[0]
    if action.form.cause is None or rule not in BY_ID:
        return action.form.title
    return title(asked, rule, action.products)


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
