"""`python3 run bench [NAME…] [--json] [--scale S]`: each case beside a plain way to the same answer, in one run.

It exits with 1 where a limit is exceeded. Every number is of this machine, now: read the ratios.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tools.bench import apart
from tools.bench.results import Result

CASES = {
    "flow": "Facts and all flow measures by month, of 1 M items with 10 M status changes, beside hand-written SQL",
    "newest": "The newest versions of 10.5 M landed rows, beside counting them",
    "git": "Reading and linking pay-connector, beside git log; and the whole collect",
    "page": "The holistic page's server time: 500 products, 1 M items, 500 k deployments, 2 M changes",
    "pages": "Server time of the whole holistic view and other pages of 500 products with full registers",
    "pack": "The board pack of 26 products and of 500 with full registers: its document, and each format",
}
notes = Console(stderr=True)


def main(arguments: Sequence[str]) -> int:
    asked = _asked(arguments)
    with tempfile.TemporaryDirectory(prefix="llif-bench-") as made:
        folder = asked.keep or Path(made)
        results = list(_results(asked.names or list(CASES), folder, asked.scale, asked.repeats))
    _print_json(results) if asked.json else _print_table(results)
    return 1 if any(each.is_exceeded for each in results) else 0


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run bench", description="\n".join(f"{n}: {w}." for n, w in CASES.items()))
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"cases: {', '.join(CASES)}; all by default")
    parser.add_argument("--json", action="store_true", help="print a list of objects")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full size: 0.01 for a quick try")
    parser.add_argument("--repeats", type=int, default=3, help="how often each side of a long case runs")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the made records for the next run")
    asked = parser.parse_args(arguments)
    for name in asked.names:
        if name not in CASES:
            parser.error(f"there is no case {name!r}; there are {', '.join(CASES)}")
    return asked


def _results(names: Sequence[str], folder: Path, scale: float, repeats: int) -> Iterator[Result]:
    for name in names:
        notes.print(f"{name}: {CASES[name]} …")
        place = folder.resolve() / f"{name}-{scale:g}"
        place.mkdir(parents=True, exist_ok=True)
        found = apart.run(f"tools.bench.{name}:case", str(place), scale, repeats)
        yield from (Result(**each) for each in found.value)


def _print_json(results: Sequence[Result]) -> None:
    print(json.dumps([{**each.to_json(), "exceeded": each.is_exceeded} for each in results], indent=1))


def _print_table(results: Sequence[Result]) -> None:
    table = Table("name", "ours", "theirs", "ratio", "limit", "peak_mib", "n", "note")
    for each in results:
        allowed = _number(each.limit, "×" if each.theirs is not None else f" {each.unit}")
        row = (_number(each.ours, f" {each.unit}"), _number(each.theirs, f" {each.unit}"), _number(each.ratio), allowed)
        sizes = (f"{each.peak_mib:,.0f}", f"{each.n:,}")
        table.add_row(each.name, *row, *sizes, each.note, style="bold red" if each.is_exceeded else None)
    Console(width=None if sys.stdout.isatty() else 180).print(table)


def _number(value: float | None, unit: str = "") -> str:
    if value is None:
        return ""
    return (f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}") + unit


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
