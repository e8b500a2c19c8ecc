"""What a `tables` source may be told. It refuses unknown tables and columns, and columns of people."""

from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from llif.connectors.instants import known_zone
from llif.connectors.persons import no_person
from llif.connectors.tables.shape import Misfit, Words, importable, value
from llif.terms.records import COLUMNS

Theirs = str | tuple[str, ...]


class TableFile(BaseModel):
    """One file, or the files of a glob, that hold rows of one landed table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    table: str
    columns: dict[str, Theirs] = {}
    constants: dict[str, Any] = {}
    time_zone: Annotated[str, AfterValidator(known_zone)] = "UTC"
    instants: str | None = None
    days: str | None = None
    sheet: str | None = None
    null_words: tuple[str, ...] = ("", "?", "NULL")
    list_separator: str = Field("|", min_length=1)
    delimiter: str = Field(",", min_length=1, max_length=1)
    encoding: str = "utf-8"
    titles: Literal["keep", "drop"] = "drop"

    @field_validator("table")
    @classmethod
    def known_table(cls, table: str) -> str:
        if table not in COLUMNS:
            raise ValueError(f"{table!r} is no landed table; there are {', '.join(COLUMNS)}")
        return table

    @field_validator("encoding")
    @classmethod
    def known_encoding(cls, encoding: str) -> str:
        try:
            "".encode(encoding)
        except LookupError as error:
            raise ValueError(f"{encoding!r} is no encoding; utf-8 and cp1252 are usual") from error
        return encoding

    @model_validator(mode="after")
    def sensible_columns(self) -> Self:
        allowed = importable(self.table)
        for name in (*self.columns, *self.constants):
            if name not in allowed:
                raise ValueError(f"{name!r} is no column of {self.table}; there are {', '.join(allowed)}")
        if both := sorted(set(self.columns) & set(self.constants)):
            raise ValueError(f"{both[0]!r} has a column and a constant; give one")
        self._check_theirs()
        self.fixed()
        return self

    def _check_theirs(self) -> None:
        for name, theirs in self.columns.items():
            if not isinstance(theirs, str) and name != "id":
                raise ValueError(f"{name!r} takes one column; only 'id' may be composed of several")
            for column in self.theirs(name):
                no_person(column)
        if "title" in self.columns and self.titles == "drop":
            raise ValueError("'title' is free text; it is read only with `titles: keep`")

    def theirs(self, name: str) -> tuple[str, ...]:
        """The file's columns for a landed one: those mapped, or the one of the same name."""
        mapped = self.columns.get(name, name)
        return (mapped,) if isinstance(mapped, str) else mapped

    @property
    def wanted(self) -> frozenset[str]:
        """All of the file's columns that may be read."""
        return frozenset(theirs for name in importable(self.table) for theirs in self.theirs(name))

    def words(self) -> Words:
        nulls = frozenset(word.strip() for word in self.null_words)
        return Words(ZoneInfo(self.time_zone), nulls, self.list_separator, self.instants, self.days)

    def fixed(self) -> dict[str, object]:
        """The constants as landed values. *Raises* ValueError where one does not fit its column."""
        types = importable(self.table)
        try:
            return {name: value(name, types[name], given, self.words()) for name, given in self.constants.items()}
        except Misfit as error:
            raise ValueError(f"the constant {error.column!r} is {error.found}; {error.allowed} is wanted") from error


class TablesSettings(BaseModel):
    """The files of a source, one entry a table and layout."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    files: tuple[TableFile, ...] = Field(min_length=1)
