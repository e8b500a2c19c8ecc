"""Commit graphs in memory: which deployment first brought each change. It knows no git, and refuses nothing.

Source: DEFINITIONS section 2. Deployments in time order; equal instants in the natural order of their tags.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

Parents = Mapping[str, tuple[str, ...]]
Links = dict[str, str]
DIGITS = re.compile(r"(\d+)")


class Deployment(NamedTuple):
    """A tag as a deployment; `time` in seconds since 1970, UTC."""

    tag: str
    commit: str
    time: int
    is_lower_bound: bool


Deployments = Mapping[str, Deployment]


def order(deployed: Deployment) -> tuple[int, list[tuple[int, str]], str]:
    """The place of a deployment among its service's: v9 before v10 where the instants are equal."""
    pieces = DIGITS.split(deployed.tag)
    natural = [(int(piece), "") if at % 2 else (-1, piece) for at, piece in enumerate(pieces)]
    return deployed.time, natural, deployed.tag


def in_order(deployments: Iterable[Deployment]) -> list[Deployment]:
    """Earliest first. Names are taken apart only where instants are equal, for that is slow."""
    given = list(deployments)
    shared = Counter(deployed.time for deployed in given)
    return sorted(given, key=lambda each: order(each) if shared[each.time] > 1 else (each.time, [], ""))


def link(deployments: Iterable[Deployment], parents: Parents) -> Links:
    """Each change and the tag that first brought it: depth first from each deployment, stopping at seen.

    *Takes* `parents` of all commits that may be linked; a commit that is not among them ends the walk.
    """
    links: Links = {}
    for deployed in in_order(deployments):
        waiting = [deployed.commit]
        while waiting:
            change = waiting.pop()
            if change in parents and change not in links:
                links[change] = deployed.tag
                waiting.extend(parents[change])
    return links


def appended(before: Deployments, after: Deployments) -> list[Deployment] | None:
    """The new deployments, or null where they are not all later than every known one, or a known one changed."""
    fresh = [deployed for tag, deployed in after.items() if tag not in before]
    if any(after.get(tag) != deployed for tag, deployed in before.items()):
        return None
    if before and fresh and min(map(order, fresh)) <= max(map(order, before.values())):
        return None
    return fresh


def frontier(known: Collection[str], new: Parents) -> set[str]:
    """The commits from which all known and new ones are reached: those that are no new commit's parent."""
    covered = {parent for parents in new.values() for parent in parents}
    return {sha for sha in (*known, *new) if sha not in covered}
