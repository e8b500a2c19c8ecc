"""`look`: a clone measured with no configuration at all, nothing kept."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import BaseModel, ValidationError

from llif.cli.days import day_option
from llif.cli.output import Format, note, show, stepping
from llif.publishing.words import gettext as _
from llif.publishing.words import translate
from llif.terms.errors import N_, InputError, Problem, SourceFailed
from llif.terms.time import Grain, not_to_come

VERSIONS = r"^v?\d+(\.\d+)+$"
PICTURED = ("deployment_frequency", "lead_time")


def look(
    path: Annotated[Path, typer.Argument(help=N_("A git clone on this machine."))],
    tags: Annotated[str | None, typer.Option("--tags", help=N_("Deployments are the tags like this, as v*."))] = None,
    tag_pattern: Annotated[
        str | None, typer.Option("--tag-pattern", help=N_("Or the tags that match this expression."))
    ] = None,
    first: Annotated[datetime | None, day_option("--from", N_("The first day."))] = None,
    until: Annotated[datetime | None, day_option("--to", N_("The day after the last."))] = None,
    by: Annotated[Grain | None, typer.Option("--by", help=N_("Cut the window into periods."))] = None,
    as_at: Annotated[datetime | None, day_option("--as-at", N_("Judge as at the end of that day."))] = None,
    form: Annotated[Format, typer.Option("--format", help=N_("How to print."))] = Format.TABLE,
) -> None:
    """Measure a git clone as it stands: the four DORA measures, and flow by kind from ticket keys."""
    from llif.cli import picture, sight
    from llif.metrics.catalogue import MEASURES
    from llif.pipeline.reading import end_of_day
    from llif.publishing.figures import windows

    if as_at:
        not_to_come(as_at.date(), sight.ZONE, now=datetime.now(UTC), where="--as-at")
    if tags and tag_pattern:
        raise InputError(N_("Give --tags or --tag-pattern, not both."))
    name = _named(path.resolve())
    rule = {"tags": tags} if tags else {"tag_pattern": tag_pattern or VERSIONS}
    with stepping(name) as progress:
        progress(_("reading the repository"))
        rows, problems = _read(path, name, rule)
        progress(_("measuring"))
        seen = sight.of(rows, name, end_of_day(as_at.date(), sight.ZONE) if as_at else datetime.now(UTC))
        window = seen.window(first.date() if first else None, until.date() if until else None, by)
        found = seen.ask(tuple(MEASURES), window.periods(sight.ZONE))
        months = seen.ask(PICTURED, seen.months())
    for problem in problems:
        note(problem.render(translate))
    if form is not Format.TABLE:
        return show([windows.record(figure) for figure in found], form)
    return picture.show(found, months, seen)


def _named(folder: Path) -> str:
    """A clone's name is that of its folder, not of the .git in it."""
    return (folder.parent if folder.name == ".git" else folder).name.removesuffix(".git") or str(folder)


def _read(path: Path, name: str, rule: dict[str, str]) -> tuple[dict[str, list[Any]], list[Problem]]:
    """The landed rows of the clone, by table."""
    from llif.connectors import registry

    tool: Any = registry.connector("git")
    settings = _settings(tool, {"repository": str(path), "name": name, "deployments": [{"service": name, **rule}]})
    try:
        linked = tool.read_and_link(path, settings)
    except SourceFailed as failed:  # the path is what the user gave: the fault is in the input
        raise InputError(failed.what, where=failed.where, remedy=failed.remedy, **failed.values) from failed
    return {table: getattr(linked, table) for table in ("changes", "deployments", "deployed_changes")}, linked.problems


def _settings(tool: Any, given: dict[str, Any]) -> BaseModel:
    try:
        found: BaseModel = tool.settings.model_validate(given)
    except ValidationError as error:
        first: Any = error.errors()[0]
        option = str(first["loc"][-1]).replace("_", "-")
        raise InputError(
            N_("{fault}."), where=f"--{option}", fault=first["msg"].removeprefix("Value error, ")
        ) from error
    return found
