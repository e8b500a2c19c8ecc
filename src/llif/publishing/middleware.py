"""What every answer gets: its language, and a policy that lets a page load from this server only."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from llif.publishing import words

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def content_security_policy(get_response: Answer) -> Answer:
    """No inline script or style, and no foreign host, on any page."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        return response

    return answer


def language_of_address(get_response: Answer) -> Answer:
    """Welsh under /cy/, English elsewhere; nothing is guessed from the browser."""

    def answer(request: HttpRequest) -> HttpResponse:
        code = language_of(request.path_info)
        with words.speaking(code):
            response = get_response(request)
        response.setdefault("Content-Language", code)
        return response

    return answer


def language_of(path: str) -> str:
    """The language that an address is written in."""
    return "cy" if path == "/cy" or path.startswith("/cy/") else "en"
