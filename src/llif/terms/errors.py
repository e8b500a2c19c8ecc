"""What can go wrong, in one family: whose fault it is decides the branch and the exit code.

A message is an English template and its values, so that the rooms people read can put it in Welsh. It refuses to
wrap an unknown exception: what is not foreseen here is llif's own fault and keeps its traceback.
"""

from collections.abc import Callable
from dataclasses import dataclass


def N_(template: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    """Mark a template for the Welsh catalogue without translating it here."""
    return template


class Term(str):
    """A value that is a word of ours: it is translated before a template is filled with it."""


class LlifError(Exception):
    """The root. `what` and `remedy` are templates filled from `values`; `where` names file and line, row or field."""

    exit_code = 4

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None, **values: object) -> None:
        self.what, self.where, self.remedy, self.values = what, where, remedy, values
        super().__init__(self.render(str))

    def render(self, translate: Callable[[str], str]) -> str:
        """The whole message in one language. *Takes* a gettext function, template to template."""
        text = " ".join(filter(None, self.told(translate)))
        return f"{self.where}: {text}" if self.where else text

    def told(self, translate: Callable[[str], str]) -> tuple[str, str]:
        """What is wrong, and the remedy or nothing, each in one language. *Takes* as `render` does."""
        values = {name: translate(each) if isinstance(each, Term) else each for name, each in self.values.items()}
        what, remedy = (translate(each).format(**values) if each else "" for each in (self.what, self.remedy))
        return what, remedy


class InputError(LlifError):
    """What the user gave cannot be used: nothing was written."""

    exit_code = 2


class SourceFailed(LlifError):
    """A source could not be read: the others went on."""

    exit_code = 3


class Fault(LlifError):
    """llif itself is at fault."""


@dataclass(frozen=True)
class Problem:
    """One thing a connector or a publish could not use, while the rest went on.

    `where` names the place (file and line or row, tag, item); `what` and `remedy` are templates filled from `values`.
    `is_failure`: it leaves nothing of a whole table, so that the source has failed in part.
    """

    where: str
    what: str
    remedy: str = ""
    values: tuple[tuple[str, str], ...] = ()
    is_failure: bool = False

    def __str__(self) -> str:
        return self.render(str)

    def render(self, translate: Callable[[str], str]) -> str:
        """The whole message in one language. *Takes* a gettext function, template to template."""
        values = dict(self.values)
        said = [translate(template).format(**values) for template in (self.what, self.remedy) if template]
        return f"{self.where}: {' '.join(said)}"


@dataclass(frozen=True)
class Skipped:
    """The places that a collect passed over as unchanged: what was told of them before still stands.

    What was told of any other place stands only if the same collect tells it again.
    """

    places: tuple[str, ...] = ()

    def holds(self, problem: Problem) -> bool:
        """Whether a problem told before is of one of these places, or of a row, line or commit in it."""
        return any(problem.where == each or problem.where.startswith(_within(each)) for each in self.places)


def _within(place: str) -> tuple[str, ...]:
    return tuple(place + mark for mark in (",", ":", " "))
