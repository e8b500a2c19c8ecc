"""Which deployments and links are new, moved or gone since the last collect. It refuses a tag that names no commit.

New tags that are all later than the known ones are linked alone; anything else links its service again, from the
whole graph, and lands what differs.
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from llif.connectors.contract import Cursor, Event
from llif.connectors.git.changing import batches
from llif.connectors.git.graph import Deployment, Deployments, Links, Parents, appended, link
from llif.connectors.git.repository import Repository
from llif.connectors.git.settings import DeploymentTags
from llif.connectors.git.shape import Ref, Row, deployment_row, instant, link_row, tombstone
from llif.terms.errors import N_, Problem

MOVE = N_("Tag a commit instead, or let the pattern pass it over.")
LOOK = N_("Compare the pattern with what `git tag` shows.")
Targets = dict[str, dict[str, Deployment]]


@dataclass(frozen=True)
class History:
    """The graph as far as linking needs it; `read` is the whole of it where it has just been read."""

    repository: Repository
    before: Targets
    after: Targets
    read: Parents | None

    def since(self, fresh: Iterable[Deployment], before: Deployments) -> Parents:
        """Parents of what the fresh deployments bring and no earlier one did."""
        if self.read is not None and not before:
            return self.read
        return self.repository.parents(_commits([fresh]), _commits([before.values()]))

    @cached_property
    def held(self) -> set[str]:
        return self.repository.held(_commits(deployed.values() for deployed in self.before.values()))

    @cached_property
    def whole(self) -> Parents:
        """Parents of all that any deployment, known or new, ever brought."""
        after = _commits(deployed.values() for deployed in self.after.values())
        return self.repository.parents(sorted(self.held.union(after)))


def _commits(groups: Iterable[Iterable[Deployment]]) -> list[str]:
    return sorted({deployed.commit for group in groups for deployed in group})


def deployments(history: History, web: str | None, cursor: Cursor, now: datetime) -> Iterator[Event]:
    """Rows of `deployments` and `deployed_changes` since the cursor, with tombstones for what is no more."""
    is_same_web = cursor.get("deployments", {}).get("web") == web
    for target in sorted(history.before.keys() | history.after.keys()):
        before, after = history.before.get(target, {}), history.after.get(target, {})
        landed = before if is_same_web else {}
        fresh = (deployed for tag, deployed in after.items() if landed.get(tag) != deployed)
        yield from batches("deployments", (deployment_row(target, deployed, web) for deployed in fresh))
        yield from batches("deployments", _removed(target, before.keys() - after.keys(), now))
        changed, gone = _relinked(before, after, history)
        yield from batches("deployed_changes", (link_row(target, *each) for each in changed.items()))
        yield from batches("deployed_changes", _removed(target, gone, now))
    cursor["deployments"] = {"web": web, "targets": {target: _keep(tags) for target, tags in history.after.items()}}


def _relinked(before: Deployments, after: Deployments, history: History) -> tuple[Links, Set[str]]:
    """The links that are new or moved, and the changes that are deployed no more."""
    fresh = appended(before, after)
    if fresh is not None:
        return (link(fresh, history.since(fresh, before)) if fresh else {}), set()
    was, now_is = link(before.values(), history.whole), link(after.values(), history.whole)
    is_remembered = all(deployed.commit in history.held for deployed in before.values())
    moved = {change: tag for change, tag in now_is.items() if was.get(change) != tag}
    return (moved if is_remembered else now_is), was.keys() - now_is.keys()


def _removed(target: str, names: Set[str], now: datetime) -> Iterator[Row]:
    return (tombstone(f"{target}:{name}", now) for name in sorted(names))


def landed(cursor: Cursor) -> Targets:
    """The deployments that earlier collects landed."""
    targets = cursor.get("deployments", {}).get("targets", {})
    return {target: {tag: Deployment(tag, *kept) for tag, kept in tags.items()} for target, tags in targets.items()}


def _keep(tags: Deployments) -> dict[str, list[object]]:
    return {tag: [deployed.commit, deployed.time, deployed.is_lower_bound] for tag, deployed in tags.items()}


def matched(refs: Iterable[Ref], rules: Iterable[DeploymentTags], where: str) -> tuple[Targets, list[Problem]]:
    """Each target's deployments by tag, and a problem for each tag or rule that is of no use."""
    tags = [each for each in refs if each.tag is not None]
    targets: Targets = {}
    problems: list[Problem] = []
    for rule in rules:
        search = rule.expression.search
        chosen = [_usable(each, where) for each in tags if search(str(each.tag))]
        problems += [each for each in chosen if isinstance(each, Problem)] if chosen else [_no_tag(rule, where)]
        usable = {each.tag: each for each in chosen if isinstance(each, Deployment)}
        targets.setdefault(rule.target, {}).update(usable)
    return targets, problems


def _usable(found: Ref, where: str) -> Deployment | Problem:
    place = f"{where}: tag {found.tag}"
    if found.commit is None:
        return Problem(
            place, N_("The tag points to no commit that the repository holds, and so it is no deployment."), MOVE
        )
    try:
        instant(found.time)
    except (ValueError, OverflowError):
        return Problem(place, N_("The tag's time is no moment of the calendar, and so it is left out."), MOVE)
    return Deployment(str(found.tag), found.commit, int(found.time), found.is_lower_bound)


def _no_tag(rule: DeploymentTags, where: str) -> Problem:
    values = (("pattern", rule.tags or rule.tag_pattern or ""), ("service", rule.service))
    return Problem(where, N_("No tag matches {pattern}, so {service} has no deployment."), LOOK, values)
