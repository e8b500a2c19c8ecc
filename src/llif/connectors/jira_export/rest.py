"""An issue as Jira's REST service gives it (versions 2 and 3, with its change log). Pure.

Assignee, reporter, authors, comments, descriptions and work logs are not looked at, and so cannot be kept.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from llif.connectors.instants import instant
from llif.connectors.jira_export.shape import Change, Issue, State, Unusable, words

Json = Mapping[str, Any]
Histories = Mapping[str, Sequence[Json]]
"""Entries of change logs by the key or the number of their issue."""
OF_ISSUE = re.compile(r"/issue/([^/?]+)/changelog(?:\?|$)")
EPIC, EFFORTS = "Epic Link", ("Story Points", "Story point estimate")


@dataclass(frozen=True)
class Reading:
    """How a page is read: the zone of instants without one, whether titles are kept, and the fields by their ids."""

    zone: ZoneInfo
    titles: bool = False
    epic_field: str | None = None
    effort_field: str | None = None

    def of_page(self, page: Json) -> "Reading":
        """The same, with the field ids that the page itself names (`expand=names`)."""
        ids = {name: field for field, name in mapping(page.get("names")).items()}
        effort = next((ids[name] for name in EFFORTS if name in ids), None)
        return Reading(self.zone, self.titles, self.epic_field or ids.get(EPIC), self.effort_field or effort)


def mapping(found: object) -> Json:
    return found if isinstance(found, Mapping) else {}


def listed(found: object) -> list[Any]:
    return found if isinstance(found, list) else []


def further_log(page: Json) -> tuple[str, list[Json]] | None:
    """Of a page of one issue's change log (`/issue/SHOP-7/changelog`): which issue, and its entries; else null."""
    found = OF_ISSUE.search(optional(page.get("self")) or "")
    return (found[1], [mapping(entry) for entry in listed(page["values"])]) if found and "values" in page else None


def issue(entry: Json, reading: Reading, further: Histories | None = None) -> Issue:
    """What is kept of one entry of `issues`. *Takes* entries of logs that came apart from their issues.

    *Raises* Unusable, which names the field.
    """
    fields = mapping(entry.get("fields"))
    key = text(entry.get("key"), "key")
    created = moment(fields.get("created"), "fields.created", reading.zone)
    apart = [each for name in {key, str(entry.get("id"))} for each in (further or {}).get(name, ())]
    changes, whole = changelog(mapping(entry.get("changelog")), reading.zone, apart)
    return Issue(
        key=key,
        project=optional(mapping(fields.get("project")).get("key")) or key.rpartition("-")[0],
        created=created,
        updated=moment(fields["updated"], "fields.updated", reading.zone) if fields.get("updated") else created,
        now=_now(fields),
        priority=_name(fields, "priority"),
        parent=_parent(fields, reading),
        effort=_effort(fields, reading),
        title=optional(fields.get("summary")) if reading.titles else None,
        changes=changes,
        whole=whole,
    )


def _now(fields: Json) -> State:
    return State(
        status=text(_name(fields, "status"), "fields.status.name"),
        resolution=_name(fields, "resolution"),
        type=text(_name(fields, "issuetype"), "fields.issuetype.name"),
        labels=words(" ".join(str(label) for label in listed(fields.get("labels")))),
        components=tuple(str(mapping(part).get("name")) for part in listed(fields.get("components"))),
    )


def changelog(log: Json, zone: ZoneInfo, apart: Sequence[Json] = ()) -> tuple[tuple[Change, ...], bool]:
    """The changes in order of time, and whether they are all there are. Newest-first logs (Jira Cloud) are turned.

    *Takes* entries that came `apart`: those that the log holds too count once.
    """
    inside = [mapping(entry) for entry in listed(log.get("histories"))]
    histories = list({entry.get("id", n): entry for n, entry in enumerate([*inside, *apart])}.values())
    whole = bool(log) and len(histories) >= _number(log.get("total"))
    dated = [(moment(entry.get("created"), "changelog created", zone), entry) for entry in histories]
    if dated and dated[0][0] > dated[-1][0]:
        dated.reverse()
    dated.sort(key=lambda pair: (pair[0], _number(pair[1].get("id"))))
    return tuple(_change(at, mapping(item)) for at, entry in dated for item in listed(entry.get("items"))), whole


def _change(at: datetime, item: Json) -> Change:
    field = str(item.get("field") or item.get("fieldId") or "").lower()
    return Change(at, field, optional(item.get("fromString")), optional(item.get("toString")))


def _number(found: object) -> int:
    return int(found) if isinstance(found, str | int) and str(found).isdecimal() else 0


def _name(fields: Json, field: str) -> str | None:
    return optional(mapping(fields.get(field)).get("name"))


def _parent(fields: Json, reading: Reading) -> str | None:
    parent = optional(mapping(fields.get("parent")).get("key"))
    return parent or (optional(fields.get(reading.epic_field)) if reading.epic_field else None)


def _effort(fields: Json, reading: Reading) -> float | None:
    found = fields.get(reading.effort_field) if reading.effort_field else None
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else None


def optional(found: object) -> str | None:
    """Text without the space around it, or null where there is none."""
    return found.strip() or None if isinstance(found, str) else None


def text(found: object, field: str) -> str:
    given = optional(found)
    if given is None:
        raise Unusable(field, found, "text")
    return given


def moment(found: object, field: str, zone: ZoneInfo) -> datetime:
    """*Raises* Unusable where it names no instant."""
    try:
        return instant(found, zone)
    except ValueError as error:
        raise Unusable(field, found, "a date and time such as 2024-05-31T09:30:00.000+0100") from error
