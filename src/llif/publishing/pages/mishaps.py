"""What is shown when there is no page, when a question cannot be answered, and when llif itself is at fault."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from llif.access.permissions import NotAllowed
from llif.publishing import links, words
from llif.publishing.middleware import language_of
from llif.publishing.pages import answering
from llif.publishing.signed import NOBODY, actor_of
from llif.terms.errors import InputError

View = Callable[..., HttpResponse]


def telling(view: View) -> View:
    """A page that answers a question it cannot use with what was wrong and what to do."""

    @wraps(view)
    def answer(request: HttpRequest, *parts: Any, **named_parts: Any) -> HttpResponse:
        try:
            return view(request, *parts, **named_parts)
        except NotAllowed as error:
            return not_allowed(request, error)
        except InputError as error:
            return unusable(request, error)

    return answer


def not_allowed(request: HttpRequest, error: NotAllowed) -> HttpResponse:
    """Which role is needed; who has not signed in is asked to."""
    if actor_of(request).is_anonymous:
        return HttpResponseRedirect(links.to("sign-in", query={"next": _came_from(request)}))
    return answering.page(request, "mishap.html", status=403, mishap="forbidden", told=error.render(words.translate))


def _came_from(request: HttpRequest) -> str:
    """Where to go on to: for a form the page it stands on, since an address may take forms alone."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return links.to("portfolios")
    return urlunsplit(urlsplit(page)._replace(scheme="", netloc=""))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _mishap(request, 403, "forbidden")


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of ours, or came too late."""
    return _mishap(request, 403, "forged")


def unusable(request: HttpRequest, error: InputError) -> HttpResponse:
    return answering.page(request, "mishap.html", status=400, mishap="unusable", told=error.render(words.translate))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _mishap(request, 400, "unusable")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _mishap(request, 404, "missing")


def too_many(request: HttpRequest) -> HttpResponse:
    return _mishap(request, 429, "too_many")


def our_fault(request: HttpRequest) -> HttpResponse:
    """Asks no table: it may be the database that is at fault."""
    request.llif_actor = NOBODY  # type: ignore[attr-defined]
    return _mishap(request, 500, "fault")


def _mishap(request: HttpRequest, status: int, mishap: str) -> HttpResponse:
    with words.speaking(language_of(request.path_info)):
        return answering.page(request, "mishap.html", status=status, mishap=mishap, told="")
