"""A bill of materials, read into plain components. Pure: no file, no clock, no network.

It takes what it needs and looks at nothing else: licences, authors and hashes are not kept. It refuses a document that
is no CycloneDX, lists nested deeper than any real one, and texts longer than a name can be.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from llif.connectors.instants import instant
from llif.connectors.persons import is_address

LONGEST = 4096
DEEPEST = 64

Json = Mapping[str, object]
Row = dict[str, object]


class Unusable(ValueError):
    """`place` says where in the document; the message says what is there and what is wanted."""

    def __init__(self, place: str, found: str, wanted: str) -> None:
        self.place, self.found, self.wanted = place, found, wanted
        super().__init__(f"{place}: {found}; {wanted} is wanted")


@dataclass(frozen=True)
class Component:
    """As a document names it; `place` is where it stands there."""

    place: str
    name: str
    group: str | None = None
    version: str | None = None
    purl: str | None = None
    cpe: str | None = None
    kind: str | None = None

    @property
    def full_name(self) -> str:
        return f"{self.group}/{self.name}" if self.group else self.name

    @property
    def identity(self) -> str:
        """What it is, within one bill: its package URL, or its kind, group, name and version."""
        return self.purl or f"{self.kind or ''}:{self.full_name}@{self.version or ''}"


@dataclass
class Bill:
    """One document: what it lists (`subject`), when it was made, its components, and what could not be used of it."""

    subject: Component | None = None
    made_at: datetime | None = None
    edition: int = 1
    components: list[Component] = field(default_factory=list)
    unusable: list[Unusable] = field(default_factory=list)


def bill(document: object, zone: ZoneInfo) -> Bill:
    """A JSON document as a bill. *Raises* Unusable where it is no CycloneDX."""
    whole = _mapping(document, "the document")
    if whole.get("bomFormat") != "CycloneDX":
        raise Unusable("bomFormat", shown(whole.get("bomFormat")), "CycloneDX")
    about = _mapping(whole.get("metadata") or {}, "metadata")
    found = Bill(made_at=_moment(about.get("timestamp"), zone), edition=_edition(whole.get("version")))
    if about.get("component") is not None:
        found.subject = component(_mapping(about["component"], "metadata.component"), "metadata.component")
        found.components.append(found.subject)
        found.components += _listed(about["component"], "metadata.component", found)
    found.components += _listed(whole, "", found)
    return found


def _listed(parent: object, place: str, found: Bill) -> Iterator[Component]:
    """The components of a list, and those within them, without recursion: a hostile list may be nested without end."""
    waiting = [(parent, place, 0)]
    while waiting:
        above, place, depth = waiting.pop()
        parts = above.get("components") if isinstance(above, Mapping) else None
        for number, part in enumerate(_sequence(parts, place, found), 1):
            where = f"{place}{'.' if place else ''}components[{number}]"
            if depth >= DEEPEST:
                raise Unusable(where, f"a list within {depth} lists", f"at most {DEEPEST}")
            try:
                yield component(_mapping(part, where), where)
            except Unusable as error:
                found.unusable.append(error)
            waiting.append((part, where, depth + 1))


def component(told: Json, place: str) -> Component:
    """*Raises* Unusable where a text is none, too long, or an e-mail address; or there is no name."""
    texts = {
        name: text(told.get(name), f"{place}.{name}") for name in ("name", "group", "version", "purl", "cpe", "type")
    }
    name = texts.pop("name")
    if name is None:
        raise Unusable(f"{place}.name", "nothing", "a name")
    return Component(place, name, texts["group"], texts["version"], texts["purl"], texts["cpe"], texts["type"])


def text(found: object, place: str) -> str | None:
    """A text without the spaces around it, or null where it is empty. *Raises* Unusable."""
    if found is None:
        return None
    if not isinstance(found, str):
        raise Unusable(place, shown(found), "a text")
    if len(found) > LONGEST:
        raise Unusable(place, f"a text of {len(found):,} characters", f"at most {LONGEST:,}")
    if is_address(found):
        raise Unusable(place, "an e-mail address", "a name")
    return found.strip() or None


def rows(found: Bill, container: str, listed_at: datetime | None) -> Iterator[Row]:
    """The landed rows of a bill; a component that is listed twice is one."""
    seen: set[str] = set()
    for each in found.components:
        if each.identity not in seen:
            seen.add(each.identity)
            yield row(each, container, listed_at)


def row(each: Component, container: str, listed_at: datetime | None) -> Row:
    return {
        "id": f"{container}|{each.identity}",
        "container": container,
        "name": each.full_name,
        "version": each.version,
        "purl": each.purl,
        "cpe": each.cpe,
        "kind": each.kind,
        "listed_at": listed_at,
    }


def _moment(found: object, zone: ZoneInfo) -> datetime | None:
    try:
        return instant(found, zone) if found else None
    except ValueError as error:
        raise Unusable("metadata.timestamp", shown(found), "a date and time") from error


def _edition(found: object) -> int:
    """Which edition of the same bill it is; a document that does not say is the first."""
    return int(found) if isinstance(found, int) or (isinstance(found, str) and found.isdecimal()) else 1


def _mapping(found: object, place: str) -> Json:
    if not isinstance(found, Mapping):
        raise Unusable(place, shown(found), "an object")
    return found


def _sequence(found: object, place: str, bill_: Bill) -> Sequence[object]:
    if found is not None and not isinstance(found, list):
        bill_.unusable.append(Unusable(f"{place}.components".lstrip("."), shown(found), "a list"))
    return found if isinstance(found, list) else ()


def shown(found: object) -> str:
    """What stands there, short enough for a message."""
    return (
        "nothing"
        if found is None
        else f"{type(found).__name__} {str(found)[:60]!r}"
        if not isinstance(found, (dict, list))
        else type(found).__name__
    )
