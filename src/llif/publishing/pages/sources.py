"""Where the figures come from: how fresh each source is, what it landed, what could not be read or mapped."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from llif.publishing import vocabulary
from llif.publishing.asking import asked
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling
from llif.publishing.words import named, translate
from llif.terms.errors import Problem

PROBLEMS_SHOWN = 200


@require_safe
@telling
def show(request: HttpRequest, portfolio: str) -> HttpResponse:
    question = asked(request, portfolio)
    manifest = question.snapshot.manifest
    problems = manifest.get("problems", [])
    return answering.page(
        request,
        "sources.html",
        asked=question,
        sources=manifest.get("sources", {}),
        troubled=list(troubled(manifest.get("sources", {}))),
        tables=vocabulary.TABLES,
        problems=[problem(each) for each in problems[:PROBLEMS_SHOWN]],
        problems_total=len(problems),
        unmapped=manifest.get("unmapped", []),
        components=manifest.get("components", []),
        freshness=[_fresh(row) for row in manifest.get("freshness", [])],
        attribution=named(question.portfolio.get("attribution")),
    )


def troubled(sources: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The sources whose last collect failed, or left something out: its error, its problems, and how many in all."""
    for name, source in sorted(sources.items()):
        kept, error = source.get("problems", []), source.get("error")
        if kept or error:
            yield (
                name,
                {
                    "error": problem(error) if error else None,
                    "problems": [problem(each) for each in kept],
                    "count": source.get("problem_count", len(kept)),
                },
            )


def problem(record: Mapping[str, Any]) -> dict[str, str]:
    """A problem kept in the manifest, in the language of the page."""
    found = Problem(
        record["where"], record["what"], record.get("remedy", ""), tuple(map(tuple, record.get("values", ())))
    )
    values = dict(found.values)
    return {
        "where": found.where,
        "what": translate(found.what).format(**values),
        "remedy": translate(found.remedy).format(**values) if found.remedy else "",
    }


def _fresh(row: Mapping[str, Any]) -> dict[str, Any]:
    silent = row.get("stale_since")
    return {
        **row,
        "first": datetime.fromisoformat(row["first"]) if row.get("first") else None,
        "last": datetime.fromisoformat(row["last"]) if row.get("last") else None,
        "stale_since": date.fromisoformat(silent) if silent else None,
    }
