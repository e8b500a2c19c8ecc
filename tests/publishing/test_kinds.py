"""Finished work by kind, as DEFINITIONS divides it: of what has a kind, with the unmapped share beside it."""

from llif.publishing.figures.kinds import Mixed, mixed


def test_mapped_kinds_sum_to_a_whole_and_the_unmapped_stands_beside() -> None:
    found = mixed({"feature": 6, "defect": 3, "debt": 0, "risk": None, "unmapped": 1})
    assert found == [
        Mixed("feature", 6 / 9, 0.6),
        Mixed("defect", 3 / 9, 0.3),
        Mixed("debt", 0.0, 0.0),
        Mixed("risk", None, None),
        Mixed("unmapped", 0.1, 0.1),
    ]


def test_of_nothing_there_is_no_share() -> None:
    assert mixed({"feature": 0, "unmapped": 0}) == [Mixed("feature", None, None), Mixed("unmapped", None, None)]
    assert mixed({"feature": 0, "unmapped": 2}) == [Mixed("feature", None, 0.0), Mixed("unmapped", 1.0, 1.0)]
