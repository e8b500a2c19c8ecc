"""The review of a pack before it is published: each section with its state, what is prefilled, comments and waivers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from llif.access.actor import Actor
from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.registers.packs import NOTES, note_key
from llif.portfolio.registers.recorded import history, newest, standing
from llif.practices import recording
from llif.publishing.pack.document import Comment, Section, State, Waiver
from llif.publishing.words import language

Notes = Mapping[str, Recorded]


def notes(portfolio: str, as_at: date) -> Notes:
    """The standing notes of a day's pack, by section."""
    opening = note_key(as_at, "")
    found = newest(portfolio, register=NOTES.name)
    return {each.place.key.removeprefix(opening): each for each in found if each.place.key.startswith(opening)}


COMMENT, WAIVER = {"en": "comment_en", "cy": "comment_cy"}, {"en": "waiver", "cy": "waiver_cy"}
"""The fields of a note, by language."""
SEEN = "-based_on"
"""After a section's id: the field that says which version of its note a form was filled from."""
FIELDS = (*COMMENT.values(), *WAIVER.values())


def comments(note: Recorded | None) -> tuple[Comment, ...]:
    """A note's comment in the language being spoken, else in the other, which is then said."""
    found = _written(note, COMMENT)
    if note is None or found is None:
        return ()
    code, text = found
    return (Comment(text=text, language=code, by=note.by, on=note.recorded_at.date()),)


def _written(note: Recorded | None, fields: Mapping[str, str]) -> tuple[str, str] | None:
    """What a note says in the language being spoken, else in the other: the language, and the text."""
    here, there = language(), "en" if language() == "cy" else "cy"
    content = (note.content if note else None) or {}
    return next(((code, str(text)) for code in (here, there) if (text := content.get(fields[code]))), None)


def waivers(sections: Sequence[Section], noted: Notes) -> Iterator[Waiver]:
    """The waivers given for sections that rest on something stale or unknown."""
    for section in sections:
        note = noted.get(section.id)
        if needs_waiver(section) and note is not None and (found := _written(note, WAIVER)):
            code, reason = found
            yield Waiver(section=section.id, reason=reason, by=note.by, on=note.recorded_at.date(), language=code)


def needs_waiver(section: Section) -> bool:
    """Whether a section rests on a source that is stale, or on nothing that is known."""
    return section.state is State.UNKNOWN or bool(section.unknown)


@dataclass(frozen=True)
class Reviewed:
    """A section with its note; `is_ready` when nothing under it is unknown or that has been waived."""

    section: Section
    note: Recorded | None

    @property
    def needs_waiver(self) -> bool:
        return needs_waiver(self.section)

    @property
    def waiver(self) -> Waiver | None:
        return next(waivers([self.section], {self.section.id: self.note} if self.note else {}), None)

    @property
    def is_ready(self) -> bool:
        return not self.needs_waiver or self.waiver is not None


@dataclass(frozen=True)
class Given:
    """What a form says of one section, on the version that was seen of its note (0: none)."""

    section: str
    content: Mapping[str, str]
    based_on: int
    seen: Mapping[str, str]

    @property
    def is_new(self) -> bool:
        """Whether it says otherwise than was seen: else somebody has only looked at it."""
        return self.content != self.seen

    def is_meant(self, pressed: str) -> bool:
        """Whether to record it. *Takes* the section whose button it was: an empty one is refused, not passed over."""
        return self.is_new or (self.section == pressed and not any(self.content.values()))


def given(form: Mapping[str, str], portfolio: str, as_at: date, sections: Iterable[str]) -> list[Given]:
    """What a form says of each section that it holds; of a field that it lacks, what was seen."""
    return [
        _given(form, section, _place(portfolio, as_at, section)) for section in sections if f"{section}{SEEN}" in form
    ]


def _given(form: Mapping[str, str], section: str, place: Place) -> Given:
    text = form[f"{section}{SEEN}"]
    version = int(text) if _is_number(text) else 0
    stood = next((each.content or {} for each in history(place) if each.version == version), {})
    seen = {name: _plain(str(stood.get(name) or "")) for name in FIELDS}
    content = {name: _plain(form.get(f"{section}-{name}", seen[name])) for name in FIELDS}
    return Given(section, content, version, seen)


def _plain(text: str) -> str:
    """As a register keeps it: a browser ends lines otherwise."""
    return text.replace("\r\n", "\n").strip()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 8


def _place(portfolio: str, as_at: date, section: str) -> Place:
    return Place(NOTES.name, portfolio, "", note_key(as_at, section))


def reviewed(sections: Sequence[Section], noted: Notes) -> list[Reviewed]:
    return [Reviewed(section, noted.get(section.id)) for section in sections]


def note(given: Given, *, by: Actor, portfolio: str, as_at: date) -> Recorded:
    """Record a section's comment and waiver, or withdraw them where all is empty. *Raises* as `recording.record`."""
    place = _place(portfolio, as_at, given.section)
    told = {name: text for name, text in given.content.items() if text}
    is_first = standing(place) is None
    return recording.record(recording.Write(NOTES, place, told if told or is_first else None, given.based_on), by=by)
