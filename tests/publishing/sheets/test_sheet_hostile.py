"""Whatever is uploaded ends in a message that names the limit, the sheet or the cell, and in nothing else."""

import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llif.publishing.sheets.limits import NoWorkbook
from llif.publishing.sheets.reading import Book, read
from tests.publishing.sheets import archives
from tests.publishing.sheets.archives import CONTENTS, RATINGS, STYLES, TEXTS, packed, parts, repacked, sheet
from tests.publishing.sheets.world import RATED, found, rating, recorded, written

WHOLE = written(recorded({rating(): RATED}))
MIB = 1 << 20


def noise(size: int) -> bytes:
    """Bytes that deflate to no less than a fiftieth."""
    return b"".join(b"%016x" % (number * 0x9E3779B97F4A7C15 % 2**64) for number in range(size // 16))


def lied_about(content: bytes) -> bytes:
    """A part that holds more than the archive says."""
    real = parts(content)[RATINGS]
    size, lie = len(real).to_bytes(4, "little"), (100).to_bytes(4, "little")
    return content.replace(size, lie)


def locked(content: bytes) -> bytes:
    """Every part marked as encrypted."""
    at, marked = 0, bytearray(content)
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        marked[at + 8] |= 1
        at += 4
    return bytes(marked)


def doubled(content: bytes) -> bytes:
    made = {**parts(content), "xl/worksheets/sheetX.xml": b"<a/>"}
    return packed(made).replace(b"sheetX.xml", b"sheet2.xml")


def wide(number: int) -> bytes:
    """A row of 400 cells."""
    return b"<row>%b</row>" % b"".join(b"<c><v>%d</v></c>" % (number * each % 9973) for each in range(400))


ROWS = b"".join(b'<row r="%d"><c><v>1</v></c></row>' % number for number in range(1, 30_002))
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><worksheet><sheetData><row><c><v>&j;</v></c></row></sheetData></worksheet>"
)
FILE = [
    ("nothing", b"", "no Excel workbook"),
    ("csv", b"product,rating\r\nletters,red\r\n", "no Excel workbook"),
    ("csv in another encoding", "product,rating\nsgôr,coch\n".encode("utf-16"), "no Excel workbook"),
    ("old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel workbook"),
    ("password", b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "has a password"),
    ("locked parts", locked(WHOLE), "has a password"),
    ("another archive", packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "no Excel workbook"),
    ("cut short", WHOLE[: len(WHOLE) // 2], "damaged"),
    ("a byte changed", WHOLE[:2000] + bytes([WHOLE[2000] ^ 255]) + WHOLE[2001:], "damaged"),
    ("a lie about a size", lied_about(WHOLE), "damaged"),
    ("a part twice", doubled(WHOLE), "damaged"),
    ("too large", packed({**parts(WHOLE), "x": noise(12 * MIB)}, zipfile.ZIP_STORED), "10 MiB at most"),
    ("a bomb", repacked(WHOLE, {"x.bin": bytes(70 * MIB)}), "64 MiB at most when unpacked"),
    ("a steep part", repacked(WHOLE, {"x.bin": bytes(2 * MIB)}), "more than 200 times"),
    ("many parts", repacked(WHOLE, {f"x{number}": b"" for number in range(600)}), "200 parts at most"),
    ("packed otherwise", repacked(WHOLE, {}, zipfile.ZIP_BZIP2), "no spreadsheet uses"),
    ("macros", repacked(WHOLE, {"xl/vbaProject.bin": b"x"}), "holds macros"),
    (
        "a macro workbook",
        repacked(
            WHOLE,
            {
                CONTENTS: lambda old: old.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            },
        ),
        "template, holds macros",
    ),
    ("links", repacked(WHOLE, {"xl/externalLinks/externalLink1.xml": b"<a/>"}), "linked to other workbooks"),
    ("entities", repacked(WHOLE, {RATINGS: LAUGHS}), "Ratings: The file declares a document type"),
    ("entities in styles", repacked(WHOLE, {STYLES: LAUGHS}), "declares a document type"),
    ("broken markup", repacked(WHOLE, {RATINGS: b"<worksheet><sheetData><row>"}), "Ratings: The file is damaged"),
    ("wrong encoding", repacked(WHOLE, {TEXTS: lambda old: old.replace(b"Hello", b"H\xe9llo")}), "damaged"),
    ("unknown encoding", repacked(WHOLE, {TEXTS: b'<?xml version="1.0" encoding="x-welsh"?><sst/>'}), "damaged"),
    ("no texts", repacked(WHOLE, {TEXTS: archives.TEXTS_XML % b""}), "damaged"),
    ("rows", repacked(WHOLE, {RATINGS: sheet(ROWS)}), "Ratings: A sheet may have 30,000 rows"),
    ("columns", repacked(WHOLE, {RATINGS: sheet(b"<row>" + b"<c/>" * 600 + b"</row>")}), "Ratings: A row may have 500"),
    (
        "cells",
        repacked(WHOLE, {RATINGS: sheet(b"".join(map(wide, range(1001))))}),
        "400,000 cells",
    ),
    (
        "texts",
        repacked(WHOLE, {TEXTS: archives.TEXTS_XML % b"".join(b"<si><t>%x</t></si>" % n for n in range(200_001))}),
        "200,000 texts",
    ),
    (
        "pieces of one text",
        repacked(WHOLE, {TEXTS: archives.TEXTS_XML % (b"<si>" + b"<r><t>a</t></r>" * 20_000 + b"</si>")}),
        "20,000 elements",
    ),
    (
        "styles",
        repacked(WHOLE, {STYLES: b"<styleSheet><cellXfs>" + b"<xf a='%d'/>" * 30_000 + b"</cellXfs></styleSheet>"}),
        "20,000 elements",
    ),
    (
        "no such number",
        repacked(WHOLE, {RATINGS: sheet(b'<row r="1"><c r="A1" t="s"><v>99999</v></c></row>')}),
        "damaged",
    ),
    ("digits", repacked(WHOLE, {RATINGS: sheet(b"<row><c><v>" + b"9" * 9999 + b"</v></c></row>")}), "damaged"),
]


@pytest.mark.parametrize(("content", "said"), [each[1:] for each in FILE], ids=[each[0] for each in FILE])
def test_a_file_that_is_none_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(NoWorkbook) as refused:
        read(content)
    assert said in str(refused.value)
    assert refused.value.remedy


def test_a_row_far_below_is_read_without_the_rows_between() -> None:
    far = sheet(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row><row r="99999999999999"><c><v>1</v></c></row>')
    assert [table.register for table in read(repacked(WHOLE, {RATINGS: far})).tables].count("ratings") == 0


MEASURED = """
import sys
from pathlib import Path
from llif.publishing.sheets.limits import NoWorkbook
from llif.publishing.sheets.reading import read

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

read(Path(sys.argv[1]).read_bytes())
content = Path(sys.argv[2]).read_bytes()
before = peak()
try:
    said = f"read {sum(len(table.rows) for table in read(content).tables)} rows"
except NoWorkbook as error:
    said = error
print(said)
print(peak() - before)
"""


def measured(folder: Path, content: bytes) -> tuple[str, float]:
    """What was said of a file, and by how many mebibytes reading it raised the peak of a process."""
    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux tells the peak of a process")
    small, large = folder / "small.xlsx", folder / "large.xlsx"
    small.write_bytes(WHOLE)
    large.write_bytes(content)
    command = [sys.executable, "-W", "error", "-c", MEASURED, small, large]
    said, kibibytes = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return said, int(kibibytes) / 1024


@pytest.mark.parametrize(
    "cell", [b'<c r="A%d"><v>%d</v></c>', b'<c r="A%d" t="inlineStr"><is><t>%d</t></is></c>'], ids=["numbers", "texts"]
)
def test_a_million_rows_end_in_a_message_within_little_memory(tmp_path: Path, cell: bytes) -> None:
    rows = b"".join(b'<row r="%d">%b</row>' % (n, cell % (n, n)) for n in range(1, 1_000_001))
    said, mebibytes = measured(tmp_path, repacked(WHOLE, {RATINGS: sheet(rows)}))
    print(said, mebibytes)
    assert "at most" in said
    assert mebibytes < 16


def test_a_full_workbook_at_the_limits_is_read_within_a_quarter_gibibyte(tmp_path: Path) -> None:
    row = b'<row r="%d">' + b"".join(b'<c r="%c%%d" t="s"><v>%%d</v></c>' % (65 + n) for n in range(9)) + b"</row>"
    rows = b"".join(
        row % (n, *(each for column in range(9) for each in (n, (n * 9 + column) % 199_000))) for n in range(2, 29_000)
    )
    names = b"".join(
        b'<c r="%c1" t="inlineStr"><is><t>ratings.%b</t></is></c>' % (65 + n, name)
        for n, name in enumerate(
            [b"@product", b"@key", b"@version", b"@name", b"@of", b"rating", b"reason", b"a", b"b"]
        )
    )
    texts = parts(WHOLE)[TEXTS].replace(
        b"</sst>", b"".join(b"<si><t>%x</t></si>" % n for n in range(199_000)) + b"</sst>"
    )
    rows = b'<row r="1">' + names + b"</row>" + rows
    said, mebibytes = measured(tmp_path, repacked(WHOLE, {RATINGS: sheet(rows), TEXTS: texts}))
    print(said, mebibytes)
    assert said.startswith("read 29011 rows")
    assert mebibytes < 256


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_parts_that_do_not_fit_together_are_damage_and_no_fault(data: st.DataObject) -> None:
    made = parts(WHOLE)
    name = data.draw(st.sampled_from(sorted(made)))
    content = made[name]
    at = data.draw(st.integers(0, len(content) - 1))
    cut = data.draw(st.integers(0, 40))
    put = data.draw(st.binary(max_size=6) | st.sampled_from([b"<", b'"', b"0", b"-1", b"99999999", b"rId9", b"</row>"]))
    made[name] = content[:at] + put + content[at + cut :]
    with suppress(NoWorkbook):
        assert isinstance(read(packed(made)), Book)


def test_nothing_says_which_portfolio() -> None:
    import openpyxl

    from tests.publishing.sheets.world import edited

    def forget(book: openpyxl.Workbook) -> None:
        del book["llif"]

    with pytest.raises(NoWorkbook, match="says of which portfolio"):
        read(edited(WHOLE, forget))


@pytest.mark.parametrize(
    ("row", "value", "said"),
    [(2, "2", "another version of llif"), (3, "other", "of the portfolio other, and this is small")],
)
def test_a_workbook_of_another_version_or_portfolio(row: int, value: str, said: str) -> None:
    from tests.publishing.sheets.world import edited

    other = edited(WHOLE, lambda book: book["llif"].__setitem__(f"B{row}", value))
    with pytest.raises(NoWorkbook, match=said):
        found(other, recorded({rating(): RATED}))
