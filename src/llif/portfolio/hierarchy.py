"""Levels of work: an epic, its features, their stories. It says which counted types would count work twice.

The built-in levels are the standard types of Jira and of the four Azure DevOps processes. Two types clash only when
every hierarchy that knows both puts them on different levels: a Task is a Story's equal in Jira.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

Hierarchy = Sequence[Sequence[str]]

JIRA: Hierarchy = (
    ("Initiative", "Theme"),
    ("Epic",),
    ("Feature", "Capability"),
    ("Story", "User Story", "Bug", "Task", "Spike", "Improvement", "New Feature", "Change", "Technical task", "Wish"),
    ("Sub-task", "Subtask", "Sub-bug", "Technical Sub-task"),
)
AZURE_AGILE: Hierarchy = (("Epic",), ("Feature",), ("User Story",), ("Task",))
AZURE_SCRUM: Hierarchy = (("Epic",), ("Feature",), ("Product Backlog Item", "Bug"), ("Task",))
AZURE_CMMI: Hierarchy = (("Epic",), ("Feature",), ("Requirement", "Change Request", "Bug"), ("Task",))
AZURE_BASIC: Hierarchy = (("Epic",), ("Issue",), ("Task",))
BUILT_IN: tuple[Hierarchy, ...] = (JIRA, AZURE_AGILE, AZURE_SCRUM, AZURE_CMMI, AZURE_BASIC)


def folded(name: str) -> str:
    """Types compare without case and surrounding space, as rules do."""
    return name.strip().casefold()


def clash(counts: Sequence[str], levels: Hierarchy) -> tuple[str, str] | None:
    """The first two counted types that stand on two levels. *Takes* the declared levels; empty: the built-in ones."""
    hierarchies = [_places(one) for one in ([levels] if levels else BUILT_IN)]
    for first, second in combinations(counts, 2):
        if _apart(folded(first), folded(second), hierarchies):
            return first, second
    return None


def _apart(first: str, second: str, hierarchies: Iterable[dict[str, int]]) -> bool:
    know_both = [places for places in hierarchies if first in places and second in places]
    return bool(know_both) and all(places[first] != places[second] for places in know_both)


def _places(hierarchy: Hierarchy) -> dict[str, int]:
    return {folded(name): depth for depth, names in enumerate(hierarchy) for name in names}
