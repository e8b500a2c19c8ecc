"""Reads every part of the archive once as a stream, keeping nothing, before a library builds anything from it.

It refuses document types and entities, text that is not in its declared encoding, and more rows, cells or elements than
a workbook of judgements has. The memory it takes does not grow with the file.
"""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NoReturn
from xml.parsers import expat

from llif.publishing.sheets.archive import CONTENTS, WORKBOOK
from llif.publishing.sheets.limits import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ELEMENTS,
    MOST_ROWS,
    MOST_TEXTS,
    SAVE_AS,
    NoWorkbook,
    broken,
    too_large,
)
from llif.terms.errors import N_

AT_ONCE = 1 << 16
PLAIN_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
LINKS, TEXTS = "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
MARKUP = (".xml", ".rels")
Attributes = Mapping[str, str]


@dataclass
class Seen:
    """What was counted in one part, and the attributes by which a workbook names its sheets."""

    where: str
    is_long: bool = False
    rows: int = 0
    cells: int = 0
    width: int = 0
    texts: int = 0
    since: int = 0
    sheets: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    types: set[str] = field(default_factory=set)

    def begun(self, tag: str, attributes: Attributes) -> None:
        """An element has begun. *Raises* NoWorkbook when it is one too many."""
        self.since += 1
        if self.is_long:
            self._counted(tag)
        if self.since > MOST_ELEMENTS:
            raise too_large(N_("A part of the file may have {limit} elements at most."), MOST_ELEMENTS, self.where)
        if tag == "sheet":
            link = next((value for name, value in attributes.items() if name.endswith(" id")), "")
            self.sheets[link] = attributes.get("name", "")
        elif tag == "Relationship":
            self.links[attributes.get("Id", "")] = attributes.get("Target", "")
        elif tag in ("Override", "Default"):
            self.types.add(attributes.get("ContentType", ""))

    def _counted(self, tag: str) -> None:
        if tag in ("row", "si"):
            self.since = self.width = 0
        self.rows += tag == "row"
        self.texts += tag == "si"
        self.cells += tag == "c"
        self.width += tag == "c"
        if self.rows > MOST_ROWS:
            what = N_("A sheet may have {limit} rows at most, empty ones with a format among them.")
            raise too_large(what, MOST_ROWS, self.where)
        if self.width > MOST_COLUMNS:
            raise too_large(N_("A row may have {limit} cells at most."), MOST_COLUMNS, self.where)
        if self.cells > MOST_CELLS:
            raise too_large(N_("The workbook may have {limit} cells at most."), MOST_CELLS, self.where)
        if self.texts > MOST_TEXTS:
            raise too_large(N_("The workbook may hold {limit} texts at most."), MOST_TEXTS)


def refuse_hostile(archive: zipfile.ZipFile) -> None:
    """*Raises* NoWorkbook, naming the sheet where it is one."""
    names = archive.namelist()
    contents, workbook, links = (
        _read(archive, name, Seen(name)) if name in names else Seen(name) for name in (CONTENTS, WORKBOOK, LINKS)
    )
    if PLAIN_WORKBOOK not in contents.types:
        raise NoWorkbook(N_("This is a template, holds macros, or is no Excel workbook."), remedy=SAVE_AS)
    titles = _titles(workbook.sheets, links.links)
    cells = 0
    for name in names:
        cells += _read(archive, name, Seen(titles.get(name, name), name in titles or name == TEXTS)).cells
        if cells > MOST_CELLS:
            raise too_large(N_("The workbook may have {limit} cells at most."), MOST_CELLS)


def _titles(sheets: Mapping[str, str], links: Mapping[str, str]) -> Mapping[str, str]:
    """The titles of sheets by the names of their parts."""
    targets = {link: target.removeprefix("/xl/") for link, target in links.items()}
    return {f"xl/{targets[link]}": title for link, title in sheets.items() if link in targets}


def _read(archive: zipfile.ZipFile, name: str, seen: Seen) -> Seen:
    parser = _parser(seen)
    try:
        with archive.open(name) as part:
            while piece := part.read(AT_ONCE):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        if PurePosixPath(name).suffix.lower() in MARKUP:
            raise broken(seen.where) from error
    return seen


def _parser(seen: Seen) -> expat.XMLParserType:
    def begun(tag: str, attributes: dict[str, str]) -> None:
        seen.begun(tag.rpartition(" ")[2], attributes)

    def declared(*_told: object) -> NoReturn:
        what = N_("The file declares a document type or entities, which no spreadsheet does.")
        raise NoWorkbook(what, where=seen.where, remedy=SAVE_AS)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = begun
    parser.StartDoctypeDeclHandler = declared
    return parser
