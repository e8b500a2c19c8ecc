"""The API for people who read: every address of its document with what it is asked and answers."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from llif.publishing.api.version_1 import api
from llif.publishing.pages import answering
from llif.publishing.words import gettext as _
from llif.terms.errors import N_

Told = dict[str, Any]
GROUPS = (
    ("portfolios", N_("Portfolios, products and snapshots"), ("measures", "portfolios", "snapshots", "products")),
    ("figures", N_("Figures and their evidence"), ("figures", "evidence")),
    ("scorecard", N_("Scorecard"), ("scorecard",)),
    ("registers", N_("Registers"), ("registers", "ratings")),
    ("audit", N_("Audit"), ("audit",)),
)
COMMON = ("lang", "format")


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    document = api.get_openapi_schema()
    operations = list(_operations(document))
    groups = [
        {"id": name, "title": _(title), "operations": [each for each in operations if each["about"] in about]}
        for name, title, about in GROUPS
    ]
    return answering.page(request, "programs.html", groups=groups, host=request.build_absolute_uri("/")[:-1])


def _operations(document: Mapping[str, Any]) -> Iterator[Told]:
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            asked = [each for each in told["parameters"] if each["in"] == "query" and each["name"] not in COMMON]
            yield {
                "method": method.upper(),
                "path": path,
                "id": told["operationId"],
                "about": _about(path),
                "summary": told["summary"],
                "parameters": [_parameter(each) for each in asked],
                "is_table": "text/csv" in told["responses"].get("200", {}).get("content", {}),
                "body": "requestBody" in told,
                "refusals": [status for status in told["responses"] if status >= "400"],
            }


def _about(path: str) -> str:
    """The resource that an address is of: the last part that is plain, but for what stands below registers."""
    parts = [each for each in path.removeprefix("/api/v1/").split("/") if "{" not in each]
    return parts[1] if len(parts) > 1 else parts[0]


def _parameter(told: Mapping[str, Any]) -> Told:
    schema = told["schema"]
    within = schema.get("items", schema)
    return {
        "name": told["name"],
        "required": told["required"],
        "description": told.get("description", ""),
        "several": schema.get("type") == "array",
        "options": within.get("enum", []),
    }
