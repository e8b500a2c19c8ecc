"""What every format says alike: the line under each page, waivers, comments. In the language that is being spoken."""

from collections.abc import Iterator

from llif.publishing import wording
from llif.publishing.pack.document import Comment, Document, State, Waiver
from llif.publishing.words import gettext as _
from llif.publishing.words import language
from llif.terms.errors import N_

STATES = {
    State.COMPLETE: N_("Complete"),
    State.PARTLY: N_("Partly known"),
    State.UNKNOWN: N_("Not known"),
}


def state(which: State) -> str:
    return _(STATES[which])


def footing(document: Document) -> str:
    """Whose figures, as at when, from which snapshot; that a draft is one, and which number a published pack has."""
    day = wording.day(document.as_at)
    foot = _("{name} · as at {day} · snapshot {snapshot}", name=document.name, day=day, snapshot=document.snapshot)
    if document.published:
        return _("{foot} · pack {number}", foot=foot, number=document.published.number)
    return _("{foot} · draft", foot=foot) if document.is_draft else foot


def opening(document: Document) -> list[str]:
    """What stands under the title: whose, of which period, from where, whether it is a draft, and every waiver."""
    known = filter(None, [document.name, document.period, *_recorded(document), document.attribution])
    return [*known, *_standing(document), *waived(document)]


def _recorded(document: Document) -> Iterator[str]:
    if document.known_on:
        yield _("What people recorded is told as known on {day}.", day=wording.day(document.known_on))


def _standing(document: Document) -> Iterator[str]:
    if document.is_draft:
        yield _("Draft, written on {day}: it is not published.", day=wording.day(document.made_on))
    if document.published:
        told = document.published
        yield _("Pack {number}, published on {day} by {by}.", number=told.number, day=wording.day(told.on), by=told.by)


def waived(document: Document) -> list[str]:
    return [_waived(document, each) for each in document.waivers]


def _waived(document: Document, waiver: Waiver) -> str:
    """Of a published pack, that it was published all the same; of a draft, what is not known and why that is told."""
    given = {"section": _title(document, waiver.section), "reason": waiver_reason(waiver), "by": waiver.by}
    if document.is_draft:
        return _("Not everything is known; a waiver was given – {section}: {reason} ({by})", **given)
    return _("Published although not everything is known – {section}: {reason} ({by})", **given)


def _title(document: Document, section: str) -> str:
    return next((each.title for each in document.sections if each.id == section), section)


def waiver_reason(waiver: Waiver) -> str:
    return _in_its_language(waiver.reason, waiver.language or language())


def comment(given: Comment) -> str:
    """A comment with who wrote it and when; and its language, where it is not the document's."""
    said = _("“{text}” ({by}, {day})", text=given.text, by=given.by, day=wording.day(given.on))
    return _in_its_language(said, given.language)


ONLY = {"en": N_("{text} – written in English only"), "cy": N_("{text} – written in Welsh only")}


def _in_its_language(text: str, code: str) -> str:
    """What somebody wrote, and its language where it is not the one being spoken."""
    return text if code == language() else _(ONLY[code], text=text)
