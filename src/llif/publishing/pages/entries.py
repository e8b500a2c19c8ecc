"""One entry of a register: its form with what stands there, its history; recording it, and withdrawing it.

It writes through `practices.recording` alone. What was typed is shown again whatever is wrong, and what somebody else
recorded meanwhile stands beside it.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from llif.access.actor import Actor
from llif.access.permissions import can_rate, rated
from llif.portfolio.registers import naming
from llif.portfolio.registers.contract import FieldFault, Keyed
from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.registers.filling import FaultyEntry
from llif.portfolio.registers.recorded import history
from llif.practices.recording import NEVER_RECORDED, Conflict, Write, record
from llif.publishing import links, wording
from llif.publishing.pages import answering, registers
from llif.publishing.pages.mishaps import telling
from llif.publishing.pages.registers import Opened, opened
from llif.publishing.pages.signing import safe
from llif.publishing.registers.fields import fields, typed, usual
from llif.publishing.registers.histories import differences, versions
from llif.publishing.registers.offered import offered
from llif.publishing.registers.said import told, worded
from llif.publishing.signed import actor_of
from llif.publishing.words import gettext as _
from llif.publishing.words import language
from llif.terms.errors import N_, InputError

KEY_BYTES = 6
FILLED = "fill_"
"""What begins the name of a parameter that fills a field of a new entry."""
HANDLED = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Entry:
    """A place, and its versions, the first first; `is_new`: it is being made under a fresh key."""

    of: Opened
    place: Place
    versions: Sequence[Recorded]
    is_new: bool = False

    @property
    def stands(self) -> Recorded | None:
        return self.versions[-1] if self.versions else None

    @property
    def content(self) -> Mapping[str, Any] | None:
        return self.stands.content if self.stands else None

    @property
    def based_on(self) -> int:
        return self.stands.version if self.stands else NEVER_RECORDED

    @property
    def about(self) -> str:
        return self.of.subject.label(self.place.product, language())

    @property
    def key(self) -> str:
        """The words of the key that tells it apart: a dimension, a question, a team."""
        words = self.of.kept.keys.get(self.place.key)
        return words.within(language()) if words else ""


@require_http_methods(HANDLED)
@telling
def one(request: HttpRequest, portfolio: str, register: str, product: str) -> HttpResponse:
    """The one entry of a product; of a register that has several, the list of the product's."""
    found = opened(request, portfolio, register)
    about = found.about(product)
    if found.kept.register.keyed is Keyed.ONE:
        return _answer(request, _entry(found, about, ""))
    if request.method == "POST":
        raise InputError(N_("Which entry? The address does not say."), remedy=N_("Choose one from the list."))
    return registers.page(request, found, about, every=True)


@require_http_methods(HANDLED)
@telling
def new(request: HttpRequest, portfolio: str, register: str, product: str) -> HttpResponse:
    """A further entry of a product. Its key is made when the form is, so that sending it twice makes one entry."""
    found = opened(request, portfolio, register)
    if not found.kept.is_open:
        raise Http404
    key = request.POST.get("key", "") if request.method == "POST" else ""
    made = key if len(key) == 2 * KEY_BYTES and set(key) <= set("0123456789abcdef") else secrets.token_hex(KEY_BYTES)
    return _answer(request, replace(_entry(found, found.about(product), made), is_new=True))


@require_http_methods(HANDLED)
@telling
def show(request: HttpRequest, portfolio: str, register: str, product: str, key: str) -> HttpResponse:
    found = opened(request, portfolio, register)
    entry = _entry(found, found.about(product), key)
    exists = entry.versions if found.kept.is_open else key in found.kept.keys
    if not exists:
        raise Http404
    return _answer(request, entry)


def _entry(found: Opened, about: str, key: str) -> Entry:
    place = Place(found.kept.name, found.question.id, about, key)
    return Entry(found, place, history(place))


def _answer(request: HttpRequest, entry: Entry) -> HttpResponse:
    if request.method != "POST":
        return _page(request, entry, _begun(request, entry) if entry.content is None else entry.content)
    withdraws = request.POST.get("act") == "withdraw"
    given = typed(entry.of.kept, request.POST)
    write = Write(entry.of.kept.register, entry.place, None if withdraws else given, _based_on(request))
    try:
        record(write, by=actor_of(request))
    except FaultyEntry as error:
        stays = (entry.content or {}) if withdraws else given
        return _page(request, entry, stays, faults=error.faults, status=400)
    except Conflict:
        return _page(request, _entry(entry.of, entry.place.product, entry.place.key), given, clashes=True, status=409)
    messages.success(request, _("The entry was withdrawn.") if withdraws else _("The entry was recorded."))
    return HttpResponseRedirect(_onward(request, entry))


def _begun(request: HttpRequest, entry: Entry) -> Mapping[str, Any]:
    """What a new entry begins with: the usual, and what the address that led here fills in."""
    filled = {each.name: request.GET.get(f"{FILLED}{each.name}", "") for each in entry.of.kept.columns}
    return {**usual(entry.of.kept), **{name: text for name, text in filled.items() if text and entry.is_new}}


def _based_on(request: HttpRequest) -> int:
    text = request.POST.get("based_on", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else NEVER_RECORDED


def _onward(request: HttpRequest, entry: Entry) -> str:
    """The page that led here, or the register."""
    return safe(request) or links.to("register", entry.place.portfolio, entry.place.register)


def _page(
    request: HttpRequest,
    entry: Entry,
    values: Mapping[str, Any],
    *,
    faults: Sequence[FieldFault] = (),
    clashes: bool = False,
    status: int = 200,
) -> HttpResponse:
    kept, actor = entry.of.kept, actor_of(request)
    withdraws = clashes and request.POST.get("act") == "withdraw"
    known = {each.name for each in kept.columns}
    filled = entry.content or {} if withdraws else values
    return answering.page(
        request,
        "entry.html",
        status=status,
        asked=entry.of.question,
        entry=entry,
        register=kept.register,
        may_record=_may_record(actor, entry),
        fields=list(fields(kept, filled, partial(offered, entry.of.subject), faults)),
        shown=[(each.label.within(language()), worded(each, entry.content)) for each in kept.columns],
        elsewhere=[told(each) for each in faults if each.name not in known],
        history=versions(kept, entry.versions, entry.of.question.zone),
        clashes=clashes,
        withdraws=withdraws,
        beside=list(differences(kept, None if withdraws else values, entry.content)) if clashes else [],
        recorded_at=wording.instant(entry.stands.recorded_at, entry.of.question.zone) if entry.stands else "",
        next=safe(request),
        onward=_onward(request, entry),
    )


def _may_record(actor: Actor, entry: Entry) -> bool:
    """Of a register whose entries name products: who answers for all that it names; a new one, who does for any."""
    register, place = entry.of.kept.register, entry.place
    if actor.is_anonymous:
        return False
    if not register.names_products:
        return can_rate(actor, place.portfolio, place.product)
    if entry.content is None:
        return bool(rated(actor, place.portfolio))
    return naming.may(register, [entry.content], partial(can_rate, actor, place.portfolio))
