"""Workbooks taken apart and put together wrongly."""

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

Part = bytes | Callable[[bytes], bytes]
SHEET_XML = (
    b'<?xml version="1.0" encoding="UTF-8"?>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%b</sheetData></worksheet>'
)
TEXTS_XML = b'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%b</sst>'
RATINGS = "xl/worksheets/sheet2.xml"
TEXTS, CONTENTS, STYLES = "xl/sharedStrings.xml", "[Content_Types].xml", "xl/styles.xml"


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(made: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in made.items():
            archive.writestr(name, content)
    return packed.getvalue()


def repacked(content: bytes, changed: Mapping[str, Part], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The archive with some parts changed, or added."""
    made = parts(content)
    for name, part in changed.items():
        made[name] = part if isinstance(part, bytes) else part(made[name])
    return packed(made, method)


def sheet(rows: bytes) -> bytes:
    return SHEET_XML % rows
