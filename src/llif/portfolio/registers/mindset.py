"""The register of mindset: where a team says it stands between project and product, on the six pairs of the deck.

1 is the project mindset, 5 the product mindset. Each version is an assessment of its day. It is about a team as it sees
itself, never about a person, and teams are not compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from llif.portfolio.declared import Words
from llif.portfolio.registers.contract import EntryForm, FieldFault, Keyed, LongText, Over, Register, Told

LOWEST, HIGHEST = 1, 5
Step = Annotated[int, Field(ge=LOWEST, le=HIGHEST)]
AHEAD = Words("The day {day} has not come yet.", "Nid yw'r diwrnod {day} wedi dod eto.")


@dataclass(frozen=True)
class Pair:
    """`id` is the field that holds its step; `id`_comment holds the comment. `short` names the pair in a picture."""

    id: str
    short: Words
    project: Words
    product: Words


PAIRS = (
    Pair(
        "teams",
        Words("Teams", "Timau"),
        Words("Temporary teams", "Timau dros dro"),
        Words("Long-lived teams", "Timau hirhoedlog"),
    ),
    Pair(
        "learning",
        Words("Learning", "Dysgu"),
        Words("Build-once mentality", "Meddylfryd adeiladu unwaith"),
        Words("Test and learn mentality", "Meddylfryd profi a dysgu"),
    ),
    Pair(
        "feedback",
        Words("Feedback", "Adborth"),
        Words("Customer feedback at the end", "Adborth cwsmeriaid ar y diwedd"),
        Words("Customer feedback throughout the product", "Adborth cwsmeriaid drwy gydol y cynnyrch"),
    ),
    Pair(
        "release",
        Words("Release", "Rhyddhau"),
        Words("Release once", "Rhyddhau unwaith"),
        Words("Release continuously", "Rhyddhau'n barhaus"),
    ),
    Pair(
        "success",
        Words("Success", "Llwyddiant"),
        Words(
            "Success is measured by delivery of scope within time and budget",
            "Mesurir llwyddiant drwy gyflawni'r cwmpas o fewn amser a chyllideb",
        ),
        Words(
            "Success is measured by customer satisfaction and value created",
            "Mesurir llwyddiant drwy foddhad cwsmeriaid a'r gwerth a grëwyd",
        ),
    ),
    Pair(
        "scope",
        Words("Scope", "Cwmpas"),
        Words("Scope is determined by stakeholders", "Rhanddeiliaid sy'n pennu'r cwmpas"),
        Words(
            "Scope guidelines are set with stakeholders and teams learn through experimentation and customer feedback",
            "Gosodir canllawiau cwmpas gyda rhanddeiliaid, ac mae timau'n dysgu drwy arbrofi ac adborth cwsmeriaid",
        ),
    ),
)
BY_ID = {pair.id: pair for pair in PAIRS}
HALFWAY = Words("3 – halfway", "3 – hanner ffordd")
COMMENT = Words("Comment", "Sylw")


def _step(pair: str) -> Told:
    project, product = BY_ID[pair].project, BY_ID[pair].product
    steps = {
        "1": Words(f"1 – {project.en}", f"1 – {project.cy}"),
        "2": Words("2", "2"),
        "3": HALFWAY,
        "4": Words("4", "4"),
        "5": Words(f"5 – {product.en}", f"5 – {product.cy}"),
    }
    return Told(Words(f"{project.en} – {product.en}", f"{project.cy} – {product.cy}"), choices=steps)


def _comment(pair: str) -> Told:
    product = BY_ID[pair].product
    return Told(Words(f"{COMMENT.en}: {product.en}", f"{COMMENT.cy}: {product.cy}"))


class MindsetForm(EntryForm):
    """One assessment by one team."""

    assessed_on: Annotated[date, Told(Words("Assessed on", "Asesiad ar"))]
    teams: Annotated[Step, _step("teams")]
    teams_comment: Annotated[LongText | None, _comment("teams")] = None
    learning: Annotated[Step, _step("learning")]
    learning_comment: Annotated[LongText | None, _comment("learning")] = None
    feedback: Annotated[Step, _step("feedback")]
    feedback_comment: Annotated[LongText | None, _comment("feedback")] = None
    release: Annotated[Step, _step("release")]
    release_comment: Annotated[LongText | None, _comment("release")] = None
    success: Annotated[Step, _step("success")]
    success_comment: Annotated[LongText | None, _comment("success")] = None
    scope: Annotated[Step, _step("scope")]
    scope_comment: Annotated[LongText | None, _comment("scope")] = None

    def faults(self, recorded_on: date) -> Iterator[FieldFault]:
        if self.assessed_on > recorded_on:
            yield FieldFault("assessed_on", AHEAD, {"day": self.assessed_on})

    def step(self, pair: str) -> int:
        return int(getattr(self, pair))

    def comment(self, pair: str) -> str | None:
        found: str | None = getattr(self, f"{pair}_comment")
        return found


MINDSET = Register(
    "mindset",
    Words("Mindset", "Meddylfryd"),
    Words(
        "Where a team says it stands between project and product mindset, 1 to 5 on six pairs; record it again when it "
        "has moved.",
        "Ble mae tîm yn dweud ei fod rhwng meddylfryd prosiect a chynnyrch, 1 i 5 ar chwe phâr; cofnodwch eto pan "
        "fydd wedi symud.",
    ),
    MindsetForm,
    Keyed.BY_TEAM,
    Over.PORTFOLIO,
)
