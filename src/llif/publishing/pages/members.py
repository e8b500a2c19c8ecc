"""Whose figures an address names: a product, or the whole portfolio. It refuses a product there is not."""

from django.http import Http404

from llif.publishing.asking import Asked
from llif.publishing.figures.answers import WHOLE
from llif.publishing.words import gettext as _
from llif.publishing.words import named


def member(question: Asked, product: str) -> str | None:
    """The product asked for, or null for the whole portfolio. *Raises* Http404 for one there is not."""
    if product == WHOLE:
        return None
    if product not in question.products:
        raise Http404
    return product


def name_of(question: Asked, product: str) -> str:
    if product == WHOLE:
        return _("The whole portfolio")
    return named(question.products[product].get("name"), product)
