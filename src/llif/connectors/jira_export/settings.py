"""What a `jira-export` source may be told. It refuses fields it does not know, and both forms of export at once."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from llif.connectors.instants import known_zone


class JiraExportSettings(BaseModel):
    """`path` for JSON pages, or `issues` and `changes` for the two CSV files; paths start at the portfolio's folder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str | None = None
    issues: str | None = None
    changes: str | None = None
    web: str | None = None
    titles: Literal["keep", "drop"] = "drop"
    projects: tuple[str, ...] = ()
    complete: bool = True
    time_zone: Annotated[str, AfterValidator(known_zone)] = "UTC"
    epic_field: str | None = None
    effort_field: str | None = None

    @model_validator(mode="after")
    def one_form(self) -> Self:
        csv = (self.issues, self.changes)
        if (self.path is None and None in csv) or (self.path is not None and csv != (None, None)):
            raise ValueError("give either `path` (JSON pages), or both `issues` and `changes` (CSV files)")
        return self
