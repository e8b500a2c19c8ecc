"""What a `servicenow-export` source may be told. It refuses fields it does not know, and columns of people."""

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from llif.connectors.instants import known_zone
from llif.connectors.persons import no_person

Column = Annotated[str, Field(min_length=1), AfterValidator(no_person)]
Words = tuple[str, ...]


class Columns(BaseModel):
    """The file's columns; the defaults are ServiceNow's own names. An event log has a row for each change."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: Column = "number"
    state: Column = "incident_state"
    changes: Column = "sys_mod_count"
    updated: Column = "sys_updated_at"
    opened: Column = "opened_at"
    resolved: Column = "resolved_at"
    closed: Column = "closed_at"
    priority: Column = "priority"
    made_sla: Column = "made_sla"


class ServiceNowSettings(BaseModel):
    """`service` is the column that names the service (its category, assignment group or configuration item)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    service: Column
    time_zone: Annotated[str, AfterValidator(known_zone)]
    instants: str = "%d/%m/%Y %H:%M"
    columns: Columns = Columns()
    major: Words = ("1 - Critical",)
    user_impacting: bool | None = None
    resolved_states: Words = ("Resolved", "6")
    closed_states: Words = ("Closed", "7")
    cancelled_states: Words = ("Canceled", "Cancelled", "8")
    objective: str = Field("resolved within SLA", min_length=1)
    unnamed: str = Field("(not stated)", min_length=1)
    null_words: Words = ("", "?", "NULL")
    web: str | None = Field(default=None, pattern="^https?://")
    complete: bool = True
    encoding: str = "utf-8"

    @model_validator(mode="after")
    def known_encoding(self) -> Self:
        try:
            "".encode(self.encoding)
        except LookupError as error:
            raise ValueError(f"{self.encoding!r} is no encoding; utf-8 and cp1252 are usual") from error
        return self
