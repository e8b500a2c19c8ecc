"""`python -m tools.documents`: what the documents say is so. Links lead somewhere, verbs exist, files stay short.

It reads the README, the other documents beside it and docs/. It refuses nothing itself: it prints every fault, and
fails when there is one.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import typer

ROOT = Path(__file__).resolve().parents[1]
LONGEST_MODULE = 300
LONGEST_DECISION = 40
DOORS = frozenset(("test", "check", "bench", "lock", "shell"))

FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
VERB = re.compile(r"(?<![\w./-])(?:llif|python3 run)[ ]+([a-z][a-z-]*)(?![\w/.:=-])")
REQUIREMENT = re.compile(r"[A-Za-z0-9_.-]+")


def main() -> int:
    documents = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md"))]
    faults = [*links(documents), *verbs(documents, known_verbs()), *lengths(), *reasons()]
    print("\n".join(faults) or f"{len(documents)} documents, no fault.")
    return 1 if faults else 0


def links(documents: Iterable[Path]) -> Iterator[str]:
    """Relative links that lead nowhere."""
    for path in documents:
        for target in LINK.findall(FENCED.sub("", path.read_text(encoding="utf-8"))):
            file = target.partition("#")[0]
            if file and "://" not in file and not (path.parent / file).exists():
                yield f"{path.relative_to(ROOT)}: {target} leads nowhere"


def verbs(documents: Iterable[Path], known: frozenset[str]) -> Iterator[str]:
    """Verbs that the documents name and the command line does not have."""
    for path in documents:
        for verb in sorted(named_verbs(path.read_text(encoding="utf-8")) - known - DOORS):
            yield f"{path.relative_to(ROOT)}: `llif {verb}` is no verb; there are {', '.join(sorted(known))}"


def named_verbs(text: str) -> set[str]:
    """*Takes* Markdown. *Gives* the verbs in its code."""
    code = [*FENCED.findall(text), *INLINE.findall(FENCED.sub("", text))]
    return {verb for piece in code for verb in VERB.findall(piece)}


def known_verbs() -> frozenset[str]:
    from llif.cli.app import app  # here, because the other checks do without it

    return frozenset(getattr(typer.main.get_command(app), "commands", {}))


def lengths() -> Iterator[str]:
    """Modules and decision records that are too long."""
    for folder in ("src", "tools"):
        yield from too_long(ROOT.glob(f"{folder}/**/*.py"), LONGEST_MODULE)
    yield from too_long(ROOT.glob("docs/decisions/*.md"), LONGEST_DECISION)


def too_long(paths: Iterable[Path], most: int) -> Iterator[str]:
    for path in sorted(paths):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > most:
            yield f"{path.relative_to(ROOT)}: {lines} lines; at most {most}"


def reasons() -> Iterator[str]:
    """Dependencies without a reason in docs/dependencies.md, and reasons without a dependency."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [*project["project"]["optional-dependencies"].values(), *project["dependency-groups"].values()]
    lists = [project["project"]["dependencies"], project["build-system"]["requires"], *groups]
    declared = {name.group() for one in lists for line in one if (name := REQUIREMENT.match(line))}
    said = set(re.findall(r"^\| `([^`\[]+)", (ROOT / "docs/dependencies.md").read_text(encoding="utf-8"), re.MULTILINE))
    yield from (f"docs/dependencies.md: no reason for {name}" for name in sorted(declared - said))
    yield from (f"docs/dependencies.md: {name} is no dependency" for name in sorted(said - declared))


if __name__ == "__main__":
    sys.exit(main())
