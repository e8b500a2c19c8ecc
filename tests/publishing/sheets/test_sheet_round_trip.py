"""Any entries make a workbook that changes nothing; any edit of it is exactly that change, in either language."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llif.portfolio.registers.contract import Register
from llif.portfolio.registers.entries import Place
from llif.portfolio.registers.own import ACCEPTANCES, MATURITY, RATINGS
from llif.publishing.registers.subject import lines
from llif.publishing.words import speaking
from llif.terms.scorecard import Dimension
from tests.publishing.sheets.world import (
    BOOKING,
    CONTRACTS,
    HOSTING,
    LETTERS,
    SUBJECT,
    TODAY,
    edited,
    fill,
    found,
    recorded,
    row_of,
    written,
)

Content = dict[str, Any]
PRINTED = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="￾￿")
STARTS = st.sampled_from(
    ["", "=", "+", "-", "@", "'", "=cmd|' /C calc'!A0", "_x000D_", "_x005F_", "1/2", "00123", "TRUE"]
)
TEXT = st.tuples(STARTS, st.text(PRINTED | st.just("\n"), max_size=40)).map("".join).map(str.strip)
LINES = TEXT.filter(lambda text: bool(text) and "x005F_" not in text and "_x00" not in text)
DAYS = st.dates(date(1900, 3, 1), date(9999, 12, 31)).map(date.isoformat)
AHEAD = st.integers(0, 360).map(lambda days: (TODAY + timedelta(days=days)).isoformat())
LINK = st.text("abc/-_?=&1", max_size=20).map("https://example.org/".__add__)
NUMBERS = st.integers(0, 10**14).map(lambda pence: pence / 100)  # what is typed has 15 digits at most, as in Excel
ANY_NUMBER = st.floats(0, 1e12, allow_nan=False)
CONTENTS: dict[str, st.SearchStrategy[Content]] = {
    "ratings": st.fixed_dictionaries(
        {
            "rating": st.sampled_from(["red", "amber", "green", "not applicable"]),
            "reason": LINES,
            "evidence": LINK,
            "review_on": AHEAD,
        }
    ),
    "acceptances": st.fixed_dictionaries(
        {
            "until": AHEAD,
            "worst": st.sampled_from(["red", "amber"]),
            "limit": st.none() | NUMBERS,
            "reason": LINES,
            "owner": LINES,
            "work": st.none() | LINES,
        }
    ),
    "maturity": st.fixed_dictionaries(
        {"level": st.integers(0, 4), "comment": LINES, "evidence": st.none() | LINK, "review_on": AHEAD}
    ),
    "hosting": st.fixed_dictionaries(
        {
            "where": st.sampled_from(["cloud", "premises"]),
            "moved": st.none() | st.booleans(),
            "plan": st.none() | DAYS,
        }
    ),
    "contracts": st.fixed_dictionaries(
        {
            "supplier": LINES,
            "value": st.none() | NUMBERS,
            "seats": st.none() | st.integers(-(10**9), 10**9),
            "start": DAYS,
            "note": st.none() | LINES,
        }
    ),
}
REGISTERS: dict[str, Register] = {each.name: each for each in (RATINGS, ACCEPTANCES, MATURITY, HOSTING, CONTRACTS)}
KEYS = {
    "ratings": st.sampled_from([each.value for each in Dimension]),
    "acceptances": st.sampled_from([each.value for each in Dimension]),
    "maturity": st.just("tested"),
    "hosting": st.just(""),
    "contracts": st.text("0123456789abcdef", min_size=4, max_size=4),
}


@st.composite
def entries(draw: st.DrawFn, anything: bool = True) -> dict[Place, Content]:
    """Entries by place. Those not of today's form are among them: they too come back unchanged."""
    made: dict[Place, Content] = {}
    for _number in range(draw(st.integers(0, 6))):
        register = draw(st.sampled_from(sorted(CONTENTS)))
        place = Place(register, "small", draw(st.sampled_from([LETTERS, BOOKING])), draw(KEYS[register]))
        content = draw(CONTENTS[register])
        if anything and draw(st.booleans()):
            field = draw(st.sampled_from(sorted(content)))
            content = {**content, field: draw(TEXT | st.text(max_size=9) | st.none() | ANY_NUMBER | DAYS)}
        made[place] = content
    return made


@settings(max_examples=120, deadline=None)
@given(entries(), st.sampled_from(["en", "cy"]), st.sampled_from(["en", "cy"]))
def test_what_was_downloaded_changes_nothing(made: dict[Place, Content], down: str, up: str) -> None:
    standing = recorded(made)
    with speaking(down):
        content = written(standing)
    with speaking(up):
        seen = found(content, standing)
    assert (seen.edits, seen.faults, seen.clashes, seen.absent) == ([], [], [], [])
    assert seen.unchanged == sum(len(lines(SUBJECT, kept, standing)) for kept in SUBJECT.kept.values())


@settings(max_examples=120, deadline=None)
@given(entries(anything=False), st.data(), st.sampled_from(["en", "cy"]), st.sampled_from(["en", "cy"]))
def test_an_edit_is_exactly_that_change(made: dict[Place, Content], data: st.DataObject, down: str, typed: str) -> None:
    standing = recorded(made)
    closed = st.sampled_from(["ratings", "acceptances", "maturity", "hosting"])
    places = closed.flatmap(lambda name: KEYS[name].map(lambda key: Place(name, "small", LETTERS, key)))
    open_places = [place for place in made if place.register == "contracts"]
    place = data.draw(st.sampled_from(open_places) | places if open_places else places)
    after = data.draw(st.none() | CONTENTS[place.register])
    register = REGISTERS[place.register]
    with speaking(down):
        content = written(standing)
        title = register.title.within(down)

    def edit(book: Any) -> None:
        fill(book[title], row_of(book[title], place), register, after, typed)

    seen = found(edited(content, edit), standing)
    assert (seen.faults, seen.clashes) == ([], [])
    before = made.get(place)
    if before == after:
        assert seen.edits == []
    else:
        (only,) = seen.edits
        assert (only.place, only.based_on, only.before, only.after) == (place, int(place in made), before, after)


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 29", "-5", "@here", "\t=1", "'quoted", "007", "1/2", "TRUE", "2026-01-02"]
)
def test_text_that_looks_like_something_else_stays_text(text: str) -> None:
    place = Place("contracts", "small", LETTERS, "k")
    standing = recorded({place: {"supplier": text, "value": None, "seats": None, "start": "2025-01-01", "note": text}})
    kept: list[object] = []

    def look(book: Any) -> None:
        cell = book["Contracts"].cell(3, 6)
        kept.extend([cell.value, cell.data_type, cell.number_format])

    edited(written(standing), look)
    assert kept == [text, "s", "@"]
    assert found(written(standing), standing).edits == []
