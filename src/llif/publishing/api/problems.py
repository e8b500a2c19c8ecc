"""What went wrong, as a program reads it: what, where, the remedy, in the language asked for; faults by field."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja.errors import HttpError, ValidationError

from llif.access.permissions import NotAllowed
from llif.portfolio.registers.entries import Recorded
from llif.portfolio.registers.filling import FaultyEntry, worded
from llif.practices.recording import Conflict
from llif.publishing.api.entry_record import recorded
from llif.publishing.registers.said import told
from llif.publishing.signed import actor_of
from llif.publishing.words import gettext as _
from llif.publishing.words import language, translate
from llif.terms.errors import N_, InputError

MEDIA = "application/problem+json"
CHALLENGE = 'Bearer realm="llif"'
USUAL: Mapping[int, tuple[str, str]] = {
    400: (N_("The request cannot be read."), N_("Mend it as the API's document says.")),
    401: (N_("The token is not valid, or nobody is signed in."), N_("“llif token make” makes a token.")),
    403: (N_("The request did not come from a page of ours."), N_("Use a token; it needs no more.")),
    404: (N_("There is no such thing, or you may not see it."), N_("The API's document lists the addresses.")),
    405: (N_("This address does not answer that method."), N_("The API's document lists the methods.")),
    422: (N_("What was asked cannot be answered."), N_("Mend the fields that are named.")),
    500: (N_("llif is at fault. Nothing was written."), N_("Tell whoever runs this installation.")),
}
SAFE = ("GET", "HEAD", "OPTIONS")
Fault = dict[str, str]


class NotThere(InputError):
    """What an address names is not there."""


def problem(
    status: int, what: str, where: str, remedy: str, *, faults: Sequence[Fault] = (), theirs: Recorded | None = None
) -> HttpResponse:
    told: dict[str, Any] = {"status": status, "what": what, "where": where, "remedy": remedy}
    if faults:
        told["faults"] = list(faults)
    if theirs:
        told["theirs"] = recorded(theirs)
    response = JsonResponse(told, status=status, content_type=MEDIA, json_dumps_params={"ensure_ascii": False})
    if status == 401:
        response["WWW-Authenticate"] = CHALLENGE
    return response


def usual(request: HttpRequest, status: int, *, faults: Sequence[Fault] = ()) -> HttpResponse:
    """What is said where nothing more is known than the status."""
    what, remedy = USUAL.get(status, USUAL[400 if status < 500 else 500])
    return problem(status, translate(what), request.path, translate(remedy), faults=faults)


def of_input(request: HttpRequest, error: InputError) -> HttpResponse:
    """What the user got wrong; each sort of it with its status."""
    status = _status(request, error)
    if status == 401:
        return usual(request, status)
    what, remedy = error.told(translate)
    if isinstance(error, FaultyEntry):
        return _faulty(error)
    return problem(
        status,
        what,
        error.where or request.path,
        remedy or translate(USUAL[422][1]),
        theirs=error.theirs if isinstance(error, Conflict) else None,
    )


def _status(request: HttpRequest, error: InputError) -> int:
    if isinstance(error, NotAllowed):
        return 401 if actor_of(request).is_anonymous else 403
    if isinstance(error, Conflict):
        return 409
    return 404 if isinstance(error, NotThere) else 422


def _faulty(error: FaultyEntry) -> HttpResponse:
    faults = [{"field": each.name, "what": told(each)} for each in error.faults]
    return problem(422, _("The entry cannot be recorded."), error.where or "", translate(USUAL[422][1]), faults=faults)


def of_form(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What pydantic found in parameters or body."""
    return _unread(request, 422, list(_faults(error.errors)))


def of_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What Django Ninja refused of itself, such as a body that is no JSON."""
    return _unread(request, error.status_code)


def _unread(request: HttpRequest, status: int, faults: Sequence[Fault] = ()) -> HttpResponse:
    """Whoever would write and is nobody hears first that somebody must be signed in."""
    if request.method not in SAFE and actor_of(request).is_anonymous:
        return usual(request, 401)
    return usual(request, status, faults=faults)


def _faults(errors: Iterable[Mapping[str, Any]]) -> Iterable[Fault]:
    for each in errors:
        said = each.get("ctx", {}).get("said") or worded(each["type"]).within(language())
        named = [str(part) for part in each["loc"] if part not in ("query", "body", "path", "asked", "written")]
        yield {"field": ".".join(named), "what": said.format(**each.get("ctx", {}))}


def of_missing(request: HttpRequest, _error: Http404) -> HttpResponse:
    return usual(request, 404)
