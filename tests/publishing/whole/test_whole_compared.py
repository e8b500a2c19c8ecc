"""The holistic view beside another day: a column for each difference, from what was recorded as at that day."""

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client

from llif.access.actor import COMMAND_LINE
from llif.portfolio.models import Entry
from llif.portfolio.registers.entries import Place
from llif.portfolio.registers.recording import Write, record
from tests.publishing.whole.test_whole_page import RISK, VIEW, row, text
from tests.publishing.why import world

THEN = "2023-12-31"
SINCE = "Change since 31 Dec 2023"
BEFORE = "2023-12-15T12:00:00Z"
ACTION: dict[str, Any] = {
    "title": "Move the printers",
    "decision": "accepted",
    "owner": "Head of post",
    "due": "2024-06-30",
    "products": "letters",
}


def changed(register: str, key: str, product: str = "", **content: Any) -> None:
    """A second version, recorded now; the first is put back to before the day compared with."""
    Entry.objects.filter(register=register, key=key).update(recorded_at=BEFORE)
    place = Place(register, "small", product, key)
    record(Write(world.REGISTERS[register], place, content, 1), by=COMMAND_LINE)


def differences(client: Client, query: str, name: str) -> dict[str, str]:
    """What a row says of each difference, by the column it stands beside."""
    found = row(client, f"/small/?{query}", name)
    return {label.removesuffix(f": {SINCE}"): said for label, said in found.items() if label.endswith(SINCE)}


def heads(client: Client, query: str) -> list[str]:
    body = client.get(f"/small/{query}").content.decode()
    cells = re.findall(r'<th scope="col"[^>]*class="llif-delta">(.*?)</th>', body, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", "", cell).split()) for cell in cells]


def test_no_difference_stands_where_nothing_is_compared(whole: Client) -> None:
    body = whole.get("/small/?show=all").content.decode()
    assert "llif-delta" not in body
    assert "llif-on-paper" not in body


def test_each_figure_has_a_column_of_its_difference(whole: Client) -> None:
    assert heads(whole, f"?compare={THEN}&show=all") == [
        f"{of}: {SINCE}"
        for of in (
            "Finished, by 4 weeks",
            "Flow time",
            "In progress",
            "Deploys",
            "Lead time",
            "Change fail",
            "Restore",
            "Five dimensions",
            "Benefits",
            "Spent",
            "A finished item",
            "Highest open risk",
            "Missions served",
        )
    ]


def test_what_is_not_chosen_has_no_difference_either(whole: Client) -> None:
    found = heads(whole, f"?compare={THEN}&show=money,data")
    assert found == [f"Spent: {SINCE}", f"A finished item: {SINCE}"]
    assert len(heads(whole, f"?compare={THEN}")) == 7


def test_the_rows_are_as_wide_as_their_heads(whole: Client) -> None:
    for query in ("show=all&group=team", "group=mission", "show=health,mission"):
        body = whole.get(f"/small/?compare={THEN}&{query}").content.decode()
        rows = re.findall(r"<tr role=.*?</tr>", body[body.index("llif-products") :], re.DOTALL)
        widths = {len(re.findall(r"<t[dh] ", each)) for each in rows if "llif-groups" not in each}
        assert len(widths) == 1, query
        on_screen = next(each for each in rows if "llif-on-screen" in each)
        spans = [int(found or 1) for found in re.findall(r'<t[dh] (?:[^>]*?colspan="(\d+)")?', on_screen)]
        assert sum(spans) == widths.pop(), query


def test_registers_are_asked_as_they_stood_on_that_day(whole: Client) -> None:
    risk = {**RISK, "consequence": 3, "likelihood": 3}
    world.entry("risks", "late", **risk)
    changed("risks", "late", **{**RISK, "controls": "A second printer is hired."})
    Entry.objects.filter(register__startswith="benefit").exclude(key="v2").update(recorded_at=BEFORE)
    found = differences(whole, f"compare={THEN}&show=all", "Letters")
    assert found["Highest open risk"] == "worsened from 9 to 16 by 7"
    assert found["Benefits"] == "then: on track; improved from £12,000 to £18,000 by £6,000"
    assert found["Spent"] == "up from £11,742 to £11,871 by £129"
    assert found["A finished item"] == "up from £470 to £540 by £70"  # 25 items, 22 items
    assert found["Missions served"] == "the same"


def test_what_was_unknown_then_is_said_and_is_not_zero(whole: Client) -> None:
    world.entry("risks", "late", **RISK)
    letters, booking = (differences(whole, f"compare={THEN}&show=all", each) for each in ("Letters", "Booking"))
    assert letters["Benefits"] == "it was not known (not recorded)"
    assert letters["Highest open risk"] == "none was recorded"
    assert booking["Spent"] == booking["Benefits"] == booking["Missions served"] == "not known"


def test_a_risk_that_was_closed_is_told(whole: Client) -> None:
    world.entry("risks", "late", **RISK)
    changed("risks", "late", **{**RISK, "life": "closed"})
    assert differences(whole, f"compare={THEN}&show=all", "Letters")["Highest open risk"] == (
        "none open now; the highest was 16"
    )


def test_a_day_that_this_snapshot_tells_asks_registers_of_that_day_too(whole: Client) -> None:
    Entry.objects.filter(register__startswith="benefit").update(recorded_at="2023-01-01T00:00:00Z")
    found = row(whole, "/small/?compare=2023-10-15&show=all", "Letters")
    assert found["Benefits: Change since 15 Oct 2023"] == "then: on track; improved from £12,000 to £18,000 by £6,000"


def names_in_order(client: Client, query: str) -> list[str]:
    body = client.get(f"/small/?{query}").content.decode()
    return re.findall(r'<th scope="row" role="rowheader"><a[^>]*>([^<]*)</a>', body)


def test_rows_are_sorted_by_the_size_of_a_change_and_the_unknown_come_last(whole: Client) -> None:
    for key, product, was in (("a", "letters", 3), ("b", "booking", 2)):
        world.entry("risks", key, **{**RISK, "products": product, "consequence": was})
        changed("risks", key, **{**RISK, "products": product, "consequence": 4 if product == "letters" else 1})
    query = f"compare={THEN}&show=risk&sort="
    assert differences(whole, f"{query}risk", "Letters")["Highest open risk"] == "worsened from 12 to 16 by 4"
    assert differences(whole, f"{query}risk", "Booking")["Highest open risk"] == "improved from 8 to 4 by 4"
    assert names_in_order(whole, f"{query}-risk_change") == ["Letters", "Booking", "Clinic system"]
    assert names_in_order(whole, f"{query}risk_change") == ["Booking", "Letters", "Clinic system"]
    body = whole.get(f"/small/?{query}-risk_change").content.decode()
    assert re.search(r'aria-sort="descending" class="llif-delta"><a href="[^"]*sort=risk_change#products"', body)


def test_a_heading_is_compared_with_the_same_heading(whole: Client) -> None:
    found = row(whole, f"/small/?compare={THEN}&show=all&group=team", "Post")
    alone = row(whole, f"/small/?compare={THEN}&show=all", "Letters")
    for label in ("Finished, by 4 weeks", "Lead time", "Spent"):
        assert found[f"{label}: {SINCE}"] == alone[f"{label}: {SINCE}"]


def test_a_heading_of_other_products_is_not_compared(whole: Client) -> None:
    found = row(whole, f"/small/?compare={THEN}&group=criticality", "Clinically critical")
    assert found[f"Lead time: {SINCE}"] == "was not there"


def test_differences_are_columns_of_the_table_as_csv(whole: Client) -> None:
    world.entry("risks", "late", **{**RISK, "consequence": 3, "likelihood": 3})
    changed("risks", "late", **RISK)
    table = csv.DictReader(io.StringIO(whole.get(f"/small/table.csv?compare={THEN}").content.decode("utf-8-sig")))
    rows = {each["product"]: each for each in table}
    letters, clinic = rows["letters"], rows["clinic-system"]
    assert (letters["to_then"], letters["highest_risk_then"], letters["highest_risk_change"]) == (THEN, "9", "7")
    assert float(letters["flow_velocity_change"]) == float(letters["flow_velocity"]) - float(
        letters["flow_velocity_then"]
    )
    assert (letters["spent_then"], letters["benefits_then"]) == ("11741.94 GBP", "")
    assert letters["benefits_change"] == "it was not known (not recorded)"
    assert clinic["flow_velocity_then_state"] == "supplier-held"
    assert clinic["flow_velocity_change"] == clinic["spent_change"] == clinic["highest_risk_change"] == ""
    plain = whole.get("/small/table.csv").content.decode("utf-8-sig").splitlines()[0]
    assert "_then" not in plain


def said_of(client: Client, query: str) -> list[tuple[str, str]]:
    """Each change told under *What changed*, with where it leads."""
    body = client.get(f"/small/?{query}").content.decode()
    part = body[body.index('id="changed"') : body.index('id="products"')]
    return [(said, address) for address, said in re.findall(r'<a href="([^"]*)">([^<]*)</a>', part)]


def test_what_was_recorded_since_is_told_with_its_reason_and_its_entry(whole: Client) -> None:
    world.entry("risks", "late", **{**RISK, "likelihood": 3})
    changed("risks", "late", **{**RISK, "controls": "A second printer is hired."})
    world.entry("actions", "printers", **ACTION)
    changed("actions", "printers", **{**ACTION, "decision": "rejected", "why": "The printers stay."})
    Entry.objects.filter(register="benefit_values", key="v1").update(recorded_at=BEFORE)
    found = dict(said_of(whole, f"compare={THEN}"))
    assert found[
        "Risks: Post is late – Current likelihood: 3 – possible then, 4 – likely now – A second printer is hired."
    ] == ("/small/registers/risks/-/late/")
    assert found["Actions: Move the printers – Decision: Accepted then, Rejected now – The printers stay."] == (
        "/small/registers/actions/-/printers/"
    )
    values = next(said for said in found if said.startswith("Values of benefits"))
    assert values == (
        "Values of benefits: Fewer letters sent again – recorded since: Read on: 1 March 2024; Value: £30,000 a year"
    )
    assert any(said.startswith("Budgets: ") for said in found)
    assert any(said.startswith("Objectives: Nine in ten read – recorded since") for said in found)


def test_ties_to_missions_that_were_recorded_since_are_told(whole: Client) -> None:
    found = dict(said_of(whole, f"compare={THEN}&changes=all"))
    told = (
        "Missions of benefits: Fewer letters sent again – recorded since: Mission: Provide a platform; Weight: 0.2 "
        "(and 1 more)"
    )
    assert found[told] == "/small/registers/benefit_missions/-/t2/"


def test_what_changed_although_nobody_recorded_anything_is_told(whole: Client) -> None:
    world.entry("actions", "printers", **{**ACTION, "due": "2024-02-15"})
    Entry.objects.all().update(recorded_at=BEFORE)
    found = dict(said_of(whole, f"compare={THEN}"))
    assert "Move the printers – overdue since 15 February 2024" in found
    assert not any(said.startswith("Actions: ") for said in found)


def test_an_entry_withdrawn_since_is_told(whole: Client) -> None:
    world.entry("risks", "late", **RISK)
    Entry.objects.filter(register="risks").update(recorded_at=BEFORE)
    place = Place("risks", "small", "", "late")
    record(Write(world.REGISTERS["risks"], place, None, 1), by=COMMAND_LINE)
    assert "Risks: Post is late – withdrawn since" in dict(said_of(whole, f"compare={THEN}"))


def test_the_whole_is_compared_too(whole: Client) -> None:
    Entry.objects.filter(register__startswith="benefit").update(recorded_at=BEFORE)
    found = text(whole, f"/small/?compare={THEN}")
    assert "Spent: up from £11,742 to £11,871 by £129" in found
    assert "In progress: " in found


@pytest.mark.parametrize("query", ["compare=2023-12-31&sort=-lead_time_change&changes=all", "compare_snapshot=a-1"])
def test_a_view_may_ask_how_figures_differ(whole: Client, query: str) -> None:
    world.entry("views", "v", **{**VIEW, "query": query})
    assert whole.get("/small/").status_code == 200
