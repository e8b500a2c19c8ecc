"""A page as an answer: rendered with what every page shows, or a table as CSV."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.backends.utils import csrf_input_lazy
from django.template.loader import render_to_string

from llif.access.permissions import can_administer, can_read_audit
from llif.publishing import comma_separated as csv
from llif.publishing import links, words
from llif.publishing.signed import actor_of

_SIGN_IN = {f"{prefix}/sign-in/" for prefix in ("", "/cy")}


def page(request: HttpRequest, template: str, *, status: int = 200, **shown: Any) -> HttpResponse:
    """A page in the language of its address."""
    actor = actor_of(request)
    common = {
        "other_language": "en" if words.language() == "cy" else "cy",
        "other_address": links.in_other_language(request.path, request.META.get("QUERY_STRING", "")),
        "languages": words.LANGUAGES,
        "actor": actor,
        "sign_in": links.to("sign-in", query={"next": _here(request)}),
        "may_administer": not actor.is_anonymous and can_administer(actor),
        "may_read_audit": not actor.is_anonymous and can_read_audit(actor),
        "csrf_field": csrf_input_lazy(request),
        "notices": messages.get_messages(request),
    }
    return HttpResponse(render_to_string(template, {**common, **shown}), status=status)


def _here(request: HttpRequest) -> str:
    """The page to come back to after signing in: the one asked for, unless it is there for signing in itself."""
    is_page = request.method in ("GET", "HEAD") and request.path_info not in _SIGN_IN
    return request.get_full_path() if is_page else ""


def comma_separated(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A table as a CSV file."""
    response = HttpResponse(csv.written(heads, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
