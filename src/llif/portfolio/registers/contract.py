"""What a register is: a name, words, and the form of its entries. It stores nothing and asks no clock.

llif's own registers and those of a practice are declared alike; pages, spreadsheets and the API are made from them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from typing import Annotated, Any, get_args, get_origin

from pydantic import (
    AfterValidator,
    AnyHttpUrl,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from llif.portfolio.declared import Words

SHORT, LONG = 200, 5_000
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Characters that no database, page or spreadsheet keeps alike; line ends are written as one."""
_URL = TypeAdapter(AnyHttpUrl)


class Over(Enum):
    """What an entry is about: one product, or the portfolio as a whole (its place then names no product)."""

    PRODUCT = "product"
    PORTFOLIO = "portfolio"


class Keyed(Enum):
    """How many entries stand at once for what they are about, and by what they are told apart."""

    ONE = "one"
    SEVERAL = "several"
    BY_DIMENSION = "by dimension"
    BY_QUESTION = "by question"
    BY_TEAM = "by team"


class Names(Enum):
    """What the ids are of that a field holds, so that a page can offer them by their names."""

    PRODUCT = "product"
    PRODUCTS = "products"
    MISSION = "mission"
    MISSION_OR_NONE = "mission or none"
    BENEFIT = "benefit"
    REGISTER = "register"


@dataclass(frozen=True)
class Told:
    """A field's label and hint in both languages, and the words of its choices by value.

    `hint` says what to type; `offered` stands in its place where what the field `names` is offered to choose from.
    """

    label: Words
    hint: Words | None = None
    choices: Mapping[str, Words] = field(default_factory=dict)
    names: Names | None = None
    offered: Words | None = None


class EntryForm(BaseModel):
    """The form of a register's entries: each field bears a `Told`. Unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, allow_inf_nan=False)

    @field_validator("*", mode="before")
    @classmethod
    def _no_flag_is_a_number(cls, value: object, about: ValidationInfo) -> object:
        """JSON's `true` is no 1: pydantic would take it for one."""
        told = cls.model_fields[about.field_name or ""].annotation
        if isinstance(value, bool) and bool not in (told, *get_args(told)):
            raise PydanticCustomError("flag", "no flag belongs here")
        return value

    def faults(self, recorded_on: date) -> Iterable["FieldFault"]:
        """What cannot stand although each field alone may, on the day it is recorded."""
        return ()


@dataclass(frozen=True)
class FieldFault:
    """What is wrong with the field of that name: a template in both languages, filled from `values`."""

    name: str
    what: Words
    values: Mapping[str, object] = field(default_factory=dict)


Content = Mapping[str, Any]


@dataclass(frozen=True)
class Neighbour:
    """An entry that stands in a register: what it is of (a product, or empty), and what it holds."""

    product: str
    content: Content


@dataclass(frozen=True)
class Around:
    """What stands around an entry in its portfolio: other entries by register, itself left out, and what there is.

    `product` is what the entry is of, `siblings` the entries of the same; `missions` and `products` are the ids that
    the portfolio declares, `registers` the names of those that it keeps of its products.
    """

    product: str
    entries: Mapping[str, Sequence[Neighbour]]
    siblings: Mapping[str, Sequence[Neighbour]]
    missions: frozenset[str]
    products: frozenset[str]
    registers: frozenset[str]

    def of(self, register: str) -> Sequence[Neighbour]:
        return self.entries.get(register, ())


Beside = Callable[[Content, Around], Iterable["FieldFault"]]
Leaving = Callable[[Content, "Content | None", Around], Iterable["FieldFault"]]
"""*Takes* what an entry held, what it holds now (null: it is withdrawn), and what stands around it."""
Together = Callable[[Content, Iterable[Content]], Iterable[FieldFault]]
"""*Takes* an entry's content, and that of the register's other standing entries in the portfolio."""


@dataclass(frozen=True)
class Register:
    """`name` is used in addresses and sheets; `title` heads the page, `about` says what belongs there."""

    name: str
    title: Words
    about: Words
    form: type[EntryForm]
    keyed: Keyed = Keyed.ONE
    over: Over = Over.PRODUCT
    together: Together | None = None
    """Faults of an entry beside the others that stand in the register, such as shares that sum to more than 1."""
    reads: tuple[str, ...] = ()
    """The registers that `beside` and `leaving` look at, its own among them if it does."""
    beside: Beside | None = None
    """Faults of an entry beside entries of other registers and what is declared, such as a day before a baseline."""
    leaving: Leaving | None = None
    """Faults of changing or withdrawing an entry that others name."""
    names_products: tuple[str, ...] = ()
    """Of a register over the portfolio: the fields that name products, their ids apart by commas. They must be products
    of the portfolio, and who may record for each of them may record the entry."""

    @property
    def is_open(self) -> bool:
        """Whether what it is over may have any number of entries at once, so that a new one is a further one."""
        return self.keyed is Keyed.SEVERAL


def told(form: type[BaseModel]) -> Iterator[tuple[str, Told]]:
    """Each field of a form with its words, in order. *Raises* TypeError for a field without words."""
    for name, info in form.model_fields.items():
        found = next((each for each in info.metadata if isinstance(each, Told)), None)
        if found is None:
            raise TypeError(f"{form.__name__}.{name} bears no words")
        yield name, found


def choices(form: type[BaseModel], name: str) -> tuple[str, ...]:
    """The values a field may take where they are few; empty where it is free."""
    return tuple(_members(form.model_fields[name].annotation))


def _members(annotation: Any) -> Iterator[str]:
    if isinstance(annotation, type) and get_origin(annotation) is None and issubclass(annotation, StrEnum):
        yield from (each.value for each in annotation)
    for inner in get_args(annotation):
        yield from _members(inner)


def _given(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text:
        raise PydanticCustomError("blank", "blank")
    if UNPRINTABLE.search(text):
        raise PydanticCustomError("unprintable", "unprintable")
    return text


def _address(text: str) -> str:
    _URL.validate_python(text)
    return text


ShortText = Annotated[str, Field(max_length=SHORT), AfterValidator(_given)]
LongText = Annotated[str, Field(max_length=LONG), AfterValidator(_given)]
Link = Annotated[str, Field(max_length=2_000), AfterValidator(_given), AfterValidator(_address)]
"""An http or https address."""
