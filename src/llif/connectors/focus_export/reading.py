"""The rows of a FOCUS file by the names of its columns: CSV (gzip too) or Parquet, told apart by the first bytes."""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from llif.connectors.export_files import ExportedFile, open_bytes
from llif.connectors.named_rows import NamedRows
from llif.terms.errors import N_, Problem, SourceFailed

PARQUET = b"PAR1"
BATCH = 20_000

Numbered = tuple[int, Sequence[Any]]


class FocusRows:
    """The number of each row, and its cells in the order of the columns asked for.

    `sound` turns false when rows may be missing; `whole` when the file breaks off.
    """

    def __init__(self, file: ExportedFile, needed: Sequence[str], encoding: str) -> None:
        self.file, self.needed = file, needed
        self._named = NamedRows(file, needed, encoding=encoding)

    @property
    def sound(self) -> bool:
        return self._named.sound

    @property
    def whole(self) -> bool:
        return self._named.whole

    def __iter__(self) -> Iterator[Numbered | Problem]:
        """*Raises* SourceFailed where a column is missing or the file cannot be opened."""
        with open_bytes(self.file.path) as opened:
            is_parquet = opened.read(4) == PARQUET
        return self._parquet() if is_parquet else iter(self._named)

    def _parquet(self) -> Iterator[Numbered]:
        try:
            with pq.ParquetFile(self.file.path) as opened:
                self._check(opened.schema_arrow.names)
                number = 0
                for batch in opened.iter_batches(BATCH, columns=list(self.needed)):
                    columns = [batch.column(name).to_pylist() for name in self.needed]
                    for cells in zip(*columns, strict=True):
                        number += 1
                        yield number, cells
        except (pa.ArrowException, OSError) as error:
            raise SourceFailed(
                N_("The file breaks off or cannot be read ({error})."),
                where=self.file.name,
                remedy=N_("Export it again as CSV or Parquet."),
                error=str(error)[:200],
            ) from error

    def _check(self, names: Sequence[str]) -> None:
        missing = [name for name in self.needed if name not in names]
        if missing:
            raise SourceFailed(
                N_("The columns {missing} are missing; the file has {found}."),
                where=self.file.name,
                remedy=N_("Correct the names of the columns in the source's settings, or export them."),
                missing=", ".join(missing),
                found=", ".join(names)[:400] or "none",
            )
