"""Published packs: kept whole as they were, never written over; corrections stand beside them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from llif.access import audit
from llif.access.actor import Actor
from llif.access.permissions import check_publish
from llif.portfolio.registers.entries import Recorded
from llif.portfolio.registers.packs import CORRECTIONS
from llif.portfolio.registers.recorded import newest
from llif.publishing.models import Pack
from llif.publishing.pack import document as documents
from llif.publishing.pack import review, writing
from llif.publishing.pack.document import Document, Published, Section
from llif.publishing.pack.told import Told
from llif.publishing.words import language, speaking
from llif.terms.errors import N_, InputError
from llif.terms.time import day_of


class NotWaived(InputError):
    """Sections that rest on something unknown or stale have no waiver: nothing was published."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = sections
        super().__init__(
            N_("Not everything under this pack is known, and nobody has waived it: {sections}."),
            remedy=N_("Give each of these sections a waiver, which is printed, or bring its sources up to date."),
            sections=", ".join(each.title for each in sections),
        )


def publish(told: Told, *, by: Actor, as_at: date) -> Pack:
    """Write the pack in both languages and keep it. *Raises* NotWaived, NotAllowed."""
    portfolio = told.asked.id
    check_publish(by, portfolio)
    noted = review.notes(portfolio, as_at)
    made = {code: _written(told, code, noted) for code in ("en", "cy")}
    here = made[language()].sections
    missing = [each.section for each in review.reviewed(here, noted) if not each.is_ready]
    if missing:
        raise NotWaived(missing)
    return _kept(portfolio, as_at, told, made, by)


def _written(told: Told, code: str, noted: review.Notes) -> Document:
    with speaking(code):
        return writing.document(told, noted=noted, is_draft=False)


@transaction.atomic
def _kept(portfolio: str, as_at: date, told: Told, made: Mapping[str, Document], by: Actor) -> Pack:
    kept = Pack.objects.create(
        portfolio=portfolio,
        as_at=as_at,
        snapshot=told.snapshot.name,
        document_en="",
        document_cy="",
        published_at=told.now,
        published_by=by.name,
    )
    published = Published(number=kept.pk, on=day_of(told.now, told.asked.zone), by=by.name)
    told_so = {code: each.model_copy(update={"published": published}) for code, each in made.items()}
    kept.document_en, kept.document_cy = (documents.written(told_so[code]) for code in ("en", "cy"))
    kept.save()
    after = {"as_at": as_at.isoformat(), "snapshot": told.snapshot.name, "waivers": len(made["en"].waivers)}
    audit.record(by=by, action="publish", object=f"pack:{portfolio}/{kept.pk}", before=None, after=after)
    return kept


def packs(portfolio: str) -> Sequence[Pack]:
    """The published packs of a portfolio, the newest first, without their documents."""
    return list(Pack.objects.filter(portfolio=portfolio).order_by("-pk").defer("document_en", "document_cy"))


def pack(portfolio: str, number: int) -> Pack | None:
    return Pack.objects.filter(portfolio=portfolio, pk=number).first()


def document(kept: Pack, language: str) -> Document:
    """What was published, exactly."""
    return documents.read(kept.document_cy if language == "cy" else kept.document_en)


def corrections(portfolio: str, number: int) -> list[Recorded]:
    """The standing corrections of a pack, the oldest first."""
    found = newest(portfolio, register=CORRECTIONS.name)
    own = [each for each in found if each.content and each.content["pack"] == number]
    return sorted(own, key=_recorded_at)


def _recorded_at(entry: Recorded) -> datetime:
    return entry.recorded_at
