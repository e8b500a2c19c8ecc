"""A pack that asks for much room: 26 products with long names, long sentences, and every kind of block, in Welsh."""

from datetime import date

from llif.publishing.pack.document import (
    Cell,
    Chart,
    Column,
    Comment,
    Document,
    Lines,
    Section,
    Series,
    State,
    Table,
    Tone,
    Waiver,
)

DAY = date(2026, 3, 31)
SENTENCE = (
    "Mae newidiadau'n aros yn hir i gyrraedd y gwasanaeth byw, ac mae hynny'n ymestyn yr amser adfer ar gyfer "
    "defnyddwyr y gwasanaeth ym mhob un o'r byrddau iechyd; nid oes tystiolaeth eto bod y duedd yn newid."
)
NAMES = tuple(f"Gwasanaeth rheoli apwyntiadau a chanlyniadau – Bwrdd Iechyd Prifysgol {n}" for n in range(1, 27))
SHORT, STEPS = 6, 6
"""Rows of a short table; sections of `growing`: the text before each one's table is longer by three lines."""
DIMENSIONS = ("Risg fasnachol", "Technoleg heb gefnogaeth", "Parodrwydd cwmwl", "Disgwyliad cwsmeriaid", "Dibynadwyedd")


def document(products: int = len(NAMES)) -> Document:
    sections = (
        _section("drivers", (SENTENCE,) * 4, Lines(lines=(SENTENCE,) * 30, is_list=True)),
        _section("flow", (SENTENCE,), _chart(), _chart(months=40)),
        _section(
            "devops", (SENTENCE,) * 3, _table(NAMES[:products], 9, "rhwng Uchel ac Elît (dim band wedi'i argraffu)")
        ),
        _section("scorecard", (SENTENCE,), scorecard(products)),
        _section("steps", (SENTENCE,) * 40, _table(NAMES[:4], 3, SENTENCE)),
        _section("risks", (SENTENCE * 60,), _table(("Un rhes uchel iawn",), 4, SENTENCE * 8)),
        _section("nothing", (SENTENCE,) * 2, _table((), 3, "")),
        _section("alone", (SENTENCE,) * 30),
    )
    return _of(sections)


def growing() -> Document:
    """A short table and a chart after ever more text."""
    return _of(
        tuple(
            _section(
                f"s{n}", ("Byr.",) * (6 + 3 * n), _table(marked(n)[:SHORT], 3, "dim"), _chart(12, marked(n)[SHORT:])
            )
            for n in range(STEPS)
        )
    )


def marked(number: int) -> tuple[str, ...]:
    """The names of the rows of a section's table, and of its chart."""
    return tuple(f"Rhes {number}.{row}." for row in range(SHORT + 12))


def _of(sections: tuple[Section, ...]) -> Document:
    return Document(
        portfolio="long",
        name="Iechyd a Gofal Digidol",
        title="Dull Cynnyrch",
        language="cy",
        as_at=DAY,
        made_on=DAY,
        period="1 Ionawr i 31 Mawrth 2026",
        snapshot="2026-03-31-00000000",
        is_draft=True,
        attribution=SENTENCE,
        sections=sections,
        waivers=tuple(Waiver(section=each.id, reason=SENTENCE, by="arweinydd", on=DAY) for each in sections),
    )


def _section(name: str, said: tuple[str, ...], *blocks: Lines | Table | Chart) -> Section:
    comments = (Comment(text=SENTENCE, language="cy", by="arweinydd", on=DAY),) if name == "flow" else ()
    title = f"Adran: {name}"
    return Section(id=name, title=title, said=said, state=State.PARTLY, blocks=blocks, comments=comments)


def scorecard(products: int) -> Table:
    rated = Cell(text="▨ ▲ Oren (derbyniwyd tan 24 Ebrill 2027; mae'r dystiolaeth yn wahanol)", tone=Tone.ACCEPTED)
    row = (*[rated] * len(DIMENSIONS), Cell(text="4 (4 o 5 wedi'u sgorio, gallai ddod yn 6)"), Cell(text="Hanfodol"))
    titles = ("Cynnyrch", *DIMENSIONS, "Sgôr", "Pa mor hanfodol")
    return Table(
        title="Cerdyn sgorio",
        about=SENTENCE,
        columns=tuple(Column(title=title) for title in titles),
        rows=tuple((Cell(text=name), *row) for name in NAMES[:products]),
    )


def _table(names: tuple[str, ...], columns: int, text: str) -> Table:
    titles = [Column(title=f"Newidiadau'n methu {n}", is_number=n % 2 == 1) for n in range(columns)]
    rows = tuple((Cell(text=name), *(Cell(text=text) for _each in titles[1:])) for name in names)
    return Table(title="Tabl", about=SENTENCE, columns=tuple(titles), rows=rows)


def _chart(months: int = 12, named: tuple[str, ...] = ()) -> Chart:
    names = ("nodwedd newydd", "diffyg", "dyled dechnegol", "risg", "heb ei fapio")
    series = tuple(Series(name=name, colour="#005eb8", values=(12.0,) * months) for name in names)
    categories = named or tuple(f"{n + 1} Chwefror 2026" for n in range(months))
    return Chart(title="Siart", about=SENTENCE, unit="eitemau", categories=categories, series=series, is_stacked=True)
