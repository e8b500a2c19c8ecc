"""The register that ties benefits to missions: how much of a benefit serves each, and that one serves none.

What the weights of a benefit leave serves no mission. Of a benefit without a tie it is not known.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import Field

from llif.portfolio.declared import Words
from llif.portfolio.registers.benefit_parts import BENEFIT_TOLD, WHOLE, of_a_benefit
from llif.portfolio.registers.benefits import NAMED_IN, BenefitCode
from llif.portfolio.registers.contract import (
    Around,
    Content,
    EntryForm,
    FieldFault,
    Keyed,
    Names,
    Over,
    Register,
    ShortText,
    Told,
)
from llif.portfolio.registers.objectives import leads

SERVES_NONE = "-"
"""What is typed for a mission where it is known that a benefit serves none."""
TOO_MUCH = Words(
    "With the others, missions are given {total} of this benefit; there is no more than 1. Lower a weight.",
    "Gyda'r lleill, rhoddir {total} o'r budd hwn i genadaethau; nid oes mwy nag 1. Gostyngwch y pwysau.",
)
TWICE = Words(
    "The benefit is tied to {found} already. Change the weight there instead.",
    "Cenhadaeth {found}: mae'r budd ynghlwm wrthi eisoes. Newidiwch y pwysau yno yn lle hynny.",
)


class TieForm(EntryForm):
    """The part of a benefit that serves a mission."""

    benefit: Annotated[BenefitCode, BENEFIT_TOLD]
    mission: Annotated[
        ShortText,
        Told(
            Words("Mission", "Cenhadaeth"),
            Words(
                "The id of a mission of this portfolio; a hyphen (-) for a part that serves none.",
                "Id un o genadaethau'r portffolio hwn; cysylltnod (-) ar gyfer rhan nad yw'n gwasanaethu yr un.",
            ),
            names=Names.MISSION_OR_NONE,
        ),
    ]
    weight: Annotated[
        float,
        Field(gt=0, le=1),
        Told(
            Words("Weight", "Pwysau"),
            Words(
                "Of 0 to 1. The weights of a benefit sum to 1 at most; what they leave serves no mission.",
                "O 0 i 1. Swm pwysau budd yw 1 ar y mwyaf; nid yw'r hyn sydd dros ben yn gwasanaethu cenhadaeth.",
            ),
        ),
    ]


def weighed_once(content: Content, others: Iterable[Content]) -> Iterator[FieldFault]:
    """A benefit is tied to a mission once, and its weights sum to a whole at most."""
    own = [each for each in others if each["benefit"] == content["benefit"]]
    if any(each["mission"] == content["mission"] for each in own):
        yield FieldFault("mission", TWICE, {"found": content["mission"]})
    total = content["weight"] + sum(each["weight"] for each in own)
    if total > WHOLE:
        yield FieldFault("weight", TOO_MUCH, {"total": round(total, 3)})


def of_a_mission(content: Content, around: Around) -> Iterator[FieldFault]:
    """The benefit is in the register, and the mission is the portfolio's."""
    yield from of_a_benefit(content, around)
    if content["mission"] != SERVES_NONE:
        yield from leads(content, around)


BENEFIT_MISSIONS = Register(
    "benefit_missions",
    NAMED_IN["benefit_missions"],
    Words("How much of a benefit serves each mission.", "Faint o fudd sy'n gwasanaethu pob cenhadaeth."),
    TieForm,
    Keyed.SEVERAL,
    Over.PORTFOLIO,
    together=weighed_once,
    reads=("benefits",),
    beside=of_a_mission,
)
