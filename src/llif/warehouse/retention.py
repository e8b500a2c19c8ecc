"""Which snapshots to keep: `daily:30,monthly:24,published`. It deletes nothing itself."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from llif.terms.errors import N_, InputError

SPANS = {"daily": "%Y-%m-%d", "monthly": "%Y-%m", "yearly": "%Y"}
PUBLISHED = "published"


def parse(keep: str) -> dict[str, int]:
    """Rules and their numbers. *Raises* InputError for any but `daily:N`, `monthly:N`, `yearly:N`, `published`."""
    return dict(_rule(part.strip()) for part in keep.split(","))


def _rule(part: str) -> tuple[str, int]:
    name, _, number = part.partition(":")
    if part == PUBLISHED:
        return PUBLISHED, 0
    if name in SPANS and number.isdecimal():
        return name, int(number)
    raise InputError(
        N_("{part} is no rule of what to keep."),
        where="keep",
        remedy=N_("Write, for example, {example}."),
        part=repr(part),
        example="daily:30,monthly:24,published",
    )


def kept(snapshots: Sequence[tuple[str, datetime]], rules: Mapping[str, int], quoted: set[str]) -> set[str]:
    """The names to keep, of (name, as-at) pairs with the newest published last."""
    names = {name for name, _ in snapshots} & quoted if PUBLISHED in rules else set()
    for rule, number in rules.items():
        if rule in SPANS and number:
            newest = {as_at.astimezone(UTC).strftime(SPANS[rule]): name for name, as_at in snapshots}
            names |= {newest[each] for each in sorted(newest)[-number:]}
    return names
