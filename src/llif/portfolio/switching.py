"""Switches a practice on or off in a portfolio: a change of what is declared, audited as one.

It knows practices by id only; who calls it says which are installed.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from llif.access import audit
from llif.access.actor import Actor
from llif.access.permissions import check_declare
from llif.portfolio import selectors, services
from llif.portfolio.changes import Plan
from llif.portfolio.declared import Declaration, DeclaredPractice
from llif.portfolio.errors import choice
from llif.terms.errors import N_, InputError


@transaction.atomic
def switch(portfolio: str, practice: str, *, on: bool, installed: Sequence[str], by: Actor) -> Plan:
    """Follow a practice or no longer. A second time it changes nothing.

    A portfolio that named none followed every installed one: from now on it names those it follows. One that is
    switched off loses the thresholds it was declared with. *Raises* NotAllowed, InputError for an unknown practice.
    """
    audit.hold()
    check_declare(by, portfolio)
    if practice not in installed:
        remedy, allowed = choice(practice, installed)
        raise InputError(N_("There is no practice {found}."), remedy=remedy, found=practice, **allowed)
    stands = selectors.portfolio(portfolio)
    named = tuple(map(DeclaredPractice, installed)) if stands.practices is None else stands.practices
    is_on = any(each.id == practice for each in named)
    if is_on == on:
        return Plan()
    kept = (*named, DeclaredPractice(practice)) if on else tuple(each for each in named if each.id != practice)
    return services.apply(Declaration((), (replace(stands, practices=kept),)), by=by)
