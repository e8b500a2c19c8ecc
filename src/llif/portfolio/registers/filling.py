"""From given values to the content of an entry, or to every fault by field. It asks no database."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from llif.portfolio.declared import Words
from llif.portfolio.registers.contract import EntryForm, FieldFault, Register, told
from llif.terms.errors import N_, InputError

MISSING = Words("Fill this in.", "Llenwch hwn.")
WORDINGS: Mapping[str, Words] = {
    "missing": MISSING,
    "blank": MISSING,
    "string_too_long": Words("Use {max_length} characters at most.", "Defnyddiwch {max_length} nod ar y mwyaf."),
    "flag": Words("True or false does not belong here.", "Nid yw gwir neu anwir yn perthyn yma."),
    "string_type": Words("This must be text.", "Rhaid i hwn fod yn destun."),
    "enum": Words("Choose one of those offered.", "Dewiswch un o'r rhai a gynigir."),
    "literal_error": Words("Choose one of those offered.", "Dewiswch un o'r rhai a gynigir."),
    "date": Words(
        "Write a day as year-month-day, such as 2027-03-31.",
        "Ysgrifennwch ddiwrnod fel blwyddyn-mis-diwrnod, er enghraifft 2027-03-31.",
    ),
    "url": Words(
        "Write a whole address that begins with https://", "Ysgrifennwch gyfeiriad cyfan sy'n dechrau gyda https://"
    ),
    "number": Words("Write a number.", "Ysgrifennwch rif."),
    "finite_number": Words("Write a number.", "Ysgrifennwch rif."),
    "unprintable": Words(
        "This holds a character that cannot be printed. Type the text again.",
        "Mae hwn yn cynnwys nod na ellir ei argraffu. Teipiwch y testun eto.",
    ),
    "greater_than_equal": Words("This must be {ge} or more.", "Rhaid i hwn fod yn {ge} neu fwy."),
    "less_than_equal": Words("This must be {le} or less.", "Rhaid i hwn fod yn {le} neu lai."),
    "greater_than": Words("This must be more than {gt}.", "Rhaid i hwn fod yn fwy na {gt}."),
    "string_pattern_mismatch": Words(
        "Use lower-case letters a to z, digits and hyphens only, such as fewer-calls.",
        "Defnyddiwch lythrennau bach a i z, digidau a chysylltnodau yn unig, er enghraifft llai-o-alwadau.",
    ),
    "product_ids": Words(
        "Write ids of products, apart by commas: letters, digits and hyphens.",
        "Ysgrifennwch id pob cynnyrch, â choma rhyngddynt: llythrennau bach, rhifau a chysylltnodau.",
    ),
    "extra_forbidden": Words("There is no such field.", "Nid oes maes o'r enw hwn."),
}
OTHER = Words("This cannot be used.", "Ni ellir defnyddio hwn.")
FAMILIES = ("date", "url", "int", "float", "bool")


class FaultyEntry(InputError):
    """What was given cannot be an entry; `faults` says why, field by field. Nothing was written."""

    def __init__(self, register: Register, faults: Iterable[FieldFault], where: str) -> None:
        self.register, self.faults = register, tuple(faults)
        labels = dict(told(register.form))
        first = "; ".join(_line(fault, labels) for fault in self.faults)
        super().__init__(N_("cannot be recorded: {faults}"), where=where, faults=first)


def _line(fault: FieldFault, labels: Mapping[str, Any]) -> str:
    label = labels[fault.name].label.en if fault.name in labels else fault.name
    values = {name: each.en if isinstance(each, Words) else each for name, each in fault.values.items()}
    return f"{label}: {fault.what.en.format(**values)}"


def filled(register: Register, given: Mapping[str, Any], recorded_on: date, where: str) -> dict[str, Any]:
    """The content of an entry as JSON values. Empty text means that nothing was given.

    *Raises* FaultyEntry with every fault.
    """
    values = {name: value for name, value in given.items() if value is not None and value != ""}
    try:
        entry: EntryForm = register.form.model_validate(values)
    except ValidationError as error:
        raise FaultyEntry(register, map(_fault, error.errors(include_url=False)), where) from error
    if faults := tuple(entry.faults(recorded_on)):
        raise FaultyEntry(register, faults, where)
    return entry.model_dump(mode="json")


def _fault(detail: ErrorDetails) -> FieldFault:
    name = str(detail["loc"][0]) if detail["loc"] else ""
    return FieldFault(name, worded(detail["type"]), dict(detail.get("ctx", {})))


def worded(kind: str) -> Words:
    """What is wrong, by the name that pydantic gives a fault."""
    return WORDINGS.get(kind) or next(_of_family(kind), OTHER)


def _of_family(kind: str) -> Iterator[Words]:
    for family in FAMILIES:
        if kind.startswith(family):
            yield WORDINGS.get(family, WORDINGS["number"])
