"""What people record: forms that say every fault, versions that nobody writes over unseen, an audit row beside each."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, Any

import pytest
from django.utils import timezone

from llif.access import services
from llif.access.actor import COMMAND_LINE, Actor, Via
from llif.access.models import AuditRow
from llif.access.permissions import NotAllowed
from llif.access.roles import Role
from llif.portfolio.declared import Words
from llif.portfolio.registers.contract import EntryForm, FieldFault, Keyed, Register, Told, choices, told
from llif.portfolio.registers.entries import Place
from llif.portfolio.registers.filling import FaultyEntry, filled
from llif.portfolio.registers.own import ACCEPTANCES, MATURITY, OWN, RATINGS
from llif.portfolio.registers.recorded import history, newest, standing, versions
from llif.portfolio.registers.recording import Conflict, Write, record, record_all

TODAY = date(2026, 3, 31)
PLACE = Place("ratings", "pay", "connector", "reliability")
LATER = (timezone.now().date() + timedelta(days=90)).isoformat()
RATED = {"rating": "amber", "reason": "Seen.", "evidence": "https://example.org/a", "review_on": LATER}
ACCEPTED = {"until": "2027-03-31", "worst": "red", "reason": "Replaced.", "owner": "Platform team"}


def write(content: dict[str, Any] | None = RATED, based_on: int = 0, place: Place = PLACE) -> Write:
    return Write(RATINGS, place, content, based_on)


class TestForms:
    @pytest.mark.parametrize(
        ("register", "given", "faults"),
        [
            (RATINGS, {**RATED, "review_on": "2026-03-31"}, []),
            (RATINGS, {**RATED, "review_on": "2026-03-30"}, ["review_on: The day 2026-03-30 has passed."]),
            (RATINGS, {**RATED, "rating": "not assessed"}, ["rating: Choose one of those offered."]),
            (RATINGS, {**RATED, "reason": "  "}, ["reason: Fill this in."]),
            (RATINGS, {**RATED, "reason": "a\x00b"}, [
                "reason: This holds a character that cannot be printed. Type the text again."]),
            (RATINGS, {**RATED, "reason": "a" * 5001}, ["reason: Use 5000 characters at most."]),
            (RATINGS, {**RATED, "evidence": "example"}, [
                "evidence: Write a whole address that begins with https://"]),
            (RATINGS, {**RATED, "evidence": "javascript:alert(1)"}, [
                "evidence: Write a whole address that begins with https://"]),
            (RATINGS, {**RATED, "review_on": "31/03/2026"}, [
                "review_on: Write a day as year-month-day, such as 2027-03-31."]),
            (RATINGS, {**RATED, "colour": "x"}, ["colour: There is no such field."]),
            (RATINGS, {}, [f"{name}: Fill this in." for name in ("rating", "reason", "evidence", "review_on")]),
            (ACCEPTANCES, ACCEPTED, []),  # twelve months, to the day
            (ACCEPTANCES, {**ACCEPTED, "until": "2027-04-01"}, ["until: An acceptance lasts 12 months at most."]),
            (ACCEPTANCES, {**ACCEPTED, "until": "2026-03-30"}, ["until: The day 2026-03-30 has passed."]),
            (ACCEPTANCES, {**ACCEPTED, "worst": "green"}, ["worst: Choose one of those offered."]),
            (ACCEPTANCES, {**ACCEPTED, "limit": "-1"}, ["limit: This must be 0.0 or more."]),
            (ACCEPTANCES, {**ACCEPTED, "limit": "many"}, ["limit: Write a number."]),
            (ACCEPTANCES, {**ACCEPTED, "limit": "nan"}, ["limit: Write a number."]),
            (MATURITY, {"level": "3", "comment": "So.", "review_on": "2026-12-31"}, []),
            (MATURITY, {"level": "5", "comment": "So.", "review_on": "2026-12-31"}, [
                "level: Choose one of those offered."]),
        ],
    )  # fmt: skip
    def test_every_fault_by_field(self, register: Register, given: dict[str, Any], faults: list[str]) -> None:
        assert list(_faults(register, given)) == faults

    def test_what_is_left_empty_is_null_and_text_is_kept_without_spaces_around(self) -> None:
        content = filled(ACCEPTANCES, {**ACCEPTED, "limit": "", "work": None, "owner": "  Ops  "}, TODAY, "x")
        assert (content["limit"], content["work"], content["owner"]) == (None, None, "Ops")

    @pytest.mark.parametrize("register", OWN, ids=lambda each: each.name)
    def test_every_field_and_choice_bears_words_in_both_languages(self, register: Register) -> None:
        for name, words in told(register.form):
            assert words.label.en
            assert words.label.cy
            assert set(choices(register.form, name)) <= set(words.choices)


def _faults(register: Register, given: dict[str, Any]) -> Iterable[str]:
    try:
        filled(register, given, TODAY, "here")
    except FaultyEntry as error:
        for fault in error.faults:
            assert fault.what.cy.format(**fault.values)
            yield f"{fault.name}: {fault.what.en.format(**fault.values)}"


@pytest.mark.usefixtures("pay")
class TestVersions:
    def test_each_write_is_a_version_with_an_audit_row(self) -> None:
        first = record(write(), by=COMMAND_LINE)
        second = record(write({**RATED, "rating": "red"}, based_on=1), by=COMMAND_LINE)
        gone = record(write(None, based_on=2), by=COMMAND_LINE)
        assert [each.version for each in (first, second, gone)] == [1, 2, 3]
        assert [each.content and each.content["rating"] for each in history(PLACE)] == ["amber", "red", None]
        rows = list(AuditRow.objects.filter(object=str(PLACE)).order_by("sequence"))
        assert [(row.action, row.actor) for row in rows] == [
            ("record", "command line"), ("record", "command line"), ("withdraw", "command line"),
        ]  # fmt: skip
        assert [json.loads(row.before or "null") and json.loads(row.before)["rating"] for row in rows] == [
            None, "amber", "red",
        ]  # fmt: skip
        assert json.loads(rows[1].after)["rating"] == "red"
        assert json.loads(rows[2].after or "null") is None

    def test_the_newest_stands_and_what_was_withdrawn_does_not(self) -> None:
        other = Place("ratings", "pay", "connector", "commercial_risk")
        record(write(), by=COMMAND_LINE)
        record(write(place=other), by=COMMAND_LINE)
        record(write(None, based_on=1), by=COMMAND_LINE)
        assert [each.place for each in newest("pay")] == [other]
        assert [each.version for each in newest("pay", withdrawn=True)] == [1, 2]
        assert newest("elsewhere") == ()
        assert standing(PLACE) == history(PLACE)[-1]

    def test_what_was_known_at_an_instant(self) -> None:
        first = record(write(), by=COMMAND_LINE)
        between = timezone.now()
        record(write({**RATED, "rating": "red"}, based_on=1), by=COMMAND_LINE)
        assert versions("pay", known_at=between) == newest("pay", known_at=between) == (first,)
        assert newest("pay", known_at=first.recorded_at - timedelta(seconds=1)) == ()
        assert len(versions("pay")) == 2

    def test_the_second_of_two_is_told_and_nothing_is_lost(self) -> None:
        record(write(), by=COMMAND_LINE)
        theirs = record(write({**RATED, "rating": "red"}, based_on=1), by=Actor("ann", Via.CLI))
        with pytest.raises(Conflict, match="ann changed this meanwhile") as caught:
            record(write({**RATED, "rating": "green"}, based_on=1), by=COMMAND_LINE)
        assert caught.value.theirs == theirs
        assert standing(PLACE) == theirs

    def test_one_who_saw_nothing_there_does_not_write_over_a_first_version(self) -> None:
        record(write(), by=COMMAND_LINE)
        with pytest.raises(Conflict):
            record(write({**RATED, "rating": "red"}, based_on=0), by=COMMAND_LINE)

    def test_the_same_again_is_no_version(self) -> None:
        first = record(write(), by=COMMAND_LINE)
        assert record(write(based_on=1), by=COMMAND_LINE) == first
        assert AuditRow.objects.filter(object=str(PLACE)).count() == 1

    def test_all_or_none(self) -> None:
        other = Place("ratings", "pay", "connector", "commercial_risk")
        with pytest.raises(FaultyEntry):
            record_all([write(), write({**RATED, "reason": ""}, place=other)], by=COMMAND_LINE)
        assert newest("pay") == ()
        assert not AuditRow.objects.filter(action="record").exists()

    @pytest.mark.parametrize(
        ("role", "portfolio", "product", "may"),
        [
            (Role.PRODUCT_OWNER, "pay", "connector", True),
            (Role.PRODUCT_OWNER, "pay", "adminusers", False),
            (Role.PORTFOLIO_LEAD, "pay", "", True),
            (Role.PORTFOLIO_LEAD, "other", "", False),
            (Role.VIEWER, "pay", "", False),
            (Role.AUDITOR, "", "", False),
        ],
    )
    def test_who_may(self, role: Role, portfolio: str, product: str, may: bool) -> None:
        user = services.add_user(by=COMMAND_LINE, username="ann")
        services.grant(by=COMMAND_LINE, user=user, role=role, portfolio=portfolio, product=product)
        ann = Actor("ann", Via.WEB)
        if may:
            assert record(write(), by=ann).by == "ann"
            return
        with pytest.raises(NotAllowed):
            record(write(), by=ann)
        assert history(PLACE) == ()


class ShareForm(EntryForm):
    share: Annotated[float, Told(Words("Share", "Cyfran"))]


def at_most_whole(content: Any, others: Iterable[Any]) -> Iterable[FieldFault]:
    if content["share"] + sum(each["share"] for each in others) > 1:
        yield FieldFault("share", Words("Together more than 1.", "Gyda'i gilydd yn fwy nag 1."))


SHARES = Register(
    "shares", Words("Shares", "Cyfrannau"), Words("Of one.", "O un."), ShareForm, Keyed.SEVERAL, together=at_most_whole
)


@pytest.mark.usefixtures("pay")
def test_an_entry_is_held_against_those_that_stand_beside_it() -> None:
    def share(key: str, value: float | None, based_on: int = 0) -> Write:
        content = None if value is None else {"share": value}
        return Write(SHARES, Place("shares", "pay", "connector", key), content, based_on)

    record(share("a", 0.6), by=COMMAND_LINE)
    with pytest.raises(FaultyEntry, match="Together more than 1"):
        record(share("b", 0.5), by=COMMAND_LINE)
    record(share("a", 0.5, based_on=1), by=COMMAND_LINE)  # itself is not counted twice
    record(share("b", 0.5), by=COMMAND_LINE)
    record(share("a", None, based_on=2), by=COMMAND_LINE)
    record(share("c", 0.5), by=COMMAND_LINE)
