"""Forget: an item erased from every landed file, with an audit row that does not repeat what was erased."""

from pathlib import Path

from django.db import transaction

from llif.access import audit
from llif.access.actor import Actor
from llif.access.permissions import check_administer
from llif.terms.errors import N_, InputError
from llif.warehouse.landing import Landing

HELD_IN = (("work_items", "id"), ("status_changes", "item_id"))


def forget(source: str, item: str, *, home: Path, by: Actor) -> int:
    """*Gives* the number of rows erased. *Raises* InputError when the source never landed the item."""
    check_administer(by)
    landing = Landing(home)
    if source not in landing.sources():
        raise InputError(N_("Nothing was ever collected from the source {source}."), source=source)
    with transaction.atomic():
        erased = sum(landing.forget(source, table, item, column=column) for table, column in HELD_IN)
        if not erased:
            raise InputError(N_("The source {source} holds no item {item}."), source=source, item=item)
        audit.record(by=by, action="forget", object=f"source {source}", before=None, after={"rows": erased})
    return erased
