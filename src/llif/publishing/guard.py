"""Who may see which portfolio, asked before any view whose address names one: so no new page can forget to ask.

What may not be seen is not there: the answer is that of a portfolio which does not exist.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from llif.access.actor import Actor
from llif.access.permissions import can_administer, can_view
from llif.portfolio import selectors
from llif.publishing.signed import actor_of

Answer = Callable[[HttpRequest], HttpResponse]


class Guard:
    """Middleware that answers 404 to whoever may not see the portfolio an address names."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., HttpResponse], _parts: Sequence[Any], named: Mapping[str, Any]
    ) -> None:
        """*Raises* Http404."""
        portfolio = named.get("portfolio")
        if portfolio is not None and not may_see(actor_of(request), str(portfolio)):
            raise Http404


def may_see(actor: Actor, portfolio: str) -> bool:
    """Public ones may be seen by all, private ones by who holds a role there, undeclared ones by administrators."""
    public = selectors.public_portfolios().get(portfolio)
    return can_administer(actor) if public is None else can_view(actor, portfolio, is_public=public)


def seen(actor: Actor, portfolios: Sequence[str]) -> list[str]:
    """Those of these portfolios that the actor may see."""
    declared = selectors.public_portfolios()
    is_administrator = can_administer(actor)
    return [
        each
        for each in portfolios
        if is_administrator or (each in declared and can_view(actor, each, is_public=declared[each]))
    ]
