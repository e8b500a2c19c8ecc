"""What people recorded between two moments of benefits, money, risks, missions and steps: what it is now, what it was.

Each change carries its own reason where somebody wrote one, and leads to the entry with all its versions. A step that
fell overdue, and a benefit that goes otherwise, are told although nobody recorded anything.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llif.portfolio.registers.benefit_ties import SERVES_NONE
from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.registers.products import ids
from llif.publishing import links, wording
from llif.publishing.benefits.ledger import Benefit
from llif.publishing.benefits.words import goes
from llif.publishing.registers.histories import differences
from llif.publishing.registers.said import worded
from llif.publishing.registers.subject import Kept, subject
from llif.publishing.whole.beside import TOLD
from llif.publishing.whole.compared import Comparison
from llif.publishing.whole.grouping import mission_names
from llif.publishing.words import gettext as _
from llif.publishing.words import language, ngettext

WHOLE = ""
"""Where a product's id would stand: what is recorded of no product."""
FIRST_TOLD: Mapping[str, Sequence[str]] = {
    "benefits": ("baseline", "target", "target_on", "confidence"),
    "benefit_values": ("read_on", "value"),
    "benefit_shares": ("share",),
    "benefit_missions": ("mission", "weight"),
    "objectives": ("current", "current_on", "target", "target_on"),
    "budgets": ("amount", "currency", "first", "last"),
    "risks": ("consequence", "likelihood", "life"),
    "actions": ("decision", "owner", "due", "until", "done_on"),
    "initiatives": ("target_percent", "deadline"),
}
"""Which fields of an entry of each register say what it is when it is new."""
NAMES = ("title", "name", "result", "benefit", "funded_by")
"""Fields that name an entry, the first that it has; some are there in both languages."""
REASONS = ("why", "reason", "note", "controls")
MACHINERY = ("cause", "cause_then", *REASONS)
"""Fields of which a change is not told as one: what a rule read, and the reason itself, which is told after it."""
MOST_FIELDS, LONGEST = 4, 140
Content = Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """One change in words, and where its evidence is; empty where there is none to open."""

    text: str
    address: str = ""


def turned(what: str, then: str, now: str, address: str = "") -> Said:
    return Said(_("{what}: {then} then, {now} now", what=what, then=then, now=now), address)


@dataclass(frozen=True)
class Names:
    """What entries name by a code: benefits, and missions in the language of the page."""

    benefits: Mapping[str, Benefit]
    missions: Mapping[str, str]

    def value(self, field: str, content: Content) -> str | None:
        """A field that is read otherwise than it is kept; null where it is read as it is."""
        benefit = self.benefits.get(str(content.get("benefit") or ""))
        if field == "mission":
            return self.missions.get(str(content.get(field)))
        if field == "benefit" and benefit:
            return benefit.name
        return benefit.said(content[field]) if field == "value" and benefit else None


def _names(against: Comparison) -> Names:
    benefits = {each.code: each for told in reversed(against.recorded) for each in told.benefits}
    return Names(benefits, {**mission_names(against.question), SERVES_NONE: _("none")})


@dataclass(frozen=True)
class Turn:
    """An entry of a register then and now, one of them null where it did not stand."""

    kept: Kept
    place: Place
    then: Recorded | None
    now: Recorded | None
    names: Names

    @property
    def contents(self) -> tuple[Content, Content]:
        """Then, now; empty where it did not stand."""
        then, now = (each.content or {} if each else {} for each in (self.then, self.now))
        return then, now

    @property
    def kind(self) -> tuple[str, str, bool]:
        """Entries alike in this are told of in one line: the values of one benefit that were recorded since."""
        then, now = self.contents
        return self.place.register, _name(now or then, self.names), self.then is None

    @property
    def order(self) -> tuple[object, ...]:
        then, now = self.contents
        return str((now or then).get("read_on", "")), str(self.place)


class Turns:
    """What changed of each product; what names no product stands under `WHOLE`. Words are made when they are asked."""

    def __init__(self, against: Comparison) -> None:
        self._alike: dict[str, dict[tuple[str, str, bool], list[Turn]]] = defaultdict(lambda: defaultdict(list))
        claims = _claims(against)
        for turn in _turned(against):
            for product in _products(turn, claims):
                self._alike[product][turn.kind].append(turn)
        self._besides: dict[str, list[Said]] = defaultdict(list)
        for product, said in (*_benefits(against), *_overdue(against)):
            self._besides[product].append(said)

    def __contains__(self, product: str) -> bool:
        return product in self._alike or product in self._besides

    def of(self, product: str) -> list[Said]:
        alike = self._alike.get(product, {}).values()
        return [_said(sorted(each, key=lambda turn: turn.order)) for each in alike] + self._besides.get(product, [])


def _turned(against: Comparison) -> Iterator[Turn]:
    """The entries that stand otherwise than they stood, in the order of the registers."""
    question = against.question
    kept, names = subject(question.id, question.portfolio).kept, _names(against)
    now, then = (told.entries for told in against.recorded)
    for place in sorted({*now, *then}, key=lambda each: (TOLD.index(each.register), str(each))):
        before, after = then.get(place), now.get(place)
        if place.register in kept and (before is None or after is None or before.version != after.version):
            yield Turn(kept[place.register], place, before, after, names)


def _said(turns: Sequence[Turn]) -> Said:
    """The last of several entries alike, and how many more there are."""
    text = _entry(turns[-1])
    if len(turns) > 1:
        more = ngettext("and {n} more", "and {n} more", len(turns) - 1)
        text = f"{text} ({more})"
    return Said(text, _address(turns[-1].place))


def _address(place: Place) -> str:
    return links.to_entry(place.portfolio, place.register, place.key, place.product)


def _claims(against: Comparison) -> Mapping[str, Sequence[str]]:
    """The products with a share of each benefit, now or then, by the benefit's short name."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for told in against.recorded:
        for each in told.benefits:
            found[each.code].update(dict.fromkeys(each.shares))
    return {code: list(products) for code, products in found.items()}


def _products(turn: Turn, claims: Mapping[str, Sequence[str]]) -> Sequence[str]:
    if turn.place.product:
        return [turn.place.product]
    found: dict[str, None] = {}
    for content in turn.contents:
        for name in turn.kept.register.names_products:
            found.update(dict.fromkeys(ids(content.get(name))))
        found.update(dict.fromkeys(claims.get(str(content.get("code") or content.get("benefit") or ""), ())))
    return list(found) or [WHOLE]


def _entry(turn: Turn) -> str:
    kept, (before, after) = turn.kept, turn.contents
    name = f"{kept.register.title.within(language())}: {_name(after or before, turn.names)}"
    if not after:
        return _("{name} – withdrawn since", name=name)
    if not before:
        told = _("recorded since: {what}", what="; ".join(_fields(turn, after)))
    else:
        told = "; ".join(_turns(kept, before, after)) or _("recorded again")
    reason = _reason(before, after)
    return f"{name} – {told} – {reason}" if reason else f"{name} – {told}"


def _name(content: Content, names: Names) -> str:
    tongue = "cy" if language() == "cy" else "en"
    found = (names.value(name, content) or content.get(f"{name}_{tongue}") or content.get(name) for name in NAMES)
    return next((str(each) for each in found if each), _("without a name"))


def _fields(turn: Turn, content: Content) -> Iterator[str]:
    for column in turn.kept.columns:
        if column.name not in FIRST_TOLD[turn.kept.name]:
            continue
        value = turn.names.value(column.name, content) or worded(column, content)
        if value is not None:
            yield f"{column.label.within(language())}: {_cut(value)}"


def _turns(kept: Kept, before: Content, after: Content) -> Iterator[str]:
    plain = [{name: value for name, value in each.items() if name not in MACHINERY} for each in (before, after)]
    found = list(differences(kept, *plain))
    for each in found[:MOST_FIELDS]:
        then, now = (_cut(value) if value else _("none") for value in (each.one, each.other))
        yield turned(each.label, then, now).text
    if len(found) > MOST_FIELDS:
        yield ngettext("{n} field more", "{n} fields more", len(found) - MOST_FIELDS)


def _reason(before: Content, after: Content) -> str:
    """Why, as somebody wrote it with the change; a reason that stood before already is no reason for it."""
    written = ((after.get(name), before.get(name)) for name in REASONS)
    return next((_cut(str(now)) for now, then in written if now and now != then), "")


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return f"{plain[: LONGEST - 1]}…" if len(plain) > LONGEST else plain


def _benefits(against: Comparison) -> Iterator[tuple[str, Said]]:
    """Benefits that go otherwise than they did, with the values that say so."""
    now, then = ({each.code: each for each in told.benefits} for told in against.recorded)
    for code in [each for each in now if each in then]:
        after, before = now[code], then[code]
        if after.realised.track is not before.realised.track:
            address = links.to("benefit", against.question.id, code, query=against.question.kept)
            said = turned(after.name, _goes(before), _goes(after), address)
            yield from ((product, said) for product in after.shares or (WHOLE,))


def _goes(benefit: Benefit) -> str:
    word, reading = goes(benefit), benefit.realised.reading
    if reading is None:
        return word
    return f"{word} ({benefit.said(reading.value)}, {wording.short_day(reading.day)})"


def _overdue(against: Comparison) -> Iterator[tuple[str, Said]]:
    now, then = (told.overdue for told in against.recorded)
    known = {each.key for each in then}
    for each in now:
        if each.key not in known and each.form.due:
            text = _("{title} – overdue since {day}", title=each.form.title, day=wording.day(each.form.due))
            said = Said(text, _address(each.recorded.place))
            yield from ((product, said) for product in each.products or (WHOLE,))
