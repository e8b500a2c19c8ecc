"""The six roles, what each may do, and a plain description of each. It grants nothing itself."""

from collections.abc import Mapping
from enum import StrEnum

from llif.terms.errors import N_


class Role(StrEnum):
    VIEWER = "viewer"
    PRODUCT_OWNER = "product_owner"
    PORTFOLIO_LEAD = "portfolio_lead"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Ability(StrEnum):
    VIEW = "view"
    RATE = "rate"
    DECLARE = "declare"
    COLLECT = "collect"
    PUBLISH = "publish"
    ADMINISTER = "administer"
    READ_AUDIT = "read_audit"


DOING: Mapping[Ability, str] = {
    Ability.VIEW: N_("view"),
    Ability.RATE: N_("record"),
    Ability.DECLARE: N_("declare"),
    Ability.COLLECT: N_("collect"),
    Ability.PUBLISH: N_("publish"),
    Ability.ADMINISTER: N_("administer"),
    Ability.READ_AUDIT: N_("read the audit"),
}
"""What each lets somebody do, as a verb in a sentence."""

DESCRIPTIONS: Mapping[Role, str] = {
    Role.VIEWER: N_("Sees the figures and what they are made of. Changes nothing."),
    Role.PRODUCT_OWNER: N_("Sees the figures and answers for a product: ratings, benefits, risks and actions."),
    Role.PORTFOLIO_LEAD: N_("Says what a portfolio holds and how it is read: products, teams, mappings. Publishes it."),
    Role.ANALYST: N_("Collects from the sources and publishes new figures. Does not change what is declared."),
    Role.ADMINISTRATOR: N_("Does everything, and says who may do what."),
    Role.AUDITOR: N_("Sees the figures and who changed what, and when. Changes nothing."),
}

ABILITIES: Mapping[Role, frozenset[Ability]] = {
    Role.VIEWER: frozenset({Ability.VIEW}),
    Role.PRODUCT_OWNER: frozenset({Ability.VIEW, Ability.RATE}),
    Role.PORTFOLIO_LEAD: frozenset({Ability.VIEW, Ability.RATE, Ability.DECLARE, Ability.PUBLISH}),
    Role.ANALYST: frozenset({Ability.VIEW, Ability.COLLECT, Ability.PUBLISH}),
    Role.ADMINISTRATOR: frozenset(Ability),
    Role.AUDITOR: frozenset({Ability.VIEW, Ability.READ_AUDIT}),
}
