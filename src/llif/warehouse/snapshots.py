"""Immutable snapshots of a portfolio's facts, and the one small file that says which are published.

A snapshot is a folder of Parquet tables with a manifest. The pointer file `current` names the published ones, the
current first: replacing it is the one step that publishes. It refuses a snapshot of a newer form, a second writer of
one portfolio, and names that are no plain names.
"""

import functools
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import ibis.backends
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq

from llif.terms.errors import N_, Fault, InputError
from llif.warehouse import durable, locks, retention
from llif.warehouse.draft import Draft
from llif.warehouse.parquet import read

SNAPSHOT_VERSION = 1
POINTER, MANIFEST, QUOTED, WRITING = "current", "manifest.json", "quoted", ".writing"
BESIDE = "is_beside"  # in a manifest: it was published without becoming current
NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]*$")


class _Opened(Mapping[str, ir.Table]):
    def __init__(self, backend: ibis.backends.BaseBackend, path: Path, names: tuple[str, ...]) -> None:
        self._backend, self._path, self._names = backend, path, names
        self._tables: dict[str, ir.Table] = {}

    def __getitem__(self, name: str) -> ir.Table:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._tables:
            self._tables[name] = read(self._backend, [self._path / f"{name}.parquet"])
        return self._tables[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@dataclass(frozen=True)
class Snapshot:
    """One published snapshot. `as_at` is when its events end; `manifest` says what it was made of."""

    portfolio: str
    name: str
    path: Path
    as_at: datetime
    published_at: datetime
    manifest: Mapping[str, Any]

    def tables(self, backend: ibis.backends.BaseBackend) -> Mapping[str, ir.Table]:
        """The snapshot's tables by name, in one session of an engine; each opened when it is first looked at."""
        return _Opened(backend, self.path, tuple(self.manifest["tables"]))

    def file(self, table: str) -> Path:
        """The Parquet file of a table."""
        return self.path / f"{table}.parquet"

    def arrow(self, table: str) -> pa.Table:
        """A small table whole, read without an engine. *Raises* KeyError for one that it does not hold."""
        if table not in self.manifest["tables"]:
            raise KeyError(table)
        return pq.read_table(self.file(table))


class Snapshots:
    """The snapshots under one LLIF_HOME, in `snapshots/<portfolio>/<name>/`."""

    def __init__(self, home: Path) -> None:
        self.home, self.root = home, home / "snapshots"

    @contextmanager
    def writing(
        self,
        portfolio: str,
        *,
        as_at: datetime,
        manifest: Mapping[str, Any],
        day: date | None = None,
        now: datetime | None = None,
        is_look_back: bool = False,
    ) -> Iterator[Draft]:
        """Write a snapshot: published when the block ends well, and as if never begun when it does not.

        *Takes* `as_at`, when its events end; `day`, the as-at day in the portfolio's own time zone, for the name (else
        that in UTC); `manifest`, to which the draft may add; `is_look_back`: beside a current one whose events end
        later, it is published without becoming current. *Gives* a draft; its `name` is known when the block ends.
        *Raises* InputError at once if another process is publishing this portfolio.
        """
        with self._alone(portfolio) as folder:
            published_at = now or datetime.now(UTC)
            about = {"as_at": as_at.isoformat(), "published_at": published_at.isoformat(), "version": SNAPSHOT_VERSION}
            draft = Draft(folder / WRITING, {**manifest, **about})
            yield draft
            serving = self.current(portfolio)
            beside = is_look_back and serving is not None and serving.as_at > as_at
            draft.manifest |= {BESIDE: True} if beside else {}
            draft.name = draft.finish(day or as_at.astimezone(UTC).date(), MANIFEST)
            self._place(folder, draft.folder, draft.name, beside=beside)

    def current(self, portfolio: str) -> Snapshot | None:
        """The snapshot that serves: the one published last that this llif can read; null before the first."""
        folder = self._folder(portfolio)
        return next((found for name in self._published(folder) if (found := _readable(portfolio, folder / name))), None)

    def named(self, portfolio: str, name: str) -> Snapshot:
        """One published snapshot. *Raises* InputError if there is none of the name, or a newer llif wrote it."""
        folder = self._folder(portfolio)
        if name not in self._published(folder):
            raise InputError(
                N_("There is no snapshot {name} of this portfolio."),
                where=portfolio,
                remedy=N_("It may have been pruned; choose another."),
                name=name,
            )
        return _open(portfolio, folder / name)

    def all(self, portfolio: str) -> list[Snapshot]:
        """All published snapshots that this llif can read, the newest published last."""
        folder = self._folder(portfolio)
        names = reversed(self._published(folder))
        return [found for name in names if (found := _readable(portfolio, folder / name))]

    def newest_as_at(self, portfolio: str, instant: datetime) -> Snapshot | None:
        """The snapshot whose events end last, not after an instant; of equal ones the newest published."""
        found = [snapshot for snapshot in self.all(portfolio) if snapshot.as_at <= instant]
        return max(reversed(found), key=lambda snapshot: snapshot.as_at, default=None)

    def portfolios(self) -> list[str]:
        """The portfolios with a published snapshot."""
        return sorted(path.name for path in self.root.glob("*") if path.is_dir() and self._published(path))

    def quote(self, portfolio: str, name: str) -> None:
        """Note that something published, such as a board pack, shows this snapshot: *published* keeps it."""
        with self._alone(portfolio) as folder:
            self.named(portfolio, name)
            quoted = dict.fromkeys((*_lines(folder / QUOTED), name))
            durable.write(folder / QUOTED, "".join(f"{each}\n" for each in quoted))

    def prune(self, portfolio: str, keep: str = "daily:30,monthly:24,published") -> list[str]:
        """Delete all snapshots but those to keep and the current one. *Gives* the names deleted.

        *Takes* `keep`: `daily:N`, `monthly:N`, `yearly:N` keep the newest published of each of the last N as-at days
        (months, years) that have any; `published` those that something published shows. *Raises* InputError otherwise.
        """
        rules = retention.parse(keep)
        with self._alone(portfolio) as folder:
            found = self.all(portfolio)
            kept = retention.kept([(each.name, each.as_at) for each in found], rules, set(_lines(folder / QUOTED)))
            serving = self.current(portfolio)
            gone = [each.name for each in found if each.name not in kept and each != serving]
            self._point(folder, [name for name in self._published(folder) if name not in gone])
            self._sweep(folder)
            return gone

    @contextmanager
    def _alone(self, portfolio: str) -> Iterator[Path]:
        folder = self._folder(portfolio)
        try:
            with locks.exclusive(self.home / "locks" / f"publish-{portfolio}"):
                folder.mkdir(parents=True, exist_ok=True)
                self._adopt(folder)
                self._sweep(folder)
                yield folder
        except locks.Held as held:
            raise InputError(
                N_("This portfolio is being published by another process."),
                where=portfolio,
                remedy=N_("Wait until it is done, and try again."),
            ) from held

    def _adopt(self, folder: Path) -> None:
        """A folder without a pointer is new, or was restored by hand: what it holds whole counts as published."""
        if not (folder / POINTER).exists():
            found = [found for path in folder.iterdir() if (found := _readable(folder.name, path))]
            found.sort(key=lambda each: (not each.manifest.get(BESIDE, False), each.published_at), reverse=True)
            self._point(folder, [each.name for each in found])

    def _place(self, folder: Path, written: Path, name: str, *, beside: bool) -> None:
        """Publish what was written, as the current one or beside it.

        What was published before under this name has the same content, to the second.
        """
        earlier = self._published(folder)
        if name not in earlier:
            durable.replace(written, folder / name)
        others = [each for each in earlier if each != name]
        self._point(folder, [*others[:beside], name, *others[beside:]])
        self._sweep(folder)

    def _sweep(self, folder: Path) -> None:
        """Remove what a killed publish or prune left. Only under the portfolio's lock."""
        kept = set(self._published(folder))
        for path in folder.iterdir():
            if path.is_dir() and path.name not in kept:
                shutil.rmtree(path)

    def _point(self, folder: Path, names: list[str]) -> None:
        durable.write(folder / POINTER, "".join(f"{name}\n" for name in names))

    def _published(self, folder: Path) -> list[str]:
        return _lines(folder / POINTER)

    def _folder(self, portfolio: str) -> Path:
        if not NAME.match(portfolio):
            raise InputError(
                N_("{portfolio} cannot be a portfolio's id."),
                remedy=N_("Use letters, digits, hyphens and underscores."),
                portfolio=repr(portfolio),
            )
        return self.root / portfolio


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def _readable(portfolio: str, path: Path) -> Snapshot | None:
    """A snapshot, or null if it is of a newer form or damaged: an earlier one then serves."""
    try:
        return _open(portfolio, path)
    except (InputError, Fault):
        return None


@functools.lru_cache(maxsize=64)
def _manifest(path: Path, _changed: int) -> Mapping[str, Any]:
    """Read once: a published snapshot does not change."""
    found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _open(portfolio: str, path: Path) -> Snapshot:
    try:
        manifest = _manifest(path / MANIFEST, (path / MANIFEST).stat().st_mtime_ns)
        version, tables = manifest["version"], manifest["tables"]
        as_at, published_at = (datetime.fromisoformat(manifest[name]) for name in ("as_at", "published_at"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        unread = N_("The snapshot's manifest cannot be read: {error}")
        raise Fault(unread, where=path.name, error=repr(error)) from error
    if version > SNAPSHOT_VERSION:
        raise InputError(
            N_("This snapshot was written by a newer llif (form {found}; this one reads up to {known})."),
            where=path.name,
            remedy=N_("Install the newer llif, or publish again."),
            found=version,
            known=SNAPSHOT_VERSION,
        )
    if any(not (path / f"{table}.parquet").exists() for table in tables):
        raise Fault(N_("A table of this snapshot is missing."), where=path.name)
    return Snapshot(portfolio, path.name, path, as_at, published_at, manifest)
