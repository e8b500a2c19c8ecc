"""The ids that a file held, packed into the cursor so that one that vanishes can be told from one never seen."""

import base64
import json
import zlib
from collections.abc import Iterable


def pack(ids: Iterable[str]) -> str:
    """Sorted, compressed text: a few bytes an id where ids resemble each other."""
    return base64.b64encode(zlib.compress(json.dumps(sorted(ids), ensure_ascii=False).encode(), 6)).decode()


def unpack(packed: str | None) -> set[str]:
    return set(json.loads(zlib.decompress(base64.b64decode(packed)))) if packed else set()
