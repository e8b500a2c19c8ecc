"""One mutation at a time of a valid file: the fault names the line, the field, what was found and what is allowed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from llif.portfolio.declared import Declaration
from llif.portfolio.errors import DeclarationErrors
from llif.portfolio.reading import parse, read_file
from llif.terms.errors import InputError
from tests.portfolio.conftest import FILE

Read = Callable[[str | bytes], Declaration]

# what stands in the file, what is put there instead, the field that is named, words of the message
MUTATIONS = [
    ("llif: 1", "llif: 2", "llif", "must be 1 or less; found 2"),
    ("llif: 1", "llif: yes", "llif", "whole number; found yes"),
    ("id: pay-connector", "id: Pay_Connector", "sources[Pay_Connector].id", "lower-case letters"),
    ("connector: git", "connector: gti", "sources[pay-connector].connector", "Did you mean git? Allowed: git, jira-e"),
    ("depth: 3", "depth: deep", "sources[pay-connector].settings.depth", "found deep"),
    ("depth: 3", "dpeth: 3", "sources[pay-connector].settings.dpeth", "Did you mean depth? Allowed: path, tags, de"),
    ("path: repositories/pay-connector, ", "", "sources[pay-connector].settings.path", "is missing"),
    ("- id: spare", "- id: jira", "sources[jira].id", "declared twice; the first is in line 6"),
    ("id: spare", "idd: spare", "sources[2].idd", "Did you mean id?"),
    ("name: {en: GOV.UK Pay, cy: GOV.UK Pay}", "name: {en: GOV.UK Pay}", "portfolios[pay].name.cy", "is missing"),
    ("name: {en: GOV.UK Pay, cy: GOV.UK Pay}", "name: GOV.UK Pay", "portfolios[pay].name", "named values; found GOV"),
    ("{en: Cards, cy: Cardiau}", "{en: NO, cy: Cardiau}", "teams[cards].name.en", "must be text; found NO"),
    ("{en: Cards, cy: Cardiau}", "{en: 12, cy: Cardiau}", "teams[cards].name.en", "quotation marks"),
    ("{en: Cards, cy: Cardiau}", "{en: , cy: Cardiau}", "teams[cards].name.en", "must be text; found nothing"),
    ("{en: Cards, cy: Cardiau}", "{en: ' ', cy: Cardiau}", "teams[cards].name.en", "must not be blank"),
    ("time_zone: Europe/London", "time_zone: Europe/Londin", "portfolios[pay].time_zone", "mean Europe/London?"),
    ("as_at: 2021-03-31", "as_at: 31/03/2021", "portfolios[pay].as_at", "found 31/03/2021. Write it as"),
    ("as_at: 2021-03-31", "as_at: 2021-02-30", "portfolios[pay].as_at", "must be a day; found 2021-02-30"),
    ("as_at: 2021-03-31", "as_at: 20210331", "portfolios[pay].as_at", "must be a day; found 20210331"),
    ("window_days: 60", "window_days: 0", "portfolios[pay].window_days", "must be 1 or more; found 0"),
    ("window_days: 60", "window_days: '60'", "portfolios[pay].window_days", "whole number; found 60"),
    ("id: pay\n", "id: definitions\n", "portfolios[definitions].id", "a word of the pages' own addresses"),
    ("- id: accounts", "- id: cards", "portfolios[pay].teams[cards].id", "declared twice"),
    ("counts: [Story, Bug]", "counts: [Epic, Story]", "mappings[tickets].counts", "counts both Epic and Story, which"),
    ("counts: [Story, Bug]", "counts: [Stroy]", "mappings[tickets].counts[0]", "Did you mean Story?"),
    ("counts: [Story, Bug]", "counts: {a: b}", "mappings[tickets].counts", "must be a list; found named values"),
    ("[Sub-task]]", "[Sub-task, epic]]", "mappings[tickets].levels[3]", "epic is named on two levels"),
    ("is: defect", "is: bug", "mappings[tickets].kinds[0].is", "bug is not allowed here. Allowed: feature, defect"),
    ("type: Bug, is: defect", "typ: Bug, is: defect", "mappings[tickets].kinds[0].typ", "Did you mean type?"),
    ("tag: tech-debt", "tag: 7.5", "mappings[tickets].kinds[2].tag", "must be text; found 7.5"),
    ("status: Open, is: new", "status: Open", "mappings[tickets].states[0].is", "is missing"),
    ("status: Open, is: new", "status: Open, is: nwe", "mappings[tickets].states[0].is", "Did you mean new?"),
    ("production: [production, live]", "production: []", "mappings[tickets].production", "at least 1"),
    ("team: cards", "team: card", "products[connector].team", "card is not declared. Did you mean cards?"),
    ("mapping: tickets", "mapping: jira", "products[connector].mapping", "jira is not declared. Allowed: tickets"),
    ("business_critical", "busines_critical", "products[connector].criticality", "Did you mean business_critical?"),
    ("phase: beta", "phase: bta", "products[connector].phase", "Did you mean beta? Allowed: discovery, alpha"),
    ("kind: component", "kind: part", "products[connector].kind", "Allowed: product, component, supplier"),
    ("[service]\n", "[servce]\n", "products[connector].not_applicable[0]", "Did you mean service?"),
    ("[service]\n", "[service, service]\n", "not_applicable[1]", "service is named twice"),
    ("container: CARD", "container: PAY", "products[connector].work[1].container", "PAY of jira is claimed already"),
    ("container: CARD", "container: '*'", "products[connector].work[1].container", "claimed already"),
    ("people: 7", "people: seven", "teams[accounts].people", "whole number; found seven"),
    ("people: 7", "people: -1", "teams[accounts].people", "must be 0 or more"),
    ("- id: innovation", "- id: platform", "missions[platform].id", "declared twice"),
    ("discount_rate: 0.02", "discount_rate: 3.5", "portfolios[pay].discount_rate", "must be 1.0 or less; found 3.5"),
    ("vision: {en: Paying is simple,", "vision: {", "portfolios[pay].vision.en", "is missing"),
    (
        "mission: platform,",
        "mission: platfrom,",
        "serves[1].mission",
        "platfrom is not declared. Did you mean platform",
    ),
    ("mission: platform,", "mission: innovation,", "serves[1].mission", "innovation is named twice"),
    ("weight: 0.5", "weight: 0.8", "products[connector].serves[1].weight", "sum to 1.05 up to here"),
    ("weight: 0.5", "weight: 1.5", "products[connector].serves[1].weight", "must be 1.0 or less; found 1.5"),
    ("weight: 0.5", "weight: 0", "products[connector].serves[1].weight", "must be more than 0.0; found 0"),
    ("weight: 0.5", "weight: half", "products[connector].serves[1].weight", "must be a number; found half"),
    ("container: connector", "container: ' '", "products[connector].costs[0].container", "must not be blank"),
    ("container: CARD", "contaner: CARD", "products[connector].work[1].contaner", "Did you mean container?"),
    ("source: jira, container: CARD", "source: jra, container: CARD", "work[1].source", "Did you mean jira?"),
    ("phase: beta", "phsae: beta", "portfolios[pay].products[connector].phsae", "no such field. Did you mean phase?"),
    ("phase: beta", "phase: beta\n        phase: live", "products[connector].phase", "phase is given twice; the first"),
    ("phase: beta", "phase: !!python/name:os.system x", "products[connector].phase", "the YAML tag"),
    ("depth: 3", "depth: .inf", "sources[pay-connector].settings.depth", ".inf is not a number that can be kept"),
    ("{en: Cards, cy: Cardiau}", '{en: "a\\0b", cy: Cardiau}', "teams[cards].name.en", "control character"),
    ("phase: beta", "\tphase: beta", "", "Indent with spaces"),
    ("phase: beta", "phase: 'beta", "", "not YAML"),
    ("phase: beta", "phase: be\x07ta", "", "control character (code 7)"),
    ("phase: beta", "? {a: b}\n        : c", "products[connector]", "a name here must be plain text"),
    ("window_days: 60", "window_days: " + "[" * 60, "", "nested more than 40 deep"),
]


def faults(read: Read, text: str | bytes) -> DeclarationErrors:
    with pytest.raises(DeclarationErrors) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize(("stands", "put", "field", "words"), MUTATIONS, ids=lambda value: str(value)[:30])
def test_one_mutation_is_named_by_its_line(
    read: Read, whole_file: str, stands: str, put: str, field: str, words: str
) -> None:
    assert stands in whole_file
    before = whole_file[: whole_file.index(stands)]
    line = before.count("\n") + 1 + put.strip().count("\n")
    found = [error for error in faults(read, whole_file.replace(stands, put, 1)).errors if words in str(error)]
    assert found, str(faults(read, whole_file.replace(stands, put, 1)))
    assert found[0].field.endswith(field)
    assert found[0].line == line - ("? {a" in put)
    assert str(found[0]).startswith(f"{FILE}:{found[0].line}:")


def test_the_column_is_that_of_the_value(read: Read, whole_file: str) -> None:
    (error,) = faults(read, whole_file.replace("phase: beta", "phase: bta")).errors
    assert error.place.column == len("        phase: ") + 1


def test_all_faults_come_together_in_order_of_lines(read: Read, whole_file: str) -> None:
    text = whole_file
    for stands, put in [("connector: git", "connector: gti"), ("window_days: 60", "window_days: 0")]:
        text = text.replace(stands, put)
    text = text.replace("team: cards", "team: card").replace("phase: beta", "phase: bta\n        phase: x")
    raised = faults(read, text)
    assert [error.field.rpartition(".")[2] for error in raised.errors] == [
        "connector",
        "window_days",
        "team",
        "phase",
        "phase",
    ]
    assert "Faults in the declaration: 5." in str(raised)
    assert raised.exit_code == 2


def test_one_fault_is_told_once(read: Read, whole_file: str) -> None:
    assert len(faults(read, whole_file.replace("phase: beta", "phase: bta")).errors) == 1
    assert len(faults(read, whole_file.replace("team: cards", "team: card")).errors) == 1
    assert len(faults(read, whole_file.replace("container: CARD", "container: PAY")).errors) == 1


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", 1, "the file is empty"),
        (b"# only a comment\n", 1, "the file is empty"),
        (b"llif: 1\nportfolios:\n  - id: caf\xe9\n", 3, "not UTF-8"),
        ("llif: 1\n".encode("utf-16"), 1, "not UTF-8"),
        (b"- a\n- b\n", 1, "must hold named values; found a list"),
        (b"nothing but words", 1, "must hold named values; found nothing but words"),
        (b"llif: 1\n---\nllif: 1\n", 2, "not YAML"),
        (b"portfolios: []\n", 1, "llif: is missing"),
        (b"llif: 1\nportfolios:\n", 2, "must be a list; found nothing"),
        (b"llif: 1\nportfolios: *nowhere\n", 2, "not YAML"),
        (b"llif: 1\nsources: &a [*a]\n", 2, "aliases unfold"),
        (b"llif: 1\nportfolios: [1, x]\n", 2, "must hold named values; found 1"),
    ],
)
def test_files_that_are_no_declaration(read: Read, content: bytes, line: int, words: str) -> None:
    error = next(error for error in faults(read, content).errors if words in str(error))
    assert error.line == line


def test_aliases_that_unfold_without_end_are_refused(read: Read) -> None:
    bomb = ["llif: 1", "a: &a [x, x, x, x, x, x, x, x, x]"]
    bomb += [
        f"{name}: &{name} [{', '.join([f'*{last}'] * 9)}]" for last, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    assert "aliases unfold" in str(faults(read, "\n".join(bomb)))


def test_a_few_aliases_and_a_byte_order_mark_are_fine(read: Read, whole_file: str) -> None:
    text = whole_file.replace("name: {en: Cards", "name: &words {en: Cards")
    assert read("\ufeff" + text.replace("name: {en: Accounts, cy: Cyfrifon}", "name: *words")).portfolios[1].teams


def test_a_quoted_day_is_a_bare_day(read: Read, whole_file: str) -> None:
    assert read(whole_file.replace("as_at: 2021-03-31", 'as_at: "2021-03-31"')) == read(whole_file)


def test_text_with_carriage_returns_keeps_its_lines(read: Read, whole_file: str) -> None:
    assert read(whole_file.replace("\n", "\r\n")) == read(whole_file)
    (error,) = faults(read, whole_file.replace("phase: beta", "phase: bta").replace("\n", "\r\n")).errors
    assert error.line == whole_file[: whole_file.index("phase: beta")].count("\n") + 1


def test_without_connectors_their_names_are_looked_up(whole_file: str) -> None:
    assert parse(whole_file, path=FILE).sources[0].id == "jira"
    with pytest.raises(DeclarationErrors, match=r"Allowed: .*git, .*jira-export, .*tables"):
        parse(whole_file.replace("connector: git", "connector: x"), path=FILE)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.yaml: cannot be read"):
        read_file(tmp_path / "none.yaml")
    with pytest.raises(InputError, match="cannot be read"):
        read_file(tmp_path)


def test_messages_can_be_put_in_another_language(read: Read, whole_file: str) -> None:
    raised = faults(read, whole_file.replace("phase: beta", "phase: bta"))
    assert raised.render(lambda text: text.replace("is not allowed here", "ni chaniateir")).count("ni chaniateir") == 1
