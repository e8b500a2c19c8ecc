"""Many judgements at once: the scorecard as a spreadsheet, its upload, what it would change, and the one write.

An upload is answered with what it would change, under a name of its own; only confirming that writes.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from llif.access.actor import Actor
from llif.access.permissions import check, roles_of
from llif.access.roles import ABILITIES, Ability
from llif.portfolio.registers.filling import FaultyEntry
from llif.practices.recording import Conflict
from llif.publishing import links, wording, words
from llif.publishing.asking import Asked, asked
from llif.publishing.models import Upload
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling
from llif.publishing.registers.said import told
from llif.publishing.registers.subject import Subject, standing
from llif.publishing.sheets import exchange, pending
from llif.publishing.sheets.changes import Edit, Found
from llif.publishing.sheets.faults import CellFault
from llif.publishing.sheets.limits import LARGEST_FILE, MIB, NoWorkbook, too_large
from llif.publishing.sheets.previewing import changed, clashing
from llif.publishing.sheets.reading import read
from llif.publishing.signed import actor_of
from llif.terms.errors import N_

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FAULTS_SHOWN = 500
ROWS_SHOWN = 200


@require_safe
@telling
def download(request: HttpRequest, portfolio: str) -> HttpResponse:
    """The workbook of what stands now."""
    question = asked(request, portfolio)
    response = HttpResponse(exchange.made(question.snapshot), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{portfolio}-scorecard.xlsx"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@telling
def upload(request: HttpRequest, portfolio: str) -> HttpResponse:
    """The form; and what a file that cannot be recorded has wrong. One that can leads on to what it would change."""
    question, actor = asked(request, portfolio), actor_of(request)
    whole = exchange.of(question.snapshot)
    if request.method != "POST":
        return _form(request, question, whole)
    if not may_upload(actor, portfolio):
        check(actor, Ability.RATE, portfolio)
    try:
        content = _content(request)
        found = exchange.held(read(content), whole, by=actor)
    except NoWorkbook as error:
        return _form(request, question, whole, told=error.render(words.translate))
    if found.faults or found.clashes:
        return _form(request, question, whole, found=found)
    token = pending.keep(found, content, whole, by=actor)
    return HttpResponseRedirect(links.to("upload-preview", portfolio, token))


@require_http_methods(["GET", "HEAD", "POST"])
@telling
def preview(request: HttpRequest, portfolio: str, token: str) -> HttpResponse:
    """What an upload would change; posting confirms it. What was recorded meanwhile by others is shown, not lost."""
    question, actor = asked(request, portfolio), actor_of(request)
    whole = exchange.of(question.snapshot)
    upload = pending.kept(token, whole, by=actor)
    if request.method != "POST":
        return _preview(request, question, whole, upload)
    try:
        pending.confirm(token, whole, by=actor)
    except Conflict:
        return _preview(request, question, whole, upload)
    except FaultyEntry as error:
        return _preview(request, question, whole, upload, faults=_faults(pending.edits(upload), whole, actor, error))
    return HttpResponseRedirect(links.to("upload-preview", portfolio, token))


def _faults(edits: Iterable[Edit], whole: Subject, actor: Actor, error: FaultyEntry) -> list[CellFault]:
    """By cell what does not go with what others recorded meanwhile; else what the write itself says of its entry."""
    return exchange.standing_faults(list(edits), whole, by=actor) or [
        CellFault(error.register.title.within(words.language()), told(each)) for each in error.faults
    ]


def may_upload(actor: Actor, portfolio: str) -> bool:
    """Whether somebody may record anything of any product there."""
    return actor.may_write and any(Ability.RATE in ABILITIES[role] for role in roles_of(actor, portfolio))


def _content(request: HttpRequest) -> bytes:
    file = request.FILES.get("file")
    if file is None:
        raise NoWorkbook(N_("Choose a file."))
    if (file.size or 0) > LARGEST_FILE:
        raise too_large(N_("The file may have {limit} MiB at most."), LARGEST_FILE / MIB)
    return bytes(file.read())


def _form(
    request: HttpRequest, question: Asked, whole: Subject, *, told: str = "", found: Found | None = None
) -> HttpResponse:
    faults = found.faults if found else []
    failed = bool(told or found)
    return answering.page(
        request,
        "sheet_upload.html",
        status=400 if failed else 200,
        asked=question,
        registers=_titles(whole, whole.kept),
        largest=LARGEST_FILE // MIB,
        may_upload=may_upload(actor_of(request), question.id),
        failed=failed,
        told=told,
        faults=faults[:FAULTS_SHOWN],
        faults_total=len(faults),
        clashes=list(clashing(found.clashes, whole, question.zone)) if found else [],
    )


def _preview(
    request: HttpRequest, question: Asked, whole: Subject, upload: Upload, faults: Sequence[CellFault] = ()
) -> HttpResponse:
    edits = list(pending.edits(upload))
    rows = list(changed(edits, whole))
    pages = max(-(-len(rows) // ROWS_SHOWN), 1)
    page = min(_number(question.given.get("page", "")), pages)
    clashes = [] if upload.recorded is not None else list(pending.clashes(edits, standing(whole)))
    return answering.page(
        request,
        "sheet_preview.html",
        status=409 if request.method == "POST" else 200,
        asked=question,
        token=upload.token,
        recorded=upload.recorded,
        changed=len(edits),
        unchanged=upload.unchanged,
        absent=_titles(whole, upload.absent),
        clashes=list(clashing(clashes, whole, question.zone)),
        faults=faults[:FAULTS_SHOWN],
        rows=rows[(page - 1) * ROWS_SHOWN : page * ROWS_SHOWN],
        page=page,
        pages=pages,
    )


def _number(text: str) -> int:
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _titles(whole: Subject, names: Any) -> str:
    titles = (whole.kept[name].register.title for name in names if name in whole.kept)
    return wording.listed([title.within(words.language()) for title in titles])
