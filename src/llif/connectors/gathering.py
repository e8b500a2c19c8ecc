"""The files of one source together: found or refused, and fingerprinted, so that nothing unchanged is read again."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from llif.connectors.contract import Collecting, Cursor
from llif.connectors.export_files import ExportedFile, Fingerprint, find, fingerprint, same
from llif.terms.errors import N_, SourceFailed


def found(pattern: str, collecting: Collecting, endings: tuple[str, ...]) -> list[ExportedFile]:
    """The files at a path, below a folder or of a glob. *Raises* SourceFailed where there is none."""
    files = find(pattern, collecting.base, endings)
    if not files:
        raise SourceFailed(
            N_("{files} files are here, and one or more are wanted."),
            where=pattern,
            remedy=N_("Put the file there, or correct the path; it starts at the folder of the portfolio's file."),
            files=0,
        )
    return files


def prints(files: Sequence[ExportedFile], cursor: Cursor, collecting: Collecting) -> dict[str, Fingerprint]:
    """*Takes* the cursor, whose `files` hold those of the collect before. *Raises* SourceFailed for one unreadable."""
    kept: Mapping[str, Fingerprint] = cursor.get("files", {})
    try:
        return {file.name: fingerprint(file, kept.get(file.name), collecting.now) for file in files}
    except OSError as error:
        remedy = N_("Let the account that runs llif read it.")
        raise SourceFailed(
            N_("The file cannot be read ({error})."),
            where=str(error.filename),
            remedy=remedy,
            error=str(error.strerror),
        ) from error


def form(settings: BaseModel, version: int) -> str:
    """What the rows are made by: the settings and the version of the reading; another form reads everything again."""
    return hashlib.sha256(f"{version} {settings.model_dump_json()}".encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Gathered:
    """The files of one collect, which are all read because one of them, or the form of their rows, is another."""

    files: Sequence[ExportedFile]
    prints: Mapping[str, Fingerprint]
    form: str
    is_reformed: bool

    def keep(self, cursor: Cursor, unread: Collection[str]) -> None:
        """Note in the cursor what was read; the files in `unread` are tried again at the next collect."""
        cursor["form"] = self.form
        cursor["files"] = {name: print_ for name, print_ in self.prints.items() if name not in unread}


def changed(
    pattern: str,
    endings: tuple[str, ...],
    cursor: Cursor,
    collecting: Collecting,
    *,
    settings: BaseModel,
    version: int,
) -> Gathered | None:
    """The files at a path, or null where the same were read in the same form before. *Raises* as `found`, `prints`."""
    files = found(pattern, collecting, endings)
    printed, now_form = prints(files, cursor, collecting), form(settings, version)
    is_reformed = cursor.get("form") != now_form
    if not is_reformed and same(cursor.get("files", {}), printed):
        return None
    return Gathered(files, printed, now_form, is_reformed)
