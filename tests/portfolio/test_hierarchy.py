"""Which counted types would count work twice, with the built-in levels."""

import pytest

from llif.portfolio.hierarchy import clash


@pytest.mark.parametrize(
    ("counts", "apart"),
    [
        (["Story", "Bug"], None),
        (["Story", "Task"], None),
        (["Bug", "Task"], None),
        (["Epic", "Story"], ("Epic", "Story")),
        (["Feature", "User Story"], ("Feature", "User Story")),
        (["Product Backlog Item", "Task"], ("Product Backlog Item", "Task")),
        (["bug ", "SUB-TASK"], ("bug ", "SUB-TASK")),
        (["Issue", "Epic"], ("Issue", "Epic")),
        (["Something else", "Epic"], None),
        ([], None),
    ],
)
def test_built_in_levels(counts: list[str], apart: tuple[str, str] | None) -> None:
    assert clash(counts, ()) == apart


def test_declared_levels_stand_instead() -> None:
    assert clash(["Story", "Task"], [["Story"], ["Task"]]) == ("Story", "Task")
    assert clash(["Epic", "Story"], [["Epic", "Story"]]) is None
