"""The register of saved views: a name in both languages, and what the address of the holistic view asks.

It refuses an address of elsewhere, and a question with anything in it that the holistic view does not know.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated
from urllib.parse import parse_qsl

from llif.portfolio.declared import Words
from llif.portfolio.registers.contract import EntryForm, FieldFault, Keyed, LongText, Over, Register, ShortText, Told

WORD = r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}"
DAY = r"\d{4}-\d{2}-\d{2}"
ASKED: Mapping[str, str] = {
    "days": r"[1-9]\d{0,3}",
    "from": DAY,
    "to": DAY,
    "as_at": DAY,
    "snapshot": WORD,
    "team": WORD,
    "mission": WORD,
    "criticality": WORD,
    "phase": WORD,
    "q": r"[^\x00-\x1f\x7f]{1,100}",
    "sort": r"-?[a-z][a-z0-9_]{0,49}",
    "show": r"[a-z]+(,[a-z]+){0,9}",
    "group": r"team|mission|criticality",
    "compare": DAY,
    "compare_snapshot": WORD,
    "attention": r"all",
    "changes": r"all",
}
"""What a view may ask, and the form of each answer. The page of a long list is no part of a view."""

NO_QUESTION = Words(
    "Paste the part of the address after the question mark, such as group=team&show=value,risk.",
    "Gludwch y rhan o'r cyfeiriad ar ôl y gofynnod, er enghraifft group=team&show=value,risk.",
)
UNKNOWN = Words("The holistic view knows no {name}.", "Nid yw'r olwg gyfannol yn adnabod {name}.")
TWICE = Words("{name} is there twice.", "Mae {name} yno ddwywaith.")
NOT_SO = Words("{name} cannot be that.", "Ni all {name} fod fel yna.")


class ViewForm(EntryForm):
    """A named question to the holistic view."""

    name_en: Annotated[ShortText, Told(Words("Name, in English", "Enw, yn Saesneg"))]
    name_cy: Annotated[ShortText, Told(Words("Name, in Welsh", "Enw, yn Gymraeg"))]
    query: Annotated[LongText, Told(Words("What the view asks", "Yr hyn y mae'r olwg yn ei ofyn"), hint=NO_QUESTION)]

    def faults(self, recorded_on: date) -> Iterator[FieldFault]:
        pairs = asked(self.query)
        if not pairs:
            yield FieldFault("query", NO_QUESTION)
        names = [name for name, _value in pairs]
        for name, value in pairs:
            if name not in ASKED:
                yield FieldFault("query", UNKNOWN, {"name": name[:40]})
            elif names.count(name) > 1:
                yield FieldFault("query", TWICE, {"name": name})
            elif not re.fullmatch(ASKED[name], value):
                yield FieldFault("query", NOT_SO, {"name": name})


def asked(query: str) -> list[tuple[str, str]]:
    """The parts of a question as typed, with or without its question mark; none where it is no question."""
    return parse_qsl(query.strip().removeprefix("?"), keep_blank_values=True)


VIEWS = Register(
    "views",
    Words("Saved views", "Golygon a gadwyd"),
    Words(
        "Ways of looking at the holistic view that everybody sees as links on it.",
        "Ffyrdd o edrych ar yr olwg gyfannol y mae pawb yn eu gweld yn ddolenni arni.",
    ),
    ViewForm,
    Keyed.SEVERAL,
    Over.PORTFOLIO,
)
