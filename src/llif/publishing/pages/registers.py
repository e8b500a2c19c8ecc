"""What people record: the registers of a portfolio, a register's entries, and the same as CSV.

It refuses a register that the portfolio's practices do not have.
"""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from llif.access.actor import Actor
from llif.access.models import ALL_PRODUCTS
from llif.access.permissions import rated
from llif.portfolio.registers.contract import Keyed
from llif.publishing import links
from llif.publishing.asking import Asked, asked
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling
from llif.publishing.registers.listing import counts, listed
from llif.publishing.registers.subject import WHOLE, Kept, Subject, lines, standing, subject
from llif.publishing.signed import actor_of
from llif.publishing.words import language

ROWS_SHOWN = 100
IN_FILE = ("product", "key", "version", "recorded_at", "recorded_by")


@dataclass(frozen=True)
class Opened:
    """A register of a portfolio, and what the portfolio keeps."""

    question: Asked
    subject: Subject
    kept: Kept

    @property
    def title(self) -> str:
        return self.kept.register.title.within(language())

    def about(self, product: str) -> str:
        """What an address's product part names: a product, or empty for the whole portfolio. *Raises* Http404."""
        named = "" if product == WHOLE else product
        if named not in self.subject.abouts(self.kept):
            raise Http404
        return named


def of_portfolio(question: Asked) -> Subject:
    return subject(question.id, question.portfolio)


def opened(request: HttpRequest, portfolio: str, register: str) -> Opened:
    """*Raises* Http404 for a register that the portfolio does not keep."""
    question = asked(request, portfolio)
    whole = of_portfolio(question)
    if register not in whole.kept:
        raise Http404
    return Opened(question, whole, whole.kept[register])


@require_safe
@telling
def index(request: HttpRequest, portfolio: str) -> HttpResponse:
    question = asked(request, portfolio)
    whole = of_portfolio(question)
    return answering.page(
        request, "registers.html", asked=question, kept=whole.kept, counts=counts(whole, standing(whole))
    )


@require_safe
@telling
def show(request: HttpRequest, portfolio: str, register: str) -> HttpResponse:
    """The entries that stand, of all products or one; or on to the product that an entry is to be added for."""
    found = opened(request, portfolio, register)
    chosen = found.question.given.get("add")
    if chosen:
        found.about(chosen)
        target = "new-entry" if found.kept.is_open else "entry-one"
        return HttpResponseRedirect(links.to(target, portfolio, register, chosen))
    only = found.question.given.get("product")
    return page(request, found, None if only in (None, WHOLE) else found.about(only))


def page(request: HttpRequest, found: Opened, about: str | None, *, every: bool = False) -> HttpResponse:
    """*Takes* `every`: the places of one product too where nothing stands."""
    recorded, actor = standing(found.subject), actor_of(request)
    rows = listed(found.subject, found.kept, recorded, found.question.zone, about)
    rows = rows if every else [row for row in rows if row.is_recorded]
    pages = max(-(-len(rows) // ROWS_SHOWN), 1)
    number = min(_number(found.question.given.get("page", "")), pages)
    abouts = found.subject.abouts(found.kept)
    return answering.page(
        request,
        "register.html",
        asked=found.question,
        found=found,
        register=found.kept.register,
        columns=[each.label.within(language()) for each in found.kept.columns],
        about=about,
        about_part=WHOLE if about == "" else about,
        every=every,
        products=[(each, found.subject.label(each, language())) for each in abouts if each],
        may_add=[(each or WHOLE, found.subject.label(each, language())) for each in _may(actor, found, about)],
        rows=rows[(number - 1) * ROWS_SHOWN : number * ROWS_SHOWN],
        total=len(rows),
        covered=len({row.place.product for row in rows}),
        is_keyed=bool(found.kept.keys),
        page=number,
        pages=pages,
    )


def _may(actor: Actor, found: Opened, about: str | None) -> list[str]:
    """What the actor may record of: asked of the one product shown, or of each.

    Of a register whose entries name products: of the whole, if of any; which products, is asked of what they record.
    """
    if found.kept.register.keyed is Keyed.ONE and about is not None:
        return []
    abouts = found.subject.abouts(found.kept) if about is None else (about,)
    allowed = rated(actor, found.question.id)
    if allowed and found.kept.register.names_products:
        return list(abouts)
    return list(abouts) if ALL_PRODUCTS in allowed else [each for each in abouts if each in allowed]


@require_safe
@telling
def table(request: HttpRequest, portfolio: str, register: str) -> HttpResponse:
    """Every standing entry: fields as they are recorded, choices as codes, days as 2027-03-31."""
    found = opened(request, portfolio, register)
    recorded = standing(found.subject)
    fields = [each.name for each in found.kept.columns]
    rows = []
    for line in lines(found.subject, found.kept, recorded):
        if line.content is not None:
            kept = recorded[line.place]
            told = [kept.version, kept.recorded_at.isoformat(timespec="seconds"), kept.by]
            rows.append(
                [line.place.product, line.place.key, *told, *(_plain(line.content.get(each)) for each in fields)]
            )
    return answering.comma_separated(f"{portfolio}-{register}", [*IN_FILE, *fields], rows)


def _plain(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _number(text: str) -> int:
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1
