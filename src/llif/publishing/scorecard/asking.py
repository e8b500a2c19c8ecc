"""The scorecard that an address asks for: as at its day, compared with an earlier one. It refuses a later one."""

from datetime import UTC, date, datetime

from llif.publishing.asking import Asked, day_in
from llif.publishing.scorecard.kept import kept
from llif.publishing.scorecard.model import Scorecard
from llif.publishing.scorecard.reckoning import moment
from llif.terms.errors import N_, InputError


def scorecard_of(question: Asked) -> Scorecard:
    """*Raises* InputError for a day that is none, or an earlier day that is not earlier."""
    if "scorecard" not in question.worked_out:
        question.worked_out["scorecard"] = _found(question)
    found: Scorecard = question.worked_out["scorecard"]
    return found


def _found(question: Asked) -> Scorecard:
    now, as_at = datetime.now(UTC), day_asked(question)
    since = _since(question, moment(question.snapshot, now, as_at).day)
    return kept(question.snapshot, now=now, as_at=as_at, since=since)


def day_asked(question: Asked) -> date | None:
    """The day asked for; of a snapshot asked for by its name its own; null for today, or the portfolio's own day."""
    if question.given.get("as_at"):
        return day_in(question.given, "as_at")
    return question.as_at if question.given.get("snapshot") else None


def _since(question: Asked, day: date) -> date | None:
    if not question.given.get("since"):
        return None
    since = day_in(question.given, "since")
    if since >= day:
        raise InputError(
            N_("{found} is not earlier than {day}, the day of the scorecard."),
            remedy=N_("Choose an earlier day to compare with."),
            found=since.isoformat(),
            day=day.isoformat(),
        )
    return since
