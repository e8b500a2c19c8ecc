"""The neutral document: what a pack says, in one language, before any format. Every format renders this and no more.

It is kept whole as JSON when it is published, so that it can be shown again exactly; and it refuses what it does not
know, so that an old one is never read wrongly.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

FORM: Literal[1] = 1
"""The version of this form; a document of another is not read."""


class Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Number(StrEnum):
    """What a cell's value is, and so how a spreadsheet writes it."""

    COUNT = "count"
    SHARE = "share"
    HOURS = "hours"
    PER_DAY = "per day"
    MONEY = "money"
    POINTS = "points"


class Tone(StrEnum):
    """What a cell says beside its text; its word and shape stand in the text too, never colour alone."""

    RED = "red"
    ORANGE = "orange"
    AMBER = "amber"
    GREEN = "green"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"


class Cell(Value):
    """`text` is what is read. `value` is the number behind it, null where there is none: unknown is not zero.

    `note` is what of the text a number alone would not say: of how many it is, since when nothing was heard.
    """

    text: str
    note: str = ""
    value: float | None = None
    number: Number | None = None
    tone: Tone | None = None


class Column(Value):
    title: str
    is_number: bool = False
    weight: float = 1
    """How wide it is beside the others."""


class Lines(Value):
    """Paragraphs or, where `is_list`, the items of a list."""

    type: Literal["lines"] = "lines"
    lines: tuple[str, ...]
    is_list: bool = False
    is_quiet: bool = False


class Table(Value):
    """`about` says in a sentence what it shows. The first column names the rows.

    `score_of` names, for a column that is a score, the columns whose ratings it is made of, `product_of` those whose
    numbers it multiplies: a spreadsheet computes it.
    `total` is true where a spreadsheet may add up the number columns in a last row, `is_even` where the columns' widths
    are a part of the picture.
    """

    type: Literal["table"] = "table"
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    score_of: tuple[int, tuple[int, ...]] | None = None
    product_of: tuple[int, tuple[int, int]] | None = None
    total: bool = False
    is_even: bool = False

    @property
    def cells(self) -> Iterator[Cell]:
        return (cell for row in self.rows for cell in row)


class Series(Value):
    """One line or set of bars; a value is null where nothing is known."""

    name: str
    colour: str
    values: tuple[float | None, ...]


class Chart(Value):
    """`about` is its sentence, and its alternative text; a table with its numbers stands beside it in every format."""

    type: Literal["chart"] = "chart"
    title: str
    about: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    is_stacked: bool = False
    is_line: bool = False


Block = Annotated[Lines | Table | Chart, Field(discriminator="type")]


class Comment(Value):
    """What the section's owner says of it, in the document's language or, where only that was written, in the other."""

    text: str
    language: str
    by: str
    on: date


class State(StrEnum):
    """What a section rests on."""

    COMPLETE = "complete"
    PARTLY = "partly known"
    UNKNOWN = "not known"


class Section(Value):
    """A slide, or several with one title. `said` is what it tells in one or two sentences."""

    id: str
    title: str
    said: tuple[str, ...]
    state: State
    blocks: tuple[Block, ...] = ()
    comments: tuple[Comment, ...] = ()
    unknown: tuple[str, ...] = ()
    """Sources that are stale or missing under it: publishing asks for a waiver of each."""


class Waiver(Value):
    """Why a pack was published although something under it is stale or unknown; printed with it."""

    section: str
    reason: str
    by: str
    on: date
    language: str | None = None
    """Of the reason; null in packs from before it was told."""


class Published(Value):
    """Under which number a pack was published, when and by whom."""

    number: int
    on: date
    by: str


class Document(Value):
    """A pack. `snapshot` names the figures' snapshot; `as_at` is their day, `made_on` the day it was written.

    `known_on` is the day by which what it tells of people's records had been recorded. `is_draft` until it is
    published: one that was kept is none. Both `known_on` and `published` are null in packs from before they were told.
    """

    form: Literal[1] = FORM
    portfolio: str
    name: str
    title: str
    language: str
    as_at: date
    made_on: date
    period: str
    snapshot: str
    known_on: date | None = None
    is_draft: bool = False
    published: Published | None = None
    attribution: str = ""
    sections: tuple[Section, ...]
    waivers: tuple[Waiver, ...] = ()

    @property
    def tables(self) -> Iterator[Table]:
        return (block for section in self.sections for block in section.blocks if isinstance(block, Table))

    @property
    def charts(self) -> Iterator[Chart]:
        return (block for section in self.sections for block in section.blocks if isinstance(block, Chart))


def written(document: Document) -> str:
    """As JSON text, one spelling for one document."""
    return document.model_dump_json()


def read(text: str) -> Document:
    """The document of a JSON text. *Raises* ValidationError for another form."""
    return Document.model_validate_json(text)
