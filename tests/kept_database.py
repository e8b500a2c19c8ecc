"""What a fixture of a module writes once for all its tests, each of which undoes its own writes."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from django.db import transaction
from pytest_django import DjangoDbBlocker

Made = TypeVar("Made")


def kept_for_module(blocker: DjangoDbBlocker, write: Callable[[], Made]) -> Iterator[Made]:
    """`yield from kept_for_module(…)`: what `write` made stands until the fixture ends, and is undone then.

    The fixture takes `django_db_setup` too, so that there is a database. A test that asks for none still reaches none:
    it could not undo what it wrote. Nothing is committed, so a test that must see commits (`live_server`,
    `transaction=True`) declares its own, in a module of its own.
    """
    with blocker.unblock(), transaction.atomic():
        made = write()
        with blocker.block():
            yield made
        transaction.set_rollback(True)
