"""Version 1 put together: resources, refusals, and the document that describes them."""

from collections.abc import Mapping
from typing import Any, NoReturn

from django.http import Http404, HttpRequest
from django.urls import URLPattern, URLResolver, re_path
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from llif.publishing.api import audit, document, figures, portfolios, problems, registers, scorecards
from llif.terms.errors import N_, InputError


class Api(NinjaAPI):
    def get_openapi_schema(self, **given: Any) -> Any:
        return document.completed(super().get_openapi_schema(**given))

    def get_openapi_operation_id(self, operation: Any) -> str:
        return str(operation.view_func.__name__)


api = Api(
    title="llif",
    version="1",
    description=N_("Figures, scorecard and registers for programs: the same answers and permissions as the pages."),
    urls_namespace="api",
    docs_url=None,
)
for resource in (portfolios, figures, scorecards, registers, audit):
    api.add_router("", resource.router)
DOCUMENT = "openapi-json"
"""Django Ninja's name for the address of the document, which it would answer to any method."""
REFUSALS: Mapping[type[Exception], Any] = {
    InputError: problems.of_input,
    ValidationError: problems.of_form,
    HttpError: problems.of_http,
    Http404: problems.of_missing,
}
for sort, refusal in REFUSALS.items():
    api.add_exception_handler(sort, refusal)


def addresses() -> tuple[list[URLPattern | URLResolver], str, str]:
    """The addresses for the URL configuration. Django's check of forged forms is asked for: `door` says for whom."""
    patterns, app, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern) and pattern.name == DOCUMENT:
            pattern.callback = require_safe(pattern.callback)
        pattern.callback.csrf_exempt = False  # type: ignore[union-attr]
    return [*patterns, re_path("", nothing, name="nothing")], app, namespace


def nothing(_request: HttpRequest) -> NoReturn:
    """Any other address below the API's: else it would be taken for a portfolio's page."""
    raise Http404
