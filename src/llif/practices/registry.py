"""Practices found by name, from the entry points of the group `llif.practices`.

It imports none until it is asked for.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from llif.metrics.catalogue import MEASURES
from llif.portfolio.registers.contract import Register, told
from llif.portfolio.registers.own import OWN
from llif.practices.contract import MeasuresPanel, Practice, Question, RatingRule, Settings
from llif.terms.errors import N_, InputError
from llif.terms.scorecard import Dimension

GROUP = "llif.practices"
FIRST = ("enterprise-architecture", "devops", "itsm", "portfolio-management")
"""The practices of the operating model in their order; every other follows them, by id."""
MEND = N_("Mend or remove the package that installs it.")


@dataclass(frozen=True)
class Followed:
    """A practice that a portfolio follows, with its thresholds there."""

    practice: Practice
    settings: Settings


@cache
def installed() -> Mapping[str, Practice]:
    """Every installed practice by its id, in order of ids.

    *Raises* InputError for one that cannot be loaded, is no practice, or claims what another has.
    """
    sound, faults = examined()
    for fault in faults:
        raise fault
    return sound


def practice(name: str) -> Practice:
    """*Raises* InputError for a practice that is not installed, with those that are."""
    if name not in installed():
        raise InputError(
            N_("There is no practice {name}."),
            remedy=N_("Practices: {known}."),
            name=name,
            known=", ".join(installed()),
        )
    return installed()[name]


def examined() -> tuple[Mapping[str, Practice], tuple[InputError, ...]]:
    """The installed practices that are sound, by id, and what is wrong with the others."""
    sound: dict[str, Practice] = {}
    faults: list[InputError] = []
    for point in sorted(entry_points(group=GROUP), key=lambda each: (each.name, each.value)):
        try:
            found = _loaded(point)
            for fault in (*_of_itself(found), *_beside(found, sound)):
                raise fault
            sound[found.id] = found
        except InputError as fault:
            faults.append(fault)
    return MappingProxyType(sound), tuple(faults)


def _loaded(point: EntryPoint) -> Practice:
    """Whatever a plug-in raises while it is loaded is told as its own fault: this is the one place that runs it."""
    try:
        found = point.load()
    except Exception as error:
        raise _fault(point.name, N_("cannot be loaded: {reason}."), reason=repr(error)) from error
    if not isinstance(found, Practice) or found.id != point.name:
        raise _fault(point.name, N_("is no practice of that name."))
    return found


def _of_itself(found: Practice) -> Iterator[InputError]:
    """Faults that a practice has alone: fields without words, measures there are none of."""
    for register in found.registers:
        try:
            dict(told(register.form))
        except TypeError as error:
            yield _fault(found.id, N_("declares a field without words: {reason}."), reason=error)
    shown = [name for panel in found.panels if isinstance(panel, MeasuresPanel) for name, _kind in panel.measures]
    for name in (*found.measures, *shown):
        if name not in MEASURES:
            yield _fault(found.id, N_("asks for the measure {measure}, which there is not."), measure=name)


def _beside(found: Practice, others: Mapping[str, Practice]) -> Iterator[InputError]:
    """Faults it has beside those that were found before it: a name, a register or a question of theirs."""
    if found.id in others:
        yield _fault(found.id, N_("is installed twice."))
    owners = {register.name: "llif" for register in OWN}
    owners |= {register.name: other.id for other in others.values() for register in other.registers}
    for register in found.registers:
        if register.name in owners:
            what, other = N_("declares the register {name}, which {other} has already."), owners[register.name]
            yield _fault(found.id, what, name=register.name, other=other)
    asked = {question.id: other.id for other in others.values() for question in other.questions}
    for question in found.questions:
        if question.id in asked:
            what, other = N_("asks the question {name}, which {other} asks already."), asked[question.id]
            yield _fault(found.id, what, name=question.id, other=other)


def _fault(practice_id: str, what: str, /, **values: object) -> InputError:
    return InputError(what, where=f"{GROUP}: {practice_id}", remedy=MEND, **values)


def settings_models() -> Mapping[str, type[Settings]]:
    """What each practice's settings may be, by its id."""
    return {name: practice.settings for name, practice in installed().items()}


def followed(declared: Iterable[Mapping[str, Any]] | None) -> tuple[Followed, ...]:
    """The practices a portfolio follows: those its manifest names, or every installed one where it names none (null).

    One that is named but no longer installed is left out.
    *Raises* InputError where the declared settings do not fit a practice that has changed since.
    """
    if declared is None:
        every = sorted(installed().values(), key=lambda each: FIRST.index(each.id) if each.id in FIRST else len(FIRST))
        return tuple(Followed(practice, practice.settings()) for practice in every)
    known = installed()
    return tuple(Followed(known[one["id"]], _settings(known[one["id"]], one)) for one in declared if one["id"] in known)


def _settings(found: Practice, declared: Mapping[str, Any]) -> Settings:
    """They were checked when they were declared, but the practice may have changed since."""
    try:
        return found.settings.model_validate(declared["settings"])
    except ValidationError as error:
        raise InputError(
            N_("its declared settings do not fit it any more: {reason}."),
            where=f"{GROUP}: {found.id}",
            remedy=N_("Mend them in the portfolio's file, apply it, and publish."),
            reason="; ".join(".".join(map(str, each["loc"])) for each in error.errors()),
        ) from error


def registers(practices: Iterable[Followed]) -> Mapping[str, Register]:
    """llif's own registers and those of these practices, by name."""
    theirs = (register for each in practices for register in each.practice.registers)
    return {register.name: register for register in (*OWN, *theirs)}


def questions(register: Register, practices: Iterable[Followed]) -> Mapping[str, Question]:
    """The questions by id that tell a register's entries apart: of all practices for llif's own, else of its own."""
    owners = (each.practice for each in practices if register in OWN or register in each.practice.registers)
    return {question.id: question for practice in owners for question in practice.questions}


def rules(practices: Iterable[Followed]) -> Mapping[Dimension, tuple[tuple[RatingRule, Settings], ...]]:
    """The rules for each dimension, with their thresholds; empty where no followed practice rates it."""
    found = [(rule, each.settings) for each in practices for rule in each.practice.rules]
    return {dimension: tuple(pair for pair in found if pair[0].dimension is dimension) for dimension in Dimension}
