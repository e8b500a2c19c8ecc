"""What a portfolio keeps: its products, its registers, and every place that an entry may stand at."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from llif.portfolio.declared import Words
from llif.portfolio.registers.contract import Keyed, Over, Register
from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.registers.recorded import newest
from llif.practices import recording
from llif.practices.registry import Followed, questions, registers
from llif.publishing import words
from llif.publishing.registers.columns import Column, columns
from llif.publishing.scorecard.scoring_words import DIMENSIONS
from llif.terms.errors import N_
from llif.terms.scorecard import Dimension

LANGUAGES = ("en", "cy")
THE_WHOLE = N_("The whole portfolio")
WHOLE = "-"
"""The portfolio as a whole, where a product would stand: in addresses, and in the hidden cells of a sheet."""


@dataclass(frozen=True)
class Kept:
    """A register with its columns, and the words of its keys (empty where entries are told apart otherwise)."""

    register: Register
    columns: tuple[Column, ...]
    keys: Mapping[str, Words] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.register.name

    def key(self, given: str) -> str | None:
        """The key that words in either language, or the key itself, name."""
        wanted = _plain(given)
        found = (key for key, words in self.keys.items() if wanted in (key, *map(_plain, (words.en, words.cy))))
        return next(found, None)

    @property
    def told_apart_by(self) -> tuple[str, ...]:
        """The keys of a product's places: one empty key where it has one place, none where nothing tells them apart."""
        return ("",) if self.register.keyed is Keyed.ONE else tuple(self.keys)

    @property
    def is_of_whole(self) -> bool:
        """Whether its entries are about the portfolio as a whole."""
        return self.register.over is Over.PORTFOLIO

    @property
    def is_open(self) -> bool:
        """Whether a product may have any number of entries, so that new rows are new entries."""
        return self.register.is_open


@dataclass(frozen=True)
class Subject:
    """A portfolio as its snapshot describes it: the names of its products and teams by id.

    `practices` are those it follows now.
    """

    portfolio: str
    names: Mapping[str, Mapping[str, str]]
    practices: tuple[Followed, ...]
    teams: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def kept(self) -> Mapping[str, Kept]:
        """The registers by name, llif's own first; one without any place is left out."""
        found = {
            name: Kept(register, columns(register), dict(self._keys(register)))
            for name, register in registers(self.practices).items()
        }
        return {name: kept for name, kept in found.items() if kept.is_open or kept.told_apart_by}

    def abouts(self, kept: Kept) -> tuple[str, ...]:
        """What a register's entries may be about: products, or the one empty name of the portfolio as a whole."""
        return ("",) if kept.is_of_whole else tuple(self.names)

    def _keys(self, register: Register) -> Iterator[tuple[str, Words]]:
        match register.keyed:
            case Keyed.BY_DIMENSION:
                yield from ((each.value, both(DIMENSIONS[each])) for each in Dimension)
            case Keyed.BY_QUESTION:
                asked = questions(register, self.practices)
                yield from ((name, question.text) for name, question in asked.items())
            case Keyed.BY_TEAM:
                yield from ((team, _words(names, team)) for team, names in self.teams.items())

    def label(self, product: str, language: str) -> str:
        """A product's name, with its id where another bears the same; empty stands for the whole portfolio."""
        if not product:
            return both(THE_WHOLE).within(language)
        name = self._name(product, language)
        return f"{name} ({product})" if self._counted[language][_plain(name)] > 1 else name

    def product(self, given: str) -> str | None:
        """The product that a name in either language, or an id, names; null for none, and for a name of several."""
        return given if given in self.names else self._by_name.get(_plain(given))

    def _name(self, product: str, language: str) -> str:
        names = self.names[product]
        return names.get(language) or names.get("en") or product

    @cached_property
    def _counted(self) -> Mapping[str, Counter[str]]:
        return {tongue: Counter(_plain(self._name(each, tongue)) for each in self.names) for tongue in LANGUAGES}

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        said = {(_plain(self.label(each, tongue)), each) for tongue in LANGUAGES for each in self.names}
        several = {name for name, count in Counter(name for name, _each in said).items() if count > 1}
        return {name: each for name, each in said if name not in several}


def subject(portfolio: str, manifest: Mapping[str, Any]) -> Subject:
    """*Takes* the portfolio's part of a snapshot's manifest."""
    names, teams = (
        {each["id"]: dict(each.get("name") or {}) for each in manifest.get(part, [])} for part in ("products", "teams")
    )
    return Subject(portfolio, names, recording.followed(portfolio), teams)


@dataclass(frozen=True)
class Line:
    """A row of a sheet: a place, the version that stands there (0: none was ever recorded), and what it holds."""

    place: Place
    version: int
    content: Mapping[str, Any] | None


def standing(of: Subject) -> Mapping[Place, Recorded]:
    """The newest version of everything recorded, withdrawals included."""
    return {each.place: each for each in newest(of.portfolio, withdrawn=True)}


def lines(of: Subject, kept: Kept, recorded: Mapping[Place, Recorded]) -> Sequence[Line]:
    """Every place of a register in order of products; of an open register, those where something stands."""
    abouts = of.abouts(kept)
    if kept.is_open:
        order = {product: number for number, product in enumerate(abouts)}
        places = [place for place in recorded if place.register == kept.name and place.product in order]
        found = [line_at(place, recorded) for place in sorted(places, key=lambda place: order[place.product])]
        return [line for line in found if line.content is not None]
    keys = kept.told_apart_by
    return [line_at(Place(kept.name, of.portfolio, product, key), recorded) for product in abouts for key in keys]


def line_at(place: Place, recorded: Mapping[Place, Recorded]) -> Line:
    found = recorded.get(place)
    return Line(place, found.version, found.content) if found else Line(place, 0, None)


def _words(names: Mapping[str, str], otherwise: str) -> Words:
    english = names.get("en") or otherwise
    return Words(english, names.get("cy") or english)


def both(template: str) -> Words:
    """A message in both languages."""
    with words.speaking("cy"):
        return Words(template, words.translate(template))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
