"""What there is in a portfolio for a field to name: by id, in the words of the page's language."""

from collections.abc import Mapping

from llif.portfolio import selectors
from llif.portfolio.declared import Words
from llif.portfolio.registers import naming
from llif.portfolio.registers.benefit_ties import SERVES_NONE
from llif.portfolio.registers.benefits import BENEFITS
from llif.portfolio.registers.contract import Names
from llif.portfolio.registers.recorded import newest
from llif.publishing.registers.subject import Subject
from llif.publishing.words import gettext as _
from llif.publishing.words import language


def offered(of: Subject, names: Names) -> Mapping[str, str]:
    """Products in the order of the declaration, by name; one declared since the last publish stands by its id."""
    match names:
        case Names.PRODUCT | Names.PRODUCTS:
            there = naming.declared(of.portfolio)
            known = {each: of.label(each, language()) for each in of.names if each in there}
            return known | {each: each for each in sorted(there - known.keys())}
        case Names.MISSION:
            return _missions(of.portfolio)
        case Names.MISSION_OR_NONE:
            return _missions(of.portfolio) | {SERVES_NONE: _("Serves no mission")}
        case Names.BENEFIT:
            return _benefits(of.portfolio)
        case Names.REGISTER:
            of_products = (kept for kept in of.kept.values() if not kept.is_of_whole)
            return {kept.name: kept.register.title.within(language()) for kept in of_products}


def _missions(portfolio: str) -> dict[str, str]:
    return {each.id: each.name.within(language()) for each in selectors.portfolio(portfolio).missions}


def _benefits(portfolio: str) -> dict[str, str]:
    standing = (each.content for each in newest(portfolio, register=BENEFITS.name) if each.content is not None)
    named = {each["code"]: Words(each["name_en"], each["name_cy"]) for each in standing}
    return {code: words.within(language()) for code, words in sorted(named.items())}
