"""Connectors found by name, from the entry points of the group `llif.connectors`.

It imports none until it is asked for.
"""

from collections.abc import Mapping
from importlib.metadata import entry_points

from pydantic import BaseModel

from llif.connectors.contract import Connector
from llif.terms.errors import N_, InputError

GROUP = "llif.connectors"


def names() -> list[str]:
    """The connectors that are installed."""
    return sorted({point.name for point in entry_points(group=GROUP)})


def connector(name: str) -> Connector:
    """*Raises* InputError for a connector that is not installed."""
    found = entry_points(group=GROUP, name=name)
    if not found:
        raise InputError(
            N_("There is no connector {name}."), remedy=N_("Connectors: {known}."), name=name, known=", ".join(names())
        )
    loaded: Connector = next(iter(found)).load()
    return loaded


def settings_models() -> Mapping[str, type[BaseModel]]:
    """What each connector's settings may be, by its name."""
    return {name: connector(name).settings for name in names()}
