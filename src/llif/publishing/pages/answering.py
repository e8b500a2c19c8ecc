"""A page as an answer: rendered with what every page shows, or a table as CSV."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from llif.publishing import links, words

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def page(request: HttpRequest, template: str, *, status: int = 200, **shown: Any) -> HttpResponse:
    """A page in the language of its address."""
    common = {
        "other_language": "en" if words.language() == "cy" else "cy",
        "other_address": links.in_other_language(request.path, request.META.get("QUERY_STRING", "")),
        "languages": words.LANGUAGES,
    }
    return HttpResponse(render_to_string(template, {**common, **shown}), status=status)


def comma_separated(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A table as a CSV file. Text that a spreadsheet would run as a formula is quoted with an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([_cell(value) for value in row] for row in rows)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _cell(value: object) -> object:
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
