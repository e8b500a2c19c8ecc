"""The registers of the board pack: notes stand under the day and section they are of, corrections beside their pack."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from llif.portfolio.declared import Words
from llif.portfolio.registers.contract import EntryForm, FieldFault, Keyed, LongText, Over, Register, ShortText, Told

NOTHING = Words("Write a comment or a waiver.", "Ysgrifennwch sylw neu hepgoriad.")
NO_TEXT = Words("Write the correction in at least one language.", "Ysgrifennwch y cywiriad mewn o leiaf un iaith.")


class NoteForm(EntryForm):
    """What a section's owner says of it in either language, and why it may be published though not all is known."""

    comment_en: Annotated[LongText | None, Told(Words("Comment in English", "Sylw yn Saesneg"))] = None
    comment_cy: Annotated[LongText | None, Told(Words("Comment in Welsh", "Sylw yn Gymraeg"))] = None
    waiver: Annotated[
        LongText | None,
        Told(
            Words("Waiver in English", "Hepgoriad yn Saesneg"),
            Words(
                "Why it is published although something under it is stale or unknown. It is printed.",
                "Pam y caiff ei gyhoeddi er bod rhywbeth oddi tano'n hen neu'n anhysbys. Caiff ei argraffu.",
            ),
        ),
    ] = None
    waiver_cy: Annotated[LongText | None, Told(Words("Waiver in Welsh", "Hepgoriad yn Gymraeg"))] = None

    def faults(self, recorded_on: date) -> Iterator[FieldFault]:
        if not (self.comment_en or self.comment_cy or self.waiver or self.waiver_cy):
            yield FieldFault("comment_en", NOTHING)


class CorrectionForm(EntryForm):
    """What proved wrong in a published pack: it stands beside the pack, which stays as it was."""

    pack: Annotated[int, Field(ge=1), Told(Words("Number of the pack", "Rhif y pecyn"))]
    section: Annotated[ShortText | None, Told(Words("Section", "Adran"))] = None
    text_en: Annotated[LongText | None, Told(Words("Correction in English", "Cywiriad yn Saesneg"))] = None
    text_cy: Annotated[LongText | None, Told(Words("Correction in Welsh", "Cywiriad yn Gymraeg"))] = None

    def faults(self, recorded_on: date) -> Iterator[FieldFault]:
        if not (self.text_en or self.text_cy):
            yield FieldFault("text_en", NO_TEXT)


NOTES = Register(
    "pack-notes",
    Words("Comments on packs", "Sylwadau ar becynnau"),
    Words("Comments and waivers, by day and section.", "Sylwadau a hepgoriadau, yn ôl diwrnod ac adran."),
    NoteForm,
    Keyed.SEVERAL,
    Over.PORTFOLIO,
)
CORRECTIONS = Register(
    "pack-corrections",
    Words("Corrections to packs", "Cywiriadau i becynnau"),
    Words("What proved wrong in a published pack.", "Yr hyn a oedd yn anghywir mewn pecyn a gyhoeddwyd."),
    CorrectionForm,
    Keyed.SEVERAL,
    Over.PORTFOLIO,
)


def note_key(as_at: date, section: str) -> str:
    """The key of a section's note."""
    return f"{as_at.isoformat()}.{section}"
