"""A survey's answers from exported files: reads all of them where any changed, and yields the answers that are new.

Answers have no id. Those that are equal in all that is kept cannot be told apart, so they are numbered: the cursor
holds how many there were. It refuses to take an answer as gone while a file is cut or a row cannot be read.
"""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from zoneinfo import ZoneInfo

from llif.connectors.contract import CHECKPOINT, Batch, Collecting, Cursor, Event
from llif.connectors.export_files import ExportedFile
from llif.connectors.gathering import changed
from llif.connectors.named_rows import Cells, NamedRows, taken
from llif.connectors.survey_export.settings import SurveySettings
from llif.connectors.survey_export.shape import Answer, Dates, Reading, Row, Unusable, optional, row, service
from llif.terms.errors import N_, Problem, Skipped

ENDINGS = (".csv", ".csv.gz")
BATCH = 10_000
ROWS_VERSION = 1
TABLE = "survey_responses"


class SurveyExport:
    """The connector `survey-export`."""

    name = "survey-export"
    settings = SurveySettings

    def collect(self, settings: SurveySettings, cursor: Cursor, collecting: Collecting) -> Iterator[Event]:
        """*Raises* SourceFailed where there is no file, or one lacks a column."""
        found = changed(settings.path, ENDINGS, cursor, collecting, settings=settings, version=ROWS_VERSION)
        if found is None:
            return
        survey = _Survey(settings)
        for file in found.files:
            yield from survey.read(file)
        yield from _noticed(survey, found.files[0].name if len(found.files) == 1 else settings.path)
        yield from _landed(survey, cursor, collecting, again=found.is_reformed)
        yield Skipped()
        found.keep(cursor, survey.unread)
        yield CHECKPOINT


class _Survey:
    """The answers of all files, counted; `sound` is false where some may be missing."""

    def __init__(self, settings: SurveySettings) -> None:
        self.settings = settings
        self.dates = Dates(settings.dates, ZoneInfo(settings.time_zone))
        told = {"instrument": settings.instrument, "best": settings.best.value}
        scale = {"scale_min": float(settings.scale_min), "scale_max": float(settings.scale_max)}
        nulls = frozenset(settings.null_words)
        self.reading = Reading(settings.codes(), {**told, **scale}, settings.unnamed, nulls)
        self.answers: Counter[Answer] = Counter()
        self.unlisted: Counter[str] = Counter()
        self.unread: set[str] = set()
        self.sound = True

    def read(self, file: ExportedFile) -> Iterator[Problem]:
        wanted = self.settings
        needed = (wanted.answered, wanted.score, *wanted.services, *wanted.where)
        extra = [name for name in (wanted.language, wanted.channel) if name]
        rows = NamedRows(file, (*needed, *extra), encoding=wanted.encoding)
        yield from taken(rows, file.name, partial(self._count, file))
        self.sound &= rows.sound
        if not rows.whole:
            self.unread.add(file.name)

    def _count(self, file: ExportedFile, number: int, cells: Cells) -> Problem | None:
        wanted, named = self.settings, len(self.settings.services)
        date, code, *rest = cells
        limits = rest[named : named + len(wanted.where)]
        if any(cell not in allowed for cell, allowed in zip(limits, wanted.where.values(), strict=True)):
            return None
        try:
            self.answers[self._answer(date, code, rest[:named], rest[named + len(limits) :])] += 1
        except Unusable as error:
            self.sound = False
            return self._unusable(f"{file.name}, row {number}", error)
        return None

    def _answer(self, date: str, code: str, parts: list[str], extra: list[str]) -> Answer:
        at = self.dates.read(self.settings.answered, date)
        told = iter(extra)
        further = [
            optional(column, next(told), self.reading) if column else None
            for column in (self.settings.language, self.settings.channel)
        ]
        return Answer(service(parts, self.reading), at, self._score(code), *further)

    def _score(self, code: str) -> float | None:
        if code not in self.reading.codes:
            self.unlisted[code if len(code) <= 40 else f"{code[:40]}…"] += 1
            return None
        return float(self.reading.codes[code])

    def _unusable(self, where: str, error: Unusable) -> Problem:
        column = "+".join(self.settings.services) if error.column == "service" else error.column
        values = (("column", column), ("found", error.found), ("wanted", error.wanted))
        what = N_("Column {column} holds {found}; {wanted} is wanted.")
        return Problem(where, what, N_("The row is left out; correct it in the file."), values)


def _noticed(survey: _Survey, where: str) -> Iterator[Problem]:
    first = survey.settings.dates[0]
    for pattern, count in survey.dates.later.items():
        both = (("both", str(survey.dates.both)), ("first", first))
        what = N_("{count} dates fit {pattern} only; {both} fit several patterns and were read as {first}.")
        remedy = N_("Write the dates of the export in one way, day, month and year in the same order.")
        yield Problem(where, what, remedy, (("count", str(count)), ("pattern", pattern), *both))
    if survey.unlisted:
        codes = ", ".join(f"{code or '(empty)'}: {count}" for code, count in survey.unlisted.most_common(10))
        what = N_("{count} answers bear codes that are not of the scale ({codes}).")
        remedy = N_(
            "They are kept without a score, and counted beside it; list the codes under `scores` if they mean one."
        )
        yield Problem(where, what, remedy, (("count", str(survey.unlisted.total())), ("codes", codes)))


def _landed(survey: _Survey, cursor: Cursor, collecting: Collecting, *, again: bool) -> Iterator[Batch]:
    """The answers beyond those landed before (all of them where the settings changed), and tombstones for fewer."""
    kept: dict[str, int] = cursor.get("answers", {})
    before: dict[str, int] = {} if again else kept
    counts = {answer.mark(): (answer, count) for answer, count in survey.answers.items()}
    waiting: list[Row] = []
    for mark, (answer, count) in counts.items():
        waiting += [row(answer, number, survey.reading) for number in range(before.get(mark, 0) + 1, count + 1)]
        if len(waiting) >= BATCH:
            yield Batch(TABLE, waiting)
            waiting = []
    now = {mark: count for mark, (_answer, count) in counts.items()}
    if survey.settings.complete and survey.sound:
        gone = ((mark, number) for mark in kept for number in range(now.get(mark, 0) + 1, kept[mark] + 1))
        waiting += [{"id": f"{mark}:{number}", "deleted_at": collecting.now} for mark, number in gone]
    else:
        now = {mark: max(now.get(mark, 0), kept.get(mark, 0)) for mark in {**kept, **now}}
    yield Batch(TABLE, waiting)
    cursor["answers"] = now


CONNECTOR = SurveyExport()
