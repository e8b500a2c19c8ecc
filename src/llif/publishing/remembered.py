"""What is worked out once for each snapshot: a snapshot never changes, so its answer does not either."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from llif.warehouse.snapshots import Snapshot

SNAPSHOTS_REMEMBERED = 8
T = TypeVar("T")


class PerSnapshot(Generic[T]):
    """A function of a snapshot that keeps its last answers. Two threads may both work one out; the later is kept."""

    def __init__(self, work: Callable[[Snapshot], T]) -> None:
        self._work = work
        self._kept: OrderedDict[Path, T] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, snapshot: Snapshot) -> T:
        with self._lock:
            if snapshot.path in self._kept:
                self._kept.move_to_end(snapshot.path)
                return self._kept[snapshot.path]
        found = self._work(snapshot)
        with self._lock:
            self._kept[snapshot.path] = found
            while len(self._kept) > SNAPSHOTS_REMEMBERED:
                self._kept.popitem(last=False)
        return found
