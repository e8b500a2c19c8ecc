"""Practices found by name; and what is said of one that cannot be used."""

from collections.abc import Iterator, Mapping

import pytest

from llif.portfolio.declared import Words
from llif.portfolio.registers.contract import told
from llif.portfolio.registers.own import OWN
from llif.practices import registry
from llif.practices.contract import Practice
from llif.terms.errors import InputError
from llif.terms.scorecard import Dimension
from tests.practices.conftest import Plug

OURS = ("clinical-safety", "devops", "enterprise-architecture", "itsm", "portfolio-management")
WORDS = "from llif.portfolio.declared import Words\nW = Words('w', 'w')\n"
PRACTICE = WORDS + "from llif.practices.contract import Practice\n"
REGISTER = (
    "from llif.portfolio.registers.contract import EntryForm, Register\n"
    "class Form(EntryForm):\n    {fields}\n"
    "PRACTICE = Practice({name!r}, W, W, registers=(Register({register!r}, W, W, Form),))\n"
)


def faults() -> list[str]:
    return [str(fault) for fault in registry.examined()[1]]


class TestOurOwn:
    def test_the_practices_of_the_model_come_in_its_order(self) -> None:
        found = [each.practice.id for each in registry.followed(None)]
        assert found[:4] == ["enterprise-architecture", "devops", "itsm", "portfolio-management"]
        assert found[4:] == sorted(found[4:])
        assert set(found) == set(registry.installed())

    def test_five_in_order_of_their_ids_each_whole(self) -> None:
        assert tuple(registry.installed()) == OURS
        assert faults() == []

    def test_every_dimension_has_a_rule_and_every_rule_its_own_name(self) -> None:
        found = registry.rules(registry.followed(None))
        assert {dimension: [rule.name for rule, _ in pairs] for dimension, pairs in found.items()} == {
            Dimension.COMMERCIAL_RISK: ["commercial-risk"],
            Dimension.UNSUPPORTED_TECHNOLOGY: ["unsupported-technology"],
            Dimension.CLOUD_READINESS: ["cloud-readiness"],
            Dimension.CUSTOMER_EXPECTATION: ["customer-expectation"],
            Dimension.RELIABILITY: ["reliability"],
        }

    @pytest.mark.parametrize("name", OURS)
    def test_each_asks_some_questions_in_two_languages(self, name: str) -> None:
        questions = registry.installed()[name].questions
        assert 5 <= len(questions) <= 8
        assert all(question.text.en != question.text.cy for question in questions)

    def test_every_text_is_in_both_languages(self) -> None:
        english = {"DevOps", "DCB0129", "DCB0160"}
        same = {words.en for words in every_text() if words.en == words.cy}
        assert same <= english

    def test_a_followed_practice_has_the_thresholds_of_the_portfolio(self) -> None:
        (followed,) = registry.followed([{"id": "enterprise-architecture", "settings": {"months_ahead": 6}}])
        assert followed.settings.model_dump() == {"months_ahead": 6}
        assert set(registry.registers([followed])) == {register.name for register in OWN} | {"hosting"}
        assert registry.rules([followed])[Dimension.RELIABILITY] == ()

    def test_one_that_is_no_longer_installed_is_left_out(self) -> None:
        assert registry.followed([{"id": "gone", "settings": {}}]) == ()

    def test_settings_that_fit_no_longer_are_told(self) -> None:
        with pytest.raises(InputError, match=r"llif\.practices: itsm: its declared settings .*: weeks\. Mend them"):
            registry.followed([{"id": "itsm", "settings": {"weeks": 6}}])

    def test_an_unknown_practice_is_told_with_those_there_are(self) -> None:
        with pytest.raises(InputError, match=r"There is no practice itms\. Practices: clinical-safety, devops,"):
            registry.practice("itms")
        assert registry.practice("itsm").id == "itsm"


def every_text() -> Iterator[Words]:
    for practice in registry.installed().values():
        yield from texts(practice)
        for register in practice.registers:
            for _name, field in told(register.form):
                yield from texts(field)


def texts(value: object) -> Iterator[Words]:
    """Every `Words` inside a declaration."""
    if isinstance(value, Words):
        yield value
    elif isinstance(value, Mapping):
        yield from (words for inner in value.values() for words in texts(inner))
    elif isinstance(value, tuple):
        yield from (words for inner in value for words in texts(inner))
    elif hasattr(value, "__dataclass_fields__"):
        yield from (words for name in value.__dataclass_fields__ for words in texts(getattr(value, name)))


class TestFromOutside:
    def test_a_sixth_is_found_beside_the_five(self, plug: Plug) -> None:
        plug("sixth", PRACTICE + "PRACTICE = Practice('sixth', W, W)")
        assert faults() == []
        assert isinstance(registry.installed()["sixth"], Practice)
        assert len(registry.installed()) == 6

    @pytest.mark.parametrize(
        ("name", "text", "said"),
        [
            ("raises", "raise OSError('no disk')", "cannot be loaded: OSError('no disk')."),
            ("missing", "import no_such_package", "cannot be loaded: ModuleNotFoundError("),
            ("nothing", "", "cannot be loaded: AttributeError("),
            ("number", "PRACTICE = 5", "is no practice of that name."),
            ("renamed", PRACTICE + "PRACTICE = Practice('other', W, W)", "is no practice of that name."),
            (
                "wordless",
                PRACTICE + REGISTER.format(name="wordless", register="mine", fields="a: int"),
                "declares a field without words: Form.a bears no words.",
            ),
            (
                "measures",
                PRACTICE + "PRACTICE = Practice('measures', W, W, measures=('speed',))",
                "asks for the measure speed, which there is not.",
            ),
            (
                "claims-llifs",
                PRACTICE + REGISTER.format(name="claims-llifs", register="ratings", fields="pass"),
                "declares the register ratings, which llif has already.",
            ),
            (
                "z-claims-ours",
                PRACTICE + REGISTER.format(name="z-claims-ours", register="contracts", fields="pass"),
                "declares the register contracts, which portfolio-management has already.",
            ),
            (
                "z-asks-ours",
                PRACTICE
                + "from llif.practices.contract import Question\n"
                + "PRACTICE = Practice('z-asks-ours', W, W, questions=(Question('itsm-major', W),))",
                "asks the question itsm-major, which itsm asks already.",
            ),
        ],
    )
    def test_one_that_cannot_be_used_is_told_and_the_others_are_sound(
        self, plug: Plug, name: str, text: str, said: str
    ) -> None:
        plug(name, text)
        sound, _ = registry.examined()
        assert tuple(sound) == OURS
        (fault,) = faults()
        assert fault.startswith(f"llif.practices: {name}: {said}")
        assert fault.endswith("Mend or remove the package that installs it.")
        with pytest.raises(InputError, match=f"llif.practices: {name}: "):
            registry.installed()

    def test_two_of_one_name_the_second_is_told(self, plug: Plug) -> None:
        text = PRACTICE + "PRACTICE = Practice('twin', W, W)"
        plug("twin", text, "plugged-first")
        plug("twin", text, "plugged-second")
        assert faults() == ["llif.practices: twin: is installed twice. Mend or remove the package that installs it."]

    def test_two_from_outside_that_claim_one_register(self, plug: Plug) -> None:
        for name in ("left", "right"):
            plug(name, PRACTICE + REGISTER.format(name=name, register="shared", fields="pass"))
        (fault,) = faults()
        assert fault.startswith("llif.practices: right: declares the register shared, which left has already.")
