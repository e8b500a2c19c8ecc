"""Messages, and the facts that are read out of them."""

import re

import pytest

from llif.connectors.git.settings import TICKET_PATTERN
from llif.connectors.git.shape import Commit, Reading, change_row

READING = Reading("r", "https://code.example/r", re.compile(TICKET_PATTERN))
SHA, OTHER = "a" * 40, "b" * 40


def read(message: str, field: str) -> object:
    return change_row(Commit(SHA, (), "0 0", message), READING)[field]


@pytest.mark.parametrize(
    ("subject", "keys"),
    [
        ("PP-12 and PP-13: more of PP-12", ["PP-12", "PP-13"]),
        ("Merge pull request #6 from org/PP-12-words", ["PP-12"]),
        ("[BAU] UTF-8, SHA-256, ISO-8859-1, CVE-2021-44228, COVID-19, ICD-10", []),
        ("ISOLDE-8 and X-1 and pp-3", ["ISOLDE-8"]),
        ("Words\n\nPP-12 in the body", []),
    ],
)
def test_ticket_keys(subject: str, keys: list[str]) -> None:
    assert read(subject, "item_keys") == keys


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        ("Words (#12)", "12"),
        ("Merge pull request #12 from a/b", "12"),
        ("Merged in branch (pull request #12)", "12"),
        ('Revert "Words (#12)" (#13)', "13"),
        ('Revert "Words (#12)"', None),
        ("Fixes #12", None),
    ],
)
def test_pull_requests(subject: str, number: str | None) -> None:
    assert read(subject, "pull_request") == number


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("feat: a", "feat"),
        ("fix(api)!: a", "fix"),
        ("Docs: a", "docs"),
        ("fixed: a", None),
        ("fix a", None),
        ("a fix: b", None),
    ],
)
def test_conventional_types(subject: str, kind: str | None) -> None:
    assert read(subject, "conventional_type") == kind


@pytest.mark.parametrize(
    ("subject", "is_update"),
    [
        ("Bump django from 4.2 to 5.2", True),
        ("build(deps-dev): bump the ruff group", True),
        ("Merge pull request #1 from org/dependabot/npm/x", True),
        ("chore(deps): update dependency x to v2", True),
        ("[Snyk] Security upgrade y", True),
        ("Bump version to 1.2", False),
        ("Bump to 1.2.3", False),
        ("Bump app version", False),
        ("Depend less", False),
    ],
)
def test_dependency_updates(subject: str, is_update: bool) -> None:
    assert read(subject, "is_dependency_update") is is_update


def test_reverts_and_links() -> None:
    revert = f'Revert "Words"\n\nThis reverts commit {OTHER}, reversing\nchanges made to {SHA}.'
    assert (read(revert, "reverts_change_id"), read("Revert x", "reverts_change_id")) == (OTHER, None)
    assert read("Words", "url") == f"https://code.example/r/commit/{SHA}"
    assert read(f"Words\n\nOriginal-commit: {OTHER}\n", "url") == f"https://code.example/r/commit/{OTHER}"
    assert read(f"Original-commit: {OTHER}", "url") == f"https://code.example/r/commit/{SHA}"
