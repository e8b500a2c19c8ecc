"""The board pack on its page: reviewed, made in the background, published, fetched, and corrected beside."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from llif.access.permissions import can_publish, can_rate, check_publish
from llif.portfolio.registers.entries import Place
from llif.portfolio.registers.filling import FaultyEntry
from llif.portfolio.registers.packs import CORRECTIONS
from llif.practices import recording
from llif.publishing import links, words
from llif.publishing.asking import Asked, asked
from llif.publishing.models import Pack, PackJob
from llif.publishing.pack import formats, html, jobs, published, review, saying, tabled, writing
from llif.publishing.pack.formats import Format
from llif.publishing.pack.told import Told
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling
from llif.publishing.registers.said import told as told_fault
from llif.publishing.signed import actor_of
from llif.publishing.words import gettext as _
from llif.terms.errors import N_, InputError

MOST_JOBS = 8
SECONDS_BETWEEN_LOOKS = 2


@dataclass(frozen=True)
class Wrong:
    """What was wrong with a form, by anchor; what had been typed of a correction, and of each section in `drafts`."""

    said: Sequence[tuple[str, str]] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    drafts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    status: int = 200


@telling
@require_safe
def show(request: HttpRequest, portfolio: str) -> HttpResponse:
    """The contents with their state and what is prefilled; comments, waivers, formats, and what was published."""
    return _review(request, _told(request, portfolio))


def _review(request: HttpRequest, told: Told, wrong: Wrong = Wrong()) -> HttpResponse:
    portfolio, day = told.asked.id, told.scorecard.moment.day
    noted = review.notes(portfolio, day)
    made = writing.document(told, noted=noted)
    actor = actor_of(request)
    return answering.page(
        request,
        "pack.html",
        status=wrong.status,
        asked=told.asked,
        other_address=_elsewhere(links.to("pack", portfolio, query=_kept(request))),
        kept=_kept(request),
        saying=saying,
        tabled=tabled.of,
        document=made,
        sections=review.reviewed(made.sections, noted),
        packs=published.packs(portfolio),
        formats=list(Format),
        may_note=can_rate(actor, portfolio, ""),
        may_publish=can_publish(actor, portfolio),
        wrong=wrong,
    )


def _told(request: HttpRequest, portfolio: str) -> Told:
    question = asked(request, portfolio)
    return Told(question, timezone.now(), _day(question, "since"))


def _day(question: Asked, name: str) -> date | None:
    text = question.given.get(name, "")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(N_("{text} is not a day."), remedy=N_("Write it as 2021-03-31."), text=text) from error


def _elsewhere(address: str) -> str:
    """A page in the other language: a form that was refused stands at an address that shows nothing."""
    path, _mark, query = address.partition("?")
    return links.in_other_language(path, query)


def _back(request: HttpRequest, portfolio: str, anchor: str = "") -> HttpResponse:
    """The review again, with the question it had."""
    return HttpResponseRedirect(links.to("pack", portfolio, query=_kept(request)) + anchor)


def _kept(request: HttpRequest) -> dict[str, str]:
    """What the forms of the review carry on: of which day it is, and since when."""
    return {name: request.GET[name] for name in ("as_at", "snapshot", "since") if request.GET.get(name)}


@telling
@require_POST
def note(request: HttpRequest, portfolio: str) -> HttpResponse:
    """Record the comments and waivers that a form says otherwise than was seen; what is wrong comes back as typed."""
    told, pressed = _told(request, portfolio), request.POST.get("section", "")
    wrong = _noted(request, told, pressed)
    return _review(request, told, wrong) if wrong.said else _back(request, portfolio, f"#{pressed}")


def _noted(request: HttpRequest, told: Told, pressed: str = "") -> Wrong:
    """Record what a form says. *Takes* the section whose button it was. *Gives* what was wrong with it."""
    portfolio, day = told.asked.id, told.scorecard.moment.day
    named = [name.removesuffix(review.SEEN) for name in request.POST if name.endswith(review.SEEN)]
    given = [each for each in review.given(request.POST, portfolio, day, named) if each.is_meant(pressed)]
    if not given and not pressed:
        return Wrong()
    titles = {each.id: each.title for each in writing.document(told).sections}
    if not {*filter(None, [pressed]), *(each.section for each in given)} <= set(titles):
        raise Http404
    said: list[tuple[str, str]] = []
    typed: dict[str, Mapping[str, str]] = {}
    status = 200
    for each in given:
        try:
            review.note(each, by=actor_of(request), portfolio=portfolio, as_at=day)
        except FaultyEntry as error:
            said += [(f"{each.section}-{fault.name}", told_fault(fault)) for fault in error.faults]
            typed[each.section], status = each.content, max(status, 400)
        except recording.Conflict as error:
            theirs = _("{by} changed this meanwhile; nothing of yours was written here.", by=error.theirs.by)
            remedy = _("Look at both, and record yours again if it should stand.")
            said.append((each.section, f"{titles[each.section]}: {theirs} {remedy}"))
            typed[each.section], status = each.content, 409
    return Wrong(said, drafts=typed, status=status)


@telling
@require_POST
def make(request: HttpRequest, portfolio: str) -> HttpResponse:
    """Ask for a pack in a format, and go on to the page that tells how far it is.

    Making one is work that others wait for, so only who has signed in may ask; published ones are there for all.
    """
    question = asked(request, portfolio)
    if actor_of(request).is_anonymous:
        back = links.to("pack", portfolio, query=question.kept)
        return HttpResponseRedirect(links.to("sign-in", query={"next": back}))
    if PackJob.objects.filter(portfolio=portfolio, finished_at=None).count() >= MOST_JOBS:
        raise InputError(N_("Too many packs are being made at once."), remedy=N_("Wait a minute, and ask again."))
    job = jobs.ask(
        by=actor_of(request),
        portfolio=portfolio,
        snapshot=question.snapshot.name,
        as_at=_day(question, "as_at"),
        since=_day(question, "since"),
        language=words.language(),
        form=_format(request.POST.get("format", "")),
    )
    return HttpResponseRedirect(links.to("pack-job", portfolio, job.token))


@telling
@require_safe
def job(request: HttpRequest, portfolio: str, token: str) -> HttpResponse:
    """How far a pack is; the page loads itself again until it is ready."""
    found = _job(portfolio, token)
    response = answering.page(request, "pack_job.html", asked=asked(request, portfolio), job=found)
    if found.finished_at is None:
        response["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return response


@telling
@require_safe
def file(request: HttpRequest, portfolio: str, token: str) -> HttpResponse:
    found = _job(portfolio, token)
    target = jobs.path(found)
    if not target.is_file():
        raise Http404
    name = f"{portfolio}-{found.snapshot}-{found.language}.{found.format}"
    media = formats.MEDIA[Format(found.format)]
    response = HttpResponse(target.read_bytes(), content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _job(portfolio: str, token: str) -> PackJob:
    found = PackJob.objects.filter(portfolio=portfolio, token=token).first()
    if found is None:
        raise Http404
    return found


@telling
@require_POST
def publish(request: HttpRequest, portfolio: str) -> HttpResponse:
    """Keep the pack as it is now, in both languages; what was typed beside it is recorded first."""
    told = _told(request, portfolio)
    check_publish(actor_of(request), portfolio)
    wrong = _noted(request, told)
    if wrong.said:
        return _review(request, told, wrong)
    try:
        kept = published.publish(told, by=actor_of(request), as_at=told.scorecard.moment.day)
    except published.NotWaived as error:
        lacking = _("{section} needs a waiver before the pack can be published.")
        said = [(each.id, lacking.format(section=each.title)) for each in error.sections]
        return _review(request, told, Wrong(said, status=400))
    return HttpResponseRedirect(links.to("published-pack", portfolio, kept.pk))


@telling
@require_safe
def show_published(request: HttpRequest, portfolio: str, number: int) -> HttpResponse:
    """A published pack: its contents as they were, its formats, and the corrections beside it."""
    return _published(request, portfolio, _pack(portfolio, number))


def _published(
    request: HttpRequest,
    portfolio: str,
    kept: Pack,
    wrong: Wrong = Wrong(),
) -> HttpResponse:
    document = published.document(kept, words.language())
    return answering.page(
        request,
        "pack_published.html",
        status=wrong.status,
        other_address=_elsewhere(links.to("published-pack", portfolio, kept.pk)),
        asked=asked(request, portfolio),
        pack=kept,
        saying=saying,
        tabled=tabled.of,
        document=document,
        titles={each.id: each.title for each in document.sections},
        corrections=published.corrections(portfolio, kept.pk),
        formats=list(Format),
        may_note=can_rate(actor_of(request), portfolio, ""),
        wrong=wrong,
    )


@telling
@require_safe
def published_file(request: HttpRequest, portfolio: str, number: int, language: str, form: str) -> HttpResponse:
    """A published pack in a format, from the document that was kept. A page is shown; other formats are fetched."""
    if language not in words.LANGUAGES:
        raise Http404
    document, wanted = published.document(_pack(portfolio, number), language), _format(form)
    response = HttpResponse(formats.rendered(document, wanted), content_type=formats.MEDIA[wanted])
    shown = "inline" if wanted is Format.HTML else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="{formats.file_name(document, wanted)}"'
    response["Content-Security-Policy"] = f"default-src 'none'; style-src '{_style_hash()}'; frame-ancestors 'none'"
    return response


def _style_hash() -> str:
    """The page's own styles, and no others, may be used."""
    digest = hashlib.sha256(html.styles().encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


@telling
@require_POST
def correct(request: HttpRequest, portfolio: str, number: int) -> HttpResponse:
    """Record a correction beside a published pack."""
    kept = _pack(portfolio, number)
    content = {name: request.POST.get(name, "") for name in ("section", "text_en", "text_cy")}
    place = Place(CORRECTIONS.name, portfolio, "", uuid4().hex)
    try:
        recording.record(recording.Write(CORRECTIONS, place, {**content, "pack": kept.pk}, 0), by=actor_of(request))
    except FaultyEntry as error:
        said = [(each.name, told_fault(each)) for each in error.faults]
        return _published(request, portfolio, kept, Wrong(said, typed=content, status=400))
    return HttpResponseRedirect(links.to("published-pack", portfolio, number) + "#corrections")


def _pack(portfolio: str, number: int) -> Pack:
    found = published.pack(portfolio, number)
    if found is None:
        raise Http404
    return found


def _format(text: str) -> Format:
    try:
        return Format(text)
    except ValueError as error:
        raise InputError(
            N_("There is no such format."), remedy=N_("Formats: {formats}."), formats=", ".join(Format)
        ) from error
