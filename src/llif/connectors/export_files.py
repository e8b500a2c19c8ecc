"""Files that people export into a folder: found, fingerprinted, opened. It writes none and follows no address.

A fingerprint is size, time of change and hash. Size and time alone answer "unchanged" only for a file that was already
at rest when it was fingerprinted; otherwise the bytes are hashed again, so that a quick rewrite is not missed.
"""

import csv
import glob
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, cast

UNREADABLE = (OSError, EOFError, zlib.error, UnicodeError)
AT_REST_SECONDS = 2.0
LONGEST_CELL = 1 << 20

Fingerprint = list[int | str]


@dataclass(frozen=True)
class ExportedFile:
    """`name` is its path for messages and cursor: relative to the portfolio's folder where it lies below that."""

    path: Path
    name: str


def find(pattern: str, base: Path, endings: tuple[str, ...] = ()) -> list[ExportedFile]:
    """The files at a path, below a folder or of a glob, by name. *Takes* `endings` that count within a folder."""
    path = base / pattern
    if path.is_dir():
        found: Iterable[Path] = (p for p in path.rglob("*") if p.name.lower().endswith(endings) and _shown(p, path))
    elif path.exists():
        found = [path]
    else:
        found = (Path(p) for p in glob.glob(str(path), recursive=True))  # noqa: PTH207 - the pattern may be absolute
    return [ExportedFile(p, _name(p, base)) for p in sorted(found) if p.is_file()]


def _shown(path: Path, folder: Path) -> bool:
    return not any(part.startswith(".") for part in path.relative_to(folder).parts)


def _name(path: Path, base: Path) -> str:
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else path.as_posix()


def fingerprint(file: ExportedFile, before: Fingerprint | None, now: datetime) -> Fingerprint:
    """[size, time of change in ns (0: not at rest yet), hash]. *Raises* OSError."""
    stat = file.path.stat()
    if before and before[:2] == [stat.st_size, stat.st_mtime_ns]:
        return before
    at_rest = now.timestamp() - stat.st_mtime > AT_REST_SECONDS
    with file.path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return [stat.st_size, stat.st_mtime_ns if at_rest else 0, digest]


def same(before: Mapping[str, Fingerprint], after: Mapping[str, Fingerprint]) -> bool:
    """Whether two sets of files hold the same bytes under the same names."""
    return {name: print_[2] for name, print_ in before.items()} == {name: print_[2] for name, print_ in after.items()}


def open_bytes(path: Path) -> IO[bytes]:
    """The bytes of a file, unpacked where it is gzip (by its first bytes, whatever it is called)."""
    with path.open("rb") as opened:
        packed = opened.read(2) == b"\x1f\x8b"
    return cast(IO[bytes], gzip.open(path)) if packed else path.open("rb")


def read_limited(path: Path, limit: int) -> bytes | None:
    """All bytes, or null where there are more than `limit` after unpacking."""
    with open_bytes(path) as opened:
        content = opened.read(limit + 1)
    return content if len(content) <= limit else None


def records(path: Path, delimiter: str = ",", encoding: str = "utf-8") -> Iterator[tuple[int, list[str] | csv.Error]]:
    """The rows of a CSV with their number as a spreadsheet counts them (the heading is row 1); blank ones are left out.

    *Gives* the csv.Error in place of a row that is no CSV. *Raises* any of `UNREADABLE` where the file breaks off.
    """
    csv.field_size_limit(LONGEST_CELL)
    with open_bytes(path) as opened, io.TextIOWrapper(opened, _without_mark(encoding), newline="") as text:
        rows = csv.reader(text, delimiter=delimiter, strict=True)
        number = 0
        while True:
            number += 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield number, error
                continue
            if row:
                yield number, row


def _without_mark(encoding: str) -> str:
    """Spreadsheets put a byte-order mark before UTF-8; it is no part of the first column's name."""
    return "utf-8-sig" if encoding.lower().replace("_", "-") in ("utf-8", "utf8") else encoding
