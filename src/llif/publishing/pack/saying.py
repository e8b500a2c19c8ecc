"""What every format says alike: the line under each page, waivers, comments. In the language that is being spoken."""

from llif.publishing import wording
from llif.publishing.pack.document import Comment, Document, State, Waiver
from llif.publishing.words import LANGUAGES, language
from llif.publishing.words import gettext as _
from llif.terms.errors import N_

STATES = {
    State.COMPLETE: N_("Complete"),
    State.PARTLY: N_("Partly known"),
    State.UNKNOWN: N_("Not known"),
}


def state(which: State) -> str:
    return _(STATES[which])


def footing(document: Document) -> str:
    """Whose figures, as at when, from which snapshot; and that a draft is one."""
    day = wording.day(document.as_at)
    foot = _("{name} · as at {day} · snapshot {snapshot}", name=document.name, day=day, snapshot=document.snapshot)
    return _("{foot} · draft", foot=foot) if document.is_draft else foot


def opening(document: Document) -> list[str]:
    """What stands under the title: whose, of which period, from where, whether it is a draft, and every waiver."""
    drafted = _("Draft, written on {day}: it is not published.", day=wording.day(document.made_on))
    waived = [_waived(document, each) for each in document.waivers]
    known = filter(None, [document.name, document.period, document.attribution])
    return [*known, *([drafted] if document.is_draft else []), *waived]


def _waived(document: Document, waiver: Waiver) -> str:
    """Of a published pack, that it was published all the same; of a draft, what is not known and why that is told."""
    given = {"section": _title(document, waiver.section), "reason": waiver.reason, "by": waiver.by}
    if document.is_draft:
        return _("Not everything is known; a waiver was given – {section}: {reason} ({by})", **given)
    return _("Published although not everything is known – {section}: {reason} ({by})", **given)


def _title(document: Document, section: str) -> str:
    return next((each.title for each in document.sections if each.id == section), section)


def comment(given: Comment) -> str:
    """A comment with who wrote it and when; and its language, where it is not the document's."""
    said = _("“{text}” ({by}, {day})", text=given.text, by=given.by, day=wording.day(given.on))
    if given.language == language():
        return said
    return _("{comment} – written in {language} only", comment=said, language=LANGUAGES[given.language])
