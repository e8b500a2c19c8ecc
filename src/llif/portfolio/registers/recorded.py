"""Reads entries: the newest version of each, or all versions of one.

What was known at an instant is what had been recorded by then.
"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Max, QuerySet

from llif.portfolio.models import Entry
from llif.portfolio.registers.entries import Place, Recorded


def newest(
    portfolio: str, *, known_at: datetime | None = None, register: str | None = None, withdrawn: bool = False
) -> tuple[Recorded, ...]:
    """The newest version of each entry of a portfolio, in order of place; those withdrawn only where asked for.

    *Takes* an aware instant: versions recorded after it are not known.
    """
    rows = Entry.objects.filter(portfolio=portfolio)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    if register is not None:
        rows = rows.filter(register=register)
    found = {_place(row): row for row in rows.order_by("register", "product", "key", "version")}
    return tuple(_recorded(row) for row in found.values() if withdrawn or row.content is not None)


def versions(
    portfolio: str, *, known_at: datetime | None = None, products: Collection[str] | None = None
) -> tuple[Recorded, ...]:
    """Every version of every entry of a portfolio, the first recorded first, withdrawals included.

    *Takes* the products whose entries are wanted; null: all of them.
    """
    rows = Entry.objects.filter(portfolio=portfolio)
    if products is not None:
        rows = rows.filter(product__in=products)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    return tuple(_recorded(row) for row in rows.order_by("recorded_at", "version"))


def state(portfolio: str, *, known_at: datetime) -> tuple[object, ...]:
    """What changes whenever an entry of a portfolio is recorded, for whoever keeps an answer made of entries."""
    rows = Entry.objects.filter(portfolio=portfolio, recorded_at__lte=known_at)
    found = rows.aggregate(count=Count("id"), newest=Max("id"), recorded_at=Max("recorded_at"))
    return tuple(found.values())


def history(place: Place) -> tuple[Recorded, ...]:
    """Every version of an entry, the first first, withdrawals included."""
    return tuple(_recorded(row) for row in _versions(place).order_by("version"))


def standing(place: Place) -> Recorded | None:
    """The newest version, withdrawn or not; null where nothing was ever recorded."""
    row = _versions(place).order_by("-version").first()
    return _recorded(row) if row else None


def last_write(portfolio: str) -> int:
    """A number that grows with every version recorded of a portfolio; 0 before the first."""
    return int(Entry.objects.filter(portfolio=portfolio).aggregate(last=Max("pk"))["last"] or 0)


def _versions(place: Place) -> QuerySet[Entry]:
    return Entry.objects.filter(
        register=place.register, portfolio=place.portfolio, product=place.product, key=place.key
    )


def _place(row: Entry) -> Place:
    return Place(row.register, row.portfolio, row.product, row.key)


def _recorded(row: Entry) -> Recorded:
    return Recorded(_place(row), row.version, row.content, row.recorded_at, row.recorded_by)
