"""What a `survey-export` source may be told. It refuses columns of people, and scales that have no best end."""

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from llif.connectors.instants import known_zone
from llif.connectors.persons import no_person
from llif.terms.scorecard import BestEnd

Column = Annotated[str, Field(min_length=1), AfterValidator(no_person)]


class SurveySettings(BaseModel):
    """`service` names one column, or several whose words are joined; `dates` are patterns, tried in their order.

    `scores` maps the codes of the file to scores on the scale; without it the numbers of the scale are their own codes.
    Every other code is unlisted: the answer is kept without a score.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    instrument: str = Field(min_length=1)
    service: Column | tuple[Column, ...]
    answered: Column
    score: Column
    dates: tuple[str, ...] = Field(("%Y-%m-%d",), min_length=1)
    time_zone: Annotated[str, AfterValidator(known_zone)]
    scale_min: int
    scale_max: int
    best: BestEnd
    scores: dict[str, int] = {}
    language: Column | None = None
    channel: Column | None = None
    where: dict[Column, tuple[str, ...]] = {}
    unnamed: str = Field("(not stated)", min_length=1)
    null_words: tuple[str, ...] = ("", "?", "NULL")
    complete: bool = True
    encoding: str = "utf-8"

    @model_validator(mode="after")
    def a_scale(self) -> Self:
        if self.scale_max <= self.scale_min:
            raise ValueError("`scale_max` is above `scale_min`")
        off = sorted({score for score in self.scores.values() if not self.scale_min <= score <= self.scale_max})
        if off:
            raise ValueError(f"`scores` maps to {off[0]}, which is not on the scale")
        try:
            "".encode(self.encoding)
        except LookupError as error:
            raise ValueError(f"{self.encoding!r} is no encoding; utf-8 and cp1252 are usual") from error
        return self

    @property
    def services(self) -> tuple[str, ...]:
        return (self.service,) if isinstance(self.service, str) else self.service

    def codes(self) -> dict[str, int]:
        """The listed codes and their scores."""
        return self.scores or {str(score): score for score in range(self.scale_min, self.scale_max + 1)}
