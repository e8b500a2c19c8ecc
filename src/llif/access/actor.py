"""Who acts, as a plain value, so that the command line can write before any user exists. It looks nobody up."""

from dataclasses import dataclass
from enum import StrEnum


class Via(StrEnum):
    CLI = "cli"
    WEB = "web"


@dataclass(frozen=True)
class Actor:
    """`name` is a sign-in name, or "command line"; `via` the door used. The command line is trusted."""

    name: str
    via: Via


COMMAND_LINE = Actor("command line", Via.CLI)
