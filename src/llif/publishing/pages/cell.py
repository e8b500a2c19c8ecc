"""One cell of the scorecard: what it says, on whose word, the rule, all evidence, and all that was recorded of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from llif.access.actor import Actor
from llif.portfolio.registers import own, recorded
from llif.portfolio.registers.contract import Register
from llif.portfolio.registers.entries import Place, Recorded
from llif.practices import registry
from llif.practices.contract import Piece, RatingRule, Verdict
from llif.publishing import links
from llif.publishing.asking import Asked, asked, page_asked
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling
from llif.publishing.recording_links import to_record
from llif.publishing.scorecard import Cell, Scorecard, cell_words, said, scorecard, scoring_words
from llif.publishing.scorecard.asking import day_asked
from llif.publishing.signed import actor_of
from llif.publishing.words import language
from llif.terms.scorecard import Dimension

PIECES_A_PAGE = 100


@dataclass(frozen=True)
class Judged:
    """What one rule says of the cell: its words, its thresholds here, and a page of its evidence."""

    rule: RatingRule
    verdict: Verdict
    practice: registry.Followed
    pieces: tuple[Piece, ...]
    total: int

    @property
    def thresholds(self) -> dict[str, object]:
        """The practice's settings by the names they are declared under."""
        return self.practice.settings.model_dump()


@require_safe
@telling
def show(request: HttpRequest, portfolio: str, product: str, dimension: str) -> HttpResponse:
    question = asked(request, portfolio)
    which = _dimension(dimension)
    if product not in question.products:
        raise Http404
    card = scorecard(question.snapshot, now=datetime.now(UTC), as_at=day_asked(question), only=[product])
    row = card.rows[0]
    cell = row.cells[which]
    registers = registry.registers(card.practices)
    pages = max((-(-len(verdict.pieces) // PIECES_A_PAGE) for _rule, verdict in cell.verdicts), default=1) or 1
    page = page_asked(question.given, pages)
    return answering.page(
        request,
        "cell.html",
        asked=question,
        card=card,
        row=row,
        cell=cell,
        words=scoring_words,
        cell_words=cell_words,
        said=said,
        judged=list(_judged(cell, card, page)),
        registers=registers,
        page=page,
        pages=pages,
        versions=versions(question, cell, card),
        links=recording(actor_of(request), question, cell, registers),
        dimensions=list(Dimension),
        title_of=lambda name: _title(registers, name),
    )


def _dimension(text: str) -> Dimension:
    if text not in set(Dimension):
        raise Http404
    return Dimension(text)


def _judged(cell: Cell, card: Scorecard, page: int) -> Iterator[Judged]:
    first = (page - 1) * PIECES_A_PAGE
    for rule, verdict in cell.verdicts:
        practice = next(each for each in card.practices if rule in each.practice.rules)
        pieces = verdict.pieces[first : first + PIECES_A_PAGE]
        yield Judged(rule, verdict, practice, pieces, len(verdict.pieces))


def versions(question: Asked, cell: Cell, card: Scorecard) -> list[tuple[Register, Recorded, date]]:
    """All that was recorded of the cell by then, the newest first."""
    found = [
        (register, each, cell.timeline.recorded_on(each))
        for register in (own.RATINGS, own.ACCEPTANCES)
        for each in recorded.history(Place(register.name, question.id, cell.product, cell.dimension.value))
        if each.recorded_at <= card.moment.known_at
    ]
    return sorted(found, key=lambda each: each[1].recorded_at, reverse=True)


def recording(actor: Actor, question: Asked, cell: Cell, registers: Mapping[str, Register]) -> dict[str, str]:
    """The addresses at which the actor may record what this cell rests on, by register; none where they may not."""
    back = links.to("cell", question.id, cell.product, cell.dimension.value, query=question.kept)
    keyed = {
        register.name: to_record(actor, question.id, register, cell.product, cell.dimension.value, back)
        for register in (own.RATINGS, own.ACCEPTANCES)
    }
    read = {name for rule, _verdict in cell.verdicts for name in rule.reads if name in registers}
    others = {name: to_record(actor, question.id, registers[name], cell.product, back=back) for name in sorted(read)}
    return {name: address for name, address in {**keyed, **others}.items() if address}


def _title(registers: Mapping[str, Register], name: str) -> str:
    """The words of a register that is a source of evidence; another source's own name."""
    return registers[name].title.within(language()) if name in registers else name
