"""What a component is, apart from its version: the key under which package URLs and CPEs are compared. Pure text.

A key of a package URL is its type, namespace and name in their canonical form; of a CPE its part, vendor and product.
It refuses nothing: what cannot be read has no key.
"""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from packageurl import PackageURL

PURL, CPE = "purl", "cpe"
NO_VERSION = ("", "*", "-")
PREFIX = re.compile(r"^(?:\d+:)?v?(?=\d)")
APART = re.compile(r"(?<!\\):")


class Identity(NamedTuple):
    """`key` is null where the text is no such identifier; `version` where it names none."""

    key: str | None = None
    version: str | None = None


@lru_cache(maxsize=1 << 16)
def of_purl(text: str | None) -> Identity:
    """`pkg:npm/%40angular/core@1.2?x=y` is `npm/@angular/core` in version 1.2."""
    try:
        found = PackageURL.from_string(text) if text else None
    except ValueError:
        return Identity()
    return (
        Identity("/".join(filter(None, (found.type, found.namespace, found.name))), found.version)
        if found
        else Identity()
    )


@lru_cache(maxsize=1 << 16)
def of_cpe(text: str | None) -> Identity:
    """`cpe:2.3:a:laravel:laravel:7.30:*…` and `cpe:/a:laravel:laravel:7.30` are `a:laravel:laravel` in version 7.30."""
    lowered = (text or "").strip().lower()
    if lowered.startswith("cpe:2.3:"):
        parts = [part.replace("\\", "") for part in APART.split(lowered)[2:]]
    elif lowered.startswith("cpe:/"):
        parts = [unquote(part) for part in lowered.removeprefix("cpe:/").split(":")]
    else:
        return Identity()
    if len(parts) < 3 or not all(parts[:3]):
        return Identity()
    version = parts[3] if len(parts) > 3 and parts[3] not in NO_VERSION else None
    return Identity(":".join(parts[:3]), version)


def plain_version(text: str | None) -> str | None:
    """A version or a cycle as they are compared: lower case, without a leading `v` and without an epoch (`1:`)."""
    return PREFIX.sub("", text.strip().lower()) or None if text else None
