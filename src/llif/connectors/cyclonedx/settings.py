"""What a `cyclonedx` source may be told. It refuses fields it does not know."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from llif.connectors.instants import known_zone


class CycloneDxSettings(BaseModel):
    """`path` is a file, a folder or a glob. `container` names what its files list, `listed_on` when they were made.

    What `container` names stands before what a file says, and what a file says of its time before `listed_on`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    container: str | None = Field(default=None, min_length=1)
    listed_on: date | None = None
    time_zone: Annotated[str, AfterValidator(known_zone)] = "UTC"
