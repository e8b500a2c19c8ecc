"""A day as it is typed after an option."""

from datetime import datetime
from typing import Any

import typer

from llif.publishing.words import gettext as _


def day(text: str) -> datetime:
    """*Raises* BadParameter, which names the option, for what is no day."""
    try:
        return datetime.strptime(text, "%Y-%m-%d")  # noqa: DTZ007 - a day has no zone yet
    except ValueError:
        raise typer.BadParameter(_("“{found}” is no day. Write it as in 2026-03-31.", found=text)) from None


def day_option(flag: str, told: str) -> Any:
    """An option that takes a day. *Takes* its help."""
    return typer.Option(flag, parser=day, metavar="DAY", help=told)
