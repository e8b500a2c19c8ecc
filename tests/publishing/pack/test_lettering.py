"""Lines are counted as they will be broken, never as fewer; tables and text are laid so that no page is too high."""

import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import ImageFont

from llif.publishing.pack import lettering, table_room, table_widths
from tests.publishing.pack import long_packs, packs

ROUNDING = 0.1
FONTS = Path("/usr/share/fonts/truetype/liberation")

WRITTEN = some.text(alphabet=string.ascii_letters + " '-ŵŷîâ–■", min_size=1, max_size=200)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("Cerdyn", 10, 1),
        ("Cerdyn sgorio", 4, 2),
        ("6 (Slide deck “Product Approach”, scorecard slide)", 8, 4),
        ("un\ndau", 20, 2),
        ("", 5, 1),
        ("W" * 20, 5, 4),
    ],
)
def test_lines_are_counted(text: str, room: float, lines: int) -> None:
    assert lettering.count(text, room) == lines


@given(text=WRITTEN, room=some.floats(2, 40), bold=some.booleans())
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str, room: float, bold: bool) -> None:
    lines = list(lettering.broken(text, room, is_bold=bold))
    assert packs.squeezed("".join(lines)) == packs.squeezed(text)
    assert all(lettering.width(line, is_bold=bold) <= room + 1e-9 for line in lines)
    assert lettering.count(text, room, is_bold=bold) == len(lines)


@given(texts=some.lists(WRITTEN, min_size=1, max_size=12), size=some.sampled_from([10, 15, 20]))
def test_no_page_of_text_is_higher_than_its_room(texts: list[str], size: int) -> None:
    pages = list(lettering.pages(texts, 200, 90, size, 0.4))
    assert packs.squeezed("".join(line for page in pages for line in page)) == packs.squeezed("".join(texts))
    assert all(lettering.height(page, 200, size, 0.4) <= 90 for page in pages)


@pytest.mark.skipif(not FONTS.is_dir(), reason="Liberation Sans is not installed here")
@pytest.mark.parametrize(("bold", "name"), [(False, "LiberationSans-Regular"), (True, "LiberationSans-Bold")])
def test_words_are_not_reckoned_narrower_than_they_are(bold: bool, name: str) -> None:
    font = ImageFont.truetype(FONTS / f"{name}.ttf", 1000, layout_engine=ImageFont.Layout.BASIC)
    catalogue = Path("src/llif/publishing/locale/cy/LC_MESSAGES/messages.po").read_text(encoding="utf-8")
    texts = [each for each in re.findall(r'"(.+)"', catalogue) if not {"\\", "“"} & set(each)]
    narrow = [each for each in texts if font.getlength(each) / 1000 > lettering.width(each, is_bold=bold)]
    assert len(texts) > 2000
    assert narrow == []


def test_a_table_takes_the_largest_letters_that_need_no_further_slide() -> None:
    table = long_packs.scorecard(26)
    laid = table_room.laid(table, 872, 400, 400)
    assert [row for part in laid.parts for row in part.rows] == list(table.rows)
    assert all(part.height <= 400 + ROUNDING for part in laid.parts)
    assert sum(laid.widths) == pytest.approx(872)
    assert len(laid.parts) > 1
    few = table_room.laid(long_packs.scorecard(3), 872, 400, 400)
    assert (len(few.parts), few.size > laid.size) == (1, True)


def test_a_row_higher_than_a_slide_goes_on_in_further_rows() -> None:
    table = next(each for each in long_packs.document().tables if each.rows and "uchel iawn" in each.rows[0][0].text)
    laid = table_room.laid(table, 300, 200, 200)
    whole = packs.squeezed("".join(row[1].text for part in laid.parts for row in part.rows))
    assert len(laid.parts) > 1
    assert whole == packs.squeezed(table.rows[0][1].text)


def test_no_word_is_broken_while_the_columns_have_room() -> None:
    table = long_packs.scorecard(26)
    shares = table_widths.widths(table, 872, 10)
    for place, share in enumerate(shares):
        words = {word for row in table.rows for word in row[place].text.split(" ")}
        assert max(lettering.width(word, is_bold=place == 0) for word in words) <= table_widths.inside(share, 10)
