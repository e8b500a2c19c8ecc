"""What has fallen silent under a section, product by product: publishing asks for a waiver of it."""

from collections.abc import Iterator

from llif.metrics.catalogue import Family
from llif.publishing import wording
from llif.publishing.figures import figures
from llif.publishing.pack.told import Told
from llif.publishing.words import gettext as _


def silent(told: Told, family: Family) -> Iterator[str]:
    """Products of which nothing of a family has been heard since a day that the period reaches past."""
    spoken = figures.known(told.snapshot).spoken
    for product in told.asked.products:
        heard = spoken.get((product, family))
        if heard and heard.stale_since is not None and heard.stale_since < told.asked.last:
            day = wording.day(heard.stale_since)
            yield _("{product}: no record since {day}", product=told.asked.product_name(product), day=day)
