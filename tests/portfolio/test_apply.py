"""Plan, apply, export: idempotent, exact, audited, and only what the declaration names."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError

from llif.access import audit
from llif.access.actor import COMMAND_LINE, Actor, Via
from llif.access.models import AuditRow
from llif.access.permissions import NotAllowed
from llif.portfolio import selectors, services
from llif.portfolio.changes import Action
from llif.portfolio.declared import Declaration
from llif.portfolio.errors import DeclarationErrors
from llif.portfolio.models import Product
from llif.portfolio.reading import parse
from llif.terms.errors import InputError
from tests.portfolio.conftest import CONNECTORS

pytestmark = pytest.mark.django_db
Read = Callable[[str | bytes], Declaration]


def applied(declaration: Declaration) -> list[str]:
    made = services.apply(declaration, by=COMMAND_LINE)
    return [f"{change.action} {change.key}" for change in made.changes]


def test_everything_is_created_once_in_an_order_that_holds(declared: Declaration) -> None:
    assert applied(declared) == [
        "create source:jira",
        "create source:pay-connector",
        "create source:spare",
        "create portfolio:empty",
        "create portfolio:pay",
        "create team:pay/accounts",
        "create team:pay/cards",
        "create mapping:pay/tickets",
        "create product:pay/adminusers",
        "create product:pay/connector",
    ]
    assert AuditRow.objects.count() == 10
    assert applied(declared) == []
    assert AuditRow.objects.count() == 10
    assert audit.verify() == []


def test_what_is_stored_is_what_was_declared(declared: Declaration) -> None:
    applied(declared)
    assert selectors.declaration() == declared
    assert selectors.portfolio("pay") == declared.portfolios[1]


def test_a_plan_writes_nothing(declared: Declaration) -> None:
    assert len(services.plan(declared).changes) == 10
    assert selectors.portfolio_ids() == []
    assert AuditRow.objects.count() == 0


def test_a_change_is_told_field_by_field(declared: Declaration, whole_file: str, read: Read) -> None:
    applied(declared)
    changed = whole_file.replace("phase: beta", "phase: live").replace("cy: Cardiau", "cy: Y Cardiau")
    plan = services.plan(read(changed.replace("team: cards\n", "team: accounts\n")))
    told = [(str(change.key), field.field, field.old, field.new) for change in plan.changes for field in change.fields]
    assert told == [
        ("team:pay/cards", "name.cy", "Cardiau", "Y Cardiau"),
        ("product:pay/connector", "team", "cards", "accounts"),
        ("product:pay/connector", "phase", "beta", "live"),
    ]


def test_what_leaves_a_declared_portfolio_is_removed(declared: Declaration, whole_file: str, read: Read) -> None:
    applied(declared)
    smaller = whole_file[: whole_file.index("    teams:")] + "  - id: empty\n    name: {en: Empty, cy: Gwag}\n"
    assert applied(read(smaller)) == [
        "remove product:pay/adminusers",
        "remove product:pay/connector",
        "remove mapping:pay/tickets",
        "remove team:pay/accounts",
        "remove team:pay/cards",
    ]
    assert applied(read(smaller)) == []


def test_a_team_may_go_while_its_products_move(declared: Declaration, whole_file: str, read: Read) -> None:
    applied(declared)
    moved = whole_file.replace("team: cards\n", "team: accounts\n")
    moved = moved.replace("      - id: cards\n        name: {en: Cards, cy: Cardiau}\n", "")
    assert applied(read(moved)) == ["change product:pay/connector", "remove team:pay/cards"]


def test_other_portfolios_and_sources_are_left_alone(declared: Declaration, read: Read) -> None:
    applied(declared)
    other = read("llif: 1\nportfolios:\n  - id: other\n    name: {en: Other, cy: Arall}\n")
    assert applied(other) == ["create portfolio:other"]
    assert selectors.portfolio_ids() == ["empty", "other", "pay"]
    assert selectors.source_ids() == ["jira", "pay-connector", "spare"]


def test_a_file_may_name_sources_declared_elsewhere(declared: Declaration, tmp_path: Path) -> None:
    file = tmp_path / "more.yaml"
    file.write_text(
        "llif: 1\nportfolios:\n  - id: more\n    name: {en: M, cy: M}\n    products:\n      - id: a\n"
        "        name: {en: A, cy: A}\n        work: [{source: jira, container: A}]\n"
    )
    with pytest.raises(DeclarationErrors, match="jira is not declared"):
        services.read(file, connectors=CONNECTORS)
    applied(declared)
    assert applied(services.read(file, connectors=CONNECTORS)) == ["create portfolio:more", "create product:more/a"]


def test_a_source_that_is_nowhere_is_refused_before_writing(declared: Declaration) -> None:
    with pytest.raises(InputError, match="the source jira is not declared"):
        services.apply(Declaration((), declared.portfolios), by=COMMAND_LINE)
    assert selectors.portfolio_ids() == []


def test_the_round_trip_is_exact_from_any_folder(declared: Declaration, tmp_path: Path) -> None:
    applied(declared)
    text = services.export()
    again = parse(text, path=tmp_path / "elsewhere.yaml", connectors=CONNECTORS)
    assert again == declared
    assert not services.plan(again)
    assert applied(again) == []
    assert services.export() == text


def test_an_export_beside_the_sources_needs_no_base(declared: Declaration, read: Read) -> None:
    applied(declared)
    text = services.export(["pay"], folder=Path.cwd())
    assert "base:" not in text
    assert "spare" not in text
    assert not services.plan(read(text))


def test_an_unknown_portfolio_is_not_exported(declared: Declaration) -> None:
    applied(declared)
    with pytest.raises(InputError, match=r"There is no portfolio pya\. Did you mean pay"):
        services.export(["pya"])


def test_audit_rows_hold_before_and_after(declared: Declaration, whole_file: str, read: Read) -> None:
    applied(declared)
    applied(read(whole_file.replace("phase: beta", "phase: retired")))
    row = AuditRow.objects.latest("sequence")
    assert (row.actor, row.via, row.action, row.object) == ("command line", "cli", "change", "product:pay/connector")
    assert '"phase":"beta"' in row.before
    assert '"phase":"retired"' in row.after


@pytest.mark.parametrize("portfolio", ["pay", "empty"])
def test_who_may_not_declare_writes_nothing(declared: Declaration, portfolio: str) -> None:
    with pytest.raises(NotAllowed, match="may not declare"):
        services.apply(declared, by=Actor("somebody", Via.WEB))
    assert selectors.portfolios([portfolio]) == ()
    assert AuditRow.objects.count() == 0


def test_a_fault_half_way_leaves_nothing(declared: Declaration, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(Product.objects, "update_or_create", broken)
    with pytest.raises(DatabaseError):
        services.apply(declared, by=COMMAND_LINE)
    assert selectors.portfolio_ids() == []
    assert AuditRow.objects.count() == 0


def test_a_plan_is_grouped_by_action(declared: Declaration) -> None:
    plan = services.plan(declared)
    assert len(plan.of(Action.CREATE)) == 10
    assert plan.of(Action.REMOVE) == ()
