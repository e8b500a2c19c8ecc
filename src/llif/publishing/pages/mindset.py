"""Where each team says it stands between project and product, over time, beside what llif holds. No team is ranked."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from llif.portfolio.registers.mindset import MINDSET, PAIRS
from llif.publishing import links
from llif.publishing.asking import asked
from llif.publishing.mindset import drawing
from llif.publishing.mindset import evidence as mindset_evidence
from llif.publishing.mindset.gathering import assessments
from llif.publishing.mindset.words import said
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling
from llif.publishing.scorecard import reckoning


@require_safe
@telling
def show(request: HttpRequest, portfolio: str) -> HttpResponse:
    question = asked(request, portfolio)
    reckoned = reckoning(question.snapshot, now=timezone.now(), as_at=question.known_on)
    found = mindset_evidence.evidence(question, reckoned)
    chosen = question.given.get("team", "")
    back = links.to("mindset", question.id, query=question.kept)
    shown: dict[str, Any] = {
        "teams": {each: name for each, name in question.teams.items() if chosen in ("", each)},
        "assessed": assessments(question),
        "evidence": {each: found.of(each) for each in question.teams},
        "pairs": PAIRS,
        "said": said,
        "entry": lambda team: links.to_entry(question.id, MINDSET.name, team, back=back),
        "chosen": chosen,
    }
    return answering.page(request, "mindset.html", asked=question, **shown)


@require_safe
@telling
def chart(request: HttpRequest, portfolio: str, team: str) -> HttpResponse:
    found = assessments(asked(request, portfolio)).get(team)
    if found is None or found.latest is None:
        raise Http404
    response = HttpResponse(drawing.steps(found), content_type="image/svg+xml")
    response["Cache-Control"] = "private, no-cache"
    return response
