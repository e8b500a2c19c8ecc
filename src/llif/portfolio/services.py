"""Writes what was declared: plan, apply, export. Each write is atomic, knows who did it, and leaves audit rows.

It refuses to touch what the declaration does not name: other portfolios and other sources stay as they are.
"""

from collections.abc import Collection
from pathlib import Path

from django.db import transaction

from llif.access import audit
from llif.access.actor import Actor
from llif.access.permissions import check_declare
from llif.portfolio import reading, selectors
from llif.portfolio.changes import Change, Plan, compared
from llif.portfolio.declared import Declaration
from llif.portfolio.errors import choice
from llif.portfolio.export import written
from llif.portfolio.reading import Connectors
from llif.portfolio.writing import Writer
from llif.terms.errors import N_, InputError


def read(path: Path, *, connectors: Connectors | None = None, practices: Connectors | None = None) -> Declaration:
    """A declaration from a file, which may name sources that are already declared here.

    *Takes* the settings model of each connector and practice by name; without it their names are looked up, settings
    unchecked.
    *Raises* InputError when the file cannot be opened, DeclarationErrors for what is wrong inside it.
    """
    known = selectors.source_ids()
    return reading.read_file(path, connectors=connectors, practices=practices, known_sources=known)


def plan(declaration: Declaration) -> Plan:
    """What `apply` would change now. Writes nothing."""
    known = {source.id for source in declaration.sources} | set(selectors.source_ids())
    for portfolio in declaration.portfolios:
        for name in sorted(portfolio.source_ids - known):
            remedy, allowed = choice(name, sorted(known))
            where = f"portfolio {portfolio.id}"
            raise InputError(
                N_("the source {found} is not declared."), where=where, remedy=remedy, found=name, **allowed
            )
    stored = Declaration(selectors.sources(), selectors.portfolios([one.id for one in declaration.portfolios]))
    return compared(stored, declaration)


@transaction.atomic
def apply(declaration: Declaration, *, by: Actor) -> Plan:
    """Make what is stored equal to a declaration, all of it or nothing. A second time it changes nothing.

    Appliers wait for one another on the audit's head, so that each plans from what the last one wrote.
    *Raises* NotAllowed when the actor may not declare what changes.
    """
    audit.hold()
    made = plan(declaration)
    for portfolio in sorted({change.key.portfolio for change in made.changes}):
        check_declare(by, portfolio or None)
    _write(made, by)
    return made


def _write(made: Plan, by: Actor) -> None:
    writer = Writer()
    for change in made.changes:
        writer.write(change)
        _record(change, by)


def _record(change: Change, by: Actor) -> None:
    action = change.action.value
    audit.record(by=by, action=action, object=str(change.key), before=change.before, after=change.after)


def export(portfolios: Collection[str] | None = None, *, folder: Path | None = None) -> str:
    """A declaration file of these portfolios and the sources they name, or of everything.

    *Takes* the folder the file will lie in: sources whose relative paths start there then need not say where.
    *Raises* InputError for a portfolio that is not declared.
    """
    return written(selectors.declaration(portfolios), folder)
