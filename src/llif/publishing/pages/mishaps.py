"""What is shown when there is no page, when a question cannot be answered, and when llif itself is at fault."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from llif.publishing import words
from llif.publishing.middleware import language_of
from llif.publishing.pages import answering
from llif.terms.errors import InputError

View = Callable[..., HttpResponse]


def telling(view: View) -> View:
    """A page that answers a question it cannot use with what was wrong and what to do."""

    @wraps(view)
    def answer(request: HttpRequest, *parts: Any, **named_parts: Any) -> HttpResponse:
        try:
            return view(request, *parts, **named_parts)
        except InputError as error:
            return unusable(request, error)

    return answer


def unusable(request: HttpRequest, error: InputError) -> HttpResponse:
    return answering.page(request, "mishap.html", status=400, mishap="unusable", told=error.render(words.translate))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _mishap(request, 400, "unusable")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _mishap(request, 404, "missing")


def our_fault(request: HttpRequest) -> HttpResponse:
    return _mishap(request, 500, "fault")


def _mishap(request: HttpRequest, status: int, mishap: str) -> HttpResponse:
    with words.speaking(language_of(request.path_info)):
        return answering.page(request, "mishap.html", status=status, mishap=mishap, told="")
