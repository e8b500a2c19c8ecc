"""Welsh is complete, its numbers are mutated, and a message is never taken for a percent format."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from llif.publishing import vocabulary, wording, words
from llif.terms.quantity import Unit
from tools import words as catalogue


def test_no_message_is_without_its_welsh() -> None:
    assert list(catalogue.faults()) == []


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("{n} items", ""), "no Welsh"),
        (Message("{n} items", "{m} eitem"), "places differ"),
        (Message("{n} items", "{n} eitem", flags=["fuzzy"]), "fuzzy"),
        (Message(("{n} day", "{n} days"), ("{n} diwrnod", "{n} ddiwrnod")), "no Welsh"),
    ],
)
def test_a_fault_in_the_catalogue_is_found(message: Message, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def only(said: Message) -> Catalog:
        made = Catalog(locale="cy")
        made[said.id] = said
        return made

    monkeypatch.setattr(catalogue, "extracted", lambda: only(Message(message.id)))
    monkeypatch.setattr(catalogue, "kept", lambda: only(message))
    assert [each.partition(":")[0] for each in catalogue.faults()] == [fault]


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "0 cynnyrch"),
        (1, "1 cynnyrch"),
        (2, "2 gynnyrch"),
        (3, "3 chynnyrch"),
        (6, "6 chynnyrch"),
        (10, "10 cynnyrch"),
    ],
)
def test_six_plural_forms(n: int, said: str) -> None:
    with words.speaking("cy"):
        assert words.ngettext("{n} product", "{n} products", n) == said


def test_a_message_without_welsh_reads_english(tmp_path: Path) -> None:
    with words.speaking("cy"):
        assert words.gettext("100 % of nothing {here}", here="x") == "100 % of nothing x"


@pytest.mark.parametrize(
    ("value", "unit", "english", "welsh"),
    [
        (0.5, Unit.HOURS, "30 min", "30 mun"),
        (20, Unit.HOURS, "20 h", "20 awr"),
        (45.6, Unit.HOURS, "1.9 d", "1.9 d"),
        (0.38, Unit.SHARE, "38 %", "38 %"),
        (0.9, Unit.PER_DAY, "6.3 a week", "6.3 yr wythnos"),
        (1.25, Unit.PER_DAY, "1.2 a day", "1.2 y dydd"),
        (0.0, Unit.PER_DAY, "0 a week", "0 yr wythnos"),
        (12345, Unit.ITEMS, "12,345", "12,345"),
    ],
)
def test_quantities_in_both_languages(value: float, unit: Unit, english: str, welsh: str) -> None:
    for code, said in (("en", english), ("cy", welsh)):
        with words.speaking(code):
            assert str(wording.quantity(value, unit)).replace(wording.NARROW, " ") == said


@pytest.mark.parametrize(
    ("level", "english", "welsh"),
    [
        ("Elite", "Elite", "Elît"),
        ("between High and Elite (no band printed)", "between Elite and High", "rhwng Elît ac Uchel"),
        ("between Medium and High (no band printed)", "between High and Medium", "rhwng Uchel a Chanolig"),
        ("High, Medium or Low", "High, Medium or Low", "Uchel, Canolig neu Isel"),
        ("worse than any band printed", "worse than any band printed", "gwaeth nag unrhyw fand a argraffwyd"),
        ("nearest published: Low", "nearest published: Low", "yr agosaf a gyhoeddwyd: Isel"),
    ],
)
def test_levels_in_both_languages(level: str, english: str, welsh: str) -> None:
    for code, said in (("en", english), ("cy", welsh)):
        with words.speaking(code):
            assert vocabulary.level(level) == said


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Run “{} collect” first"), ("cy", "Rhedwch “{} collect” yn gyntaf")]
)
@pytest.mark.parametrize("started", ["llif", "python3 run"])
def test_what_to_type_is_said_as_llif_was_started(
    language: str, said: str, started: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LLIF_TYPED", started)
    with words.speaking(language):
        assert words.gettext("Run “llif collect” first, or “llif refresh” for both.").startswith(said.format(started))
