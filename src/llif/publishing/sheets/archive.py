"""Opens the uploaded file as an archive: its kind, its sizes, what it may not hold. It reads no cell.

The sizes that an archive states are summed before anything is unpacked, and zipfile upholds them as it unpacks.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from llif.publishing.sheets.limits import (
    LARGEST_FILE,
    LARGEST_UNPACKED,
    MIB,
    MOST_PARTS,
    SAVE_AS,
    STEEP_FROM,
    STEEPEST,
    NoWorkbook,
    broken,
    too_large,
)
from llif.terms.errors import N_

ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
KNOWN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
IS_ENCRYPTED = 0x1
CONTENTS, WORKBOOK = "[Content_Types].xml", "xl/workbook.xml"
BREAKS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


@contextmanager
def opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The archive, found harmless in size and kind. *Raises* NoWorkbook, also for what breaks while it is read."""
    _refuse_other_kinds(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _refuse_bombs(archive.infolist())
            _refuse_strangers(archive.namelist())
            yield archive
    except BREAKS as error:
        raise broken() from error


def _refuse_other_kinds(content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise too_large(N_("The file may have {limit} MiB at most."), LARGEST_FILE / MIB)
    if content.startswith(COMPOUND):
        locked = ENCRYPTED in content
        what = N_("The workbook has a password.") if locked else N_("This is an old Excel workbook (.xls).")
        raise NoWorkbook(what, remedy=N_("Remove the password, save it again and upload that.") if locked else SAVE_AS)
    if not content.startswith(ZIP):
        raise NoWorkbook(N_("This is no Excel workbook (.xlsx), whatever its name says."), remedy=SAVE_AS)


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise too_large(N_("The file may have {limit} parts at most."), MOST_PARTS)
    if any(part.flag_bits & IS_ENCRYPTED for part in parts):
        raise NoWorkbook(N_("The workbook has a password."), remedy=SAVE_AS)
    if any(part.compress_type not in KNOWN_METHODS for part in parts):
        raise NoWorkbook(N_("The file is packed in a way that no spreadsheet uses."), remedy=SAVE_AS)
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise too_large(N_("The file may have {limit} MiB at most when unpacked."), LARGEST_UNPACKED / MIB)
    for part in parts:
        if part.file_size > STEEP_FROM and part.file_size > STEEPEST * part.compress_size:
            what = N_("A part of the file unpacks to more than {limit} times its size.")
            raise too_large(what, STEEPEST, part.filename)


def _refuse_strangers(names: list[str]) -> None:
    lowered = [name.lower() for name in names]
    if len(set(lowered)) != len(lowered):
        raise broken()
    if any(name.endswith("vbaproject.bin") for name in lowered):
        raise NoWorkbook(N_("The workbook holds macros."), remedy=SAVE_AS)
    if any(name.startswith("xl/externallinks/") for name in lowered):
        raise NoWorkbook(
            N_("The workbook is linked to other workbooks."),
            remedy=N_("Break its links (in Excel: Data, Edit Links) or paste their values, and upload it again."),
        )
    if CONTENTS not in names or WORKBOOK not in names:
        raise NoWorkbook(N_("This is no Excel workbook (.xlsx), whatever its name says."), remedy=SAVE_AS)
