"""A practice's sentences in the language of the page being written, with their values written in its way."""

from datetime import date

from llif.portfolio.declared import Words
from llif.practices.contract import Said
from llif.publishing import wording
from llif.publishing.words import language


def said(sentence: Said) -> str:
    values = {name: value_said(value) for name, value in sentence.values.items()}
    return sentence.template.within(language()).format(**values)


def value_said(value: object) -> str:
    """A value as read: words in the language, days and numbers in its way; a dash for what is unknown."""
    if isinstance(value, Words):
        return value.within(language())
    if isinstance(value, Said):
        return said(value)
    if isinstance(value, date):
        return wording.day(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return wording.number(value, 2)  # service levels differ in hundredths of a percent
    return "–" if value is None else str(value)
