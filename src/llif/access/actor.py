"""Who acts, as a plain value, so that the command line can write before any user exists. It looks nobody up."""

from dataclasses import dataclass
from enum import StrEnum


class Via(StrEnum):
    CLI = "cli"
    WEB = "web"
    API = "api"
    SIGN_IN = "sign-in"


@dataclass(frozen=True)
class Actor:
    """`name` is a sign-in name, or "command line"; `via` the door used, and `origin` which key opened it, if any.

    The command line is trusted. A nameless actor is somebody who has not signed in. `may_write` is false for a token
    that only reads.
    """

    name: str
    via: Via
    origin: str = ""
    may_write: bool = True
    only: str = ""
    """The one portfolio that a token is limited to; empty: no such limit."""

    @property
    def is_anonymous(self) -> bool:
        return not self.name


COMMAND_LINE = Actor("command line", Via.CLI)
