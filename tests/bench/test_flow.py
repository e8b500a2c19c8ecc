"""The bench compares like with like: on a tiny size, llif and the SQL written by hand end with the same figures."""

from pathlib import Path

from tools.bench import flow
from tools.bench.results import Result


def test_both_sides_end_with_the_same_figures(tmp_path: Path) -> None:
    found = [Result(**each) for each in flow.case(str(tmp_path), 0.0005, 1)]  # type: ignore[arg-type]
    assert [each.name for each in found] == ["flow", "flow-reading", "flow-peak"]
    assert "figures, the same" in found[0].note


def test_a_limit_is_exceeded_by_a_ratio_or_by_an_amount() -> None:
    assert Result("beside", 2.0, 1.0, 2.0, 1.5, 1.0, 1).is_exceeded
    assert not Result("beside", 1.4, 1.0, 1.4, 1.5, 1.0, 1).is_exceeded
    assert Result("page", 600.0, None, 1.2, 500.0, 1.0, 1, "ms").is_exceeded
    assert not Result("report", 600.0, None, None, None, 1.0, 1).is_exceeded
