"""The door to the API: who asks, by a token or a session, in which language; and every refusal as a problem.

A token that is not good is refused: whoever sends one is never answered as if they had sent none. Django's check of
forged forms stands for whoever comes with a session; a token is not sent by a browser of its own accord.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from llif.access import tokens
from llif.publishing import words
from llif.publishing.api import problems

AT = "/api/v1/"
BEARER = "bearer "
Answer = Callable[[HttpRequest], HttpResponse]


def door(get_response: Answer) -> Answer:
    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(AT):
            return get_response(request)
        with words.speaking(language_of(request)):
            response = _let_in(request) or _answered(request, get_response)
            response["Content-Language"] = words.language()
        response.setdefault("Cache-Control", "private, no-cache")
        patch_vary_headers(response, ("Accept", "Accept-Language", "Authorization", "Cookie"))
        return response

    return answer


def _let_in(request: HttpRequest) -> HttpResponse | None:
    """Remember whom a token speaks for; the refusal of one that is not good."""
    given = request.headers.get("Authorization")
    if given is None:
        # without a session there is nothing that a forged form could use
        request._dont_enforce_csrf_checks = settings.SESSION_COOKIE_NAME not in request.COOKIES  # type: ignore[attr-defined]
        return None
    actor = tokens.actor_of(given[len(BEARER) :].strip()) if given.lower().startswith(BEARER) else None
    if actor is None:
        refused = problems.usual(request, 401)
        refused["WWW-Authenticate"] = f'{problems.CHALLENGE}, error="invalid_token"'
        return refused
    request.llif_actor = actor  # type: ignore[attr-defined]
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
    return None


def _answered(request: HttpRequest, get_response: Answer) -> HttpResponse:
    """The answer; whatever refuses without words of its own is given the usual ones. HEAD is GET without its body."""
    only_head = request.method == "HEAD"
    if only_head:
        request.method = "GET"
    response = get_response(request)
    if response.status_code >= 400 and response.get("Content-Type") != problems.MEDIA:
        response = _told(request, response)
    if only_head:
        response.content = b""
    return response


def _told(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    told = problems.usual(request, refused.status_code)
    for name in ("Allow", "Retry-After"):
        if name in refused:
            told[name] = refused[name]
    return told


def language_of(request: HttpRequest) -> str:
    """`?lang=`, or else the first of ours that Accept-Language prefers."""
    if request.GET.get("lang") in words.LANGUAGES:
        return request.GET["lang"]
    for code, weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if weight > 0 and code.partition("-")[0] in words.LANGUAGES:
            return code.partition("-")[0]
    return "en"
