"""Lifecycles of software: reads every page or table, and yields the rows where any of them changed since last time.

It refuses to take a cycle as gone while any page cannot be read.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from llif.connectors.contract import CHECKPOINT, Batch, Collecting, Cursor, Event
from llif.connectors.endoflife.pages import Page, pages
from llif.connectors.endoflife.settings import EndOfLifeSettings
from llif.connectors.endoflife.shape import Row, Unusable, cycles, front_matter, identifiers, no_yaml
from llif.connectors.endoflife.spreadsheets import Table, unusable
from llif.connectors.export_files import ExportedFile
from llif.connectors.gathering import form, found
from llif.connectors.known_ids import pack, tombstones, unpack
from llif.terms.errors import N_, Problem, Skipped

LIFECYCLES, IDENTIFIERS = "lifecycles", "lifecycle_identifiers"
BATCH = 10_000
ROWS_VERSION = 1
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LEFT_OUT = N_("The product is left out; correct its page.")


@dataclass
class Gathered:
    """The rows by table and id, what could not be used, and whether all that there is was read."""

    rows: dict[str, dict[str, Row]] = field(default_factory=lambda: {LIFECYCLES: {}, IDENTIFIERS: {}})
    problems: list[Problem] = field(default_factory=list)
    sound: bool = True

    def add(self, table: str, row: Row | Problem) -> None:
        if isinstance(row, Problem):
            self.problems.append(row)
        else:
            self.rows[table].setdefault(str(row["id"]), row)

    def digest(self) -> str:
        """What the rows say; the same rows in another order say the same."""
        said = sorted(repr(row) for rows in self.rows.values() for row in rows.values())
        return hashlib.sha256(repr((said, self.problems)).encode()).hexdigest()


class EndOfLife:
    """The connector `endoflife`."""

    name = "endoflife"
    settings = EndOfLifeSettings

    def collect(self, settings: EndOfLifeSettings, cursor: Cursor, collecting: Collecting) -> Iterator[Event]:
        """*Raises* SourceFailed where there is nothing to read."""
        gathered = _of_pages(settings, collecting) if settings.repository else _of_tables(settings, collecting)
        said = f"{form(settings, ROWS_VERSION)} {gathered.digest()}"
        if cursor.get("said") == said:
            return
        yield from gathered.problems
        for table, rows in gathered.rows.items():
            yield from _landed(table, rows)
            before = unpack(cursor.get(table))
            yield from tombstones(table, before - set(rows) if gathered.sound else (), collecting.now)
            cursor[table] = pack(rows if gathered.sound else before | set(rows))
        yield Skipped()
        cursor["said"] = said
        yield CHECKPOINT


def _landed(table: str, rows: Mapping[str, Row]) -> Iterator[Batch]:
    waiting = list(rows.values())
    for first in range(0, len(waiting), BATCH):
        yield Batch(table, waiting[first : first + BATCH])


def _of_pages(settings: EndOfLifeSettings, collecting: Collecting) -> Gathered:
    gathered = Gathered()
    for page in pages(settings, collecting):
        if settings.products and page.product not in settings.products:
            continue
        told = _told(page)
        if isinstance(told, Problem):
            gathered.problems.append(told)
            gathered.sound = False
            continue
        for table, rows in ((LIFECYCLES, cycles(page.product, told)), (IDENTIFIERS, identifiers(page.product, told))):
            for row in rows:
                gathered.add(table, unusable(page.name, row) if isinstance(row, Unusable) else row)
    return gathered


def _told(page: Page) -> Mapping[str, object] | Problem:
    """What a page says of its product. Only plain values are made of it, and nothing in it is run."""
    try:
        if page.content is None:
            return Problem(page.name, N_("The page is larger than a page can be."), LEFT_OUT)
        told = yaml.load(front_matter(page.content.decode("utf-8-sig")), Loader=LOADER)  # noqa: S506 - a safe loader
    except Unusable as error:
        return unusable(page.name, error)
    except (yaml.YAMLError, RecursionError) as error:
        line, said = no_yaml(error) if isinstance(error, yaml.YAMLError) else (1, "nested too deeply")
        return Problem(f"{page.name}, line {line}", N_("This is no YAML ({error})."), LEFT_OUT, (("error", said),))
    except (UnicodeDecodeError, ValueError) as error:
        values = (("error", str(error)[:200]),)
        return Problem(page.name, N_("The page cannot be read ({error})."), LEFT_OUT, values)
    if not isinstance(told, Mapping):
        return Problem(page.name, N_("The page says nothing of a product."), LEFT_OUT)
    return told


def _of_tables(settings: EndOfLifeSettings, collecting: Collecting) -> Gathered:
    gathered = Gathered()
    for table, path in ((LIFECYCLES, settings.cycles), (IDENTIFIERS, settings.identifiers)):
        for file in found(path, collecting, (".csv", ".csv.gz")) if path else ():
            _add(gathered, table, file, settings)
    return gathered


def _add(gathered: Gathered, table: str, file: ExportedFile, settings: EndOfLifeSettings) -> None:
    reading = Table(file)
    for row in reading.lifecycles() if table == LIFECYCLES else reading.identifiers():
        if isinstance(row, Problem) or not settings.products or row["product"] in settings.products:
            gathered.add(table, row)
    gathered.sound &= reading.sound


CONNECTOR = EndOfLife()
