"""The views of a portfolio that somebody saved, as links; and the question of the page being shown, to save it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from llif.portfolio.registers.recorded import newest
from llif.portfolio.registers.views import ASKED, VIEWS, asked
from llif.publishing import links
from llif.publishing.asking import Asked
from llif.publishing.recorded import known_at
from llif.publishing.words import language


@dataclass(frozen=True)
class View:
    name: str
    address: str
    entry: str


def saved(question: Asked) -> list[View]:
    """In order of names. What an entry asks that no view may ask any more is left out."""
    found = []
    for each in newest(question.id, known_at=known_at(question), register=VIEWS.name):
        content = each.content or {}
        query = {name: value for name, value in asked(content["query"]) if name in ASKED}
        name = str(content["name_cy" if language() == "cy" else "name_en"])
        entry = links.to_entry(question.id, VIEWS.name, each.place.key)
        found.append(View(name, links.to("holistic", question.id, query=query), entry))
    return sorted(found, key=lambda view: view.name.casefold())


def here(question: Asked) -> str:
    """What the page being shown asks, as a view says it; empty for the usual one."""
    return urlencode({name: question.given[name] for name in ASKED if question.given.get(name)})
