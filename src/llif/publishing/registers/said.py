"""A field's value, and a fault of it, as a page writes them: in its language, days and numbers in its way."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from llif.portfolio.registers.contract import FieldFault
from llif.publishing import wording
from llif.publishing.registers.columns import Column, shown
from llif.publishing.scorecard.said import value_said
from llif.publishing.words import language

MOST_DECIMALS = 6


def worded(column: Column, content: Mapping[str, Any] | None) -> str | None:
    """A field's value as a page writes it; null for none."""
    value = shown(column, (content or {}).get(column.name), language())
    if isinstance(value, date):
        return wording.day(value)
    return wording.number(value, MOST_DECIMALS) if isinstance(value, int | float) else value


def told(found: FieldFault) -> str:
    """A fault of a field in the language of the page."""
    values = {name: value_said(value) for name, value in found.values.items()}
    return found.what.within(language()).format(**values)
