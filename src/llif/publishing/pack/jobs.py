"""Making a pack away from the page that asked for it: a job that tells how far it is, and keeps its file for a day."""

import secrets
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from llif.access.actor import Actor
from llif.publishing.figures import windows
from llif.publishing.models import PackJob
from llif.publishing.pack import review, writing
from llif.publishing.pack.formats import Format, rendered
from llif.publishing.pack.told import told
from llif.publishing.words import speaking, translate
from llif.terms.errors import LlifError

KEPT = timedelta(days=1)
FOLDER = "packs"


def ask(
    *, by: Actor, portfolio: str, snapshot: str, as_at: date | None, since: date | None, language: str, form: Format
) -> PackJob:
    """Put a pack in the queue. Files of jobs older than a day are cleared away."""
    _clear()
    job = PackJob.objects.create(
        token=secrets.token_urlsafe(32),
        portfolio=portfolio,
        snapshot=snapshot,
        as_at=as_at,
        since=since,
        language=language,
        format=form.value,
        made_by=by.name,
        made_at=timezone.now(),
    )
    make.enqueue(job.pk)
    return job


@task()
def make(number: int) -> None:
    """Write the pack and its file. What is wrong with the question is told to whoever asked; a fault stays a fault."""
    job = PackJob.objects.get(pk=number)
    with speaking(job.language):
        try:
            _made(job)
        except LlifError as error:
            job.told = error.render(translate)
    job.finished_at = timezone.now()
    job.save(update_fields=["told", "finished_at"])


def _made(job: PackJob) -> None:
    shown = windows.snapshot(settings.LLIF_HOME, job.portfolio, name=job.snapshot)
    asked = told(shown, now=timezone.now(), as_at=job.as_at, since=job.since)
    noted = review.notes(job.portfolio, job.as_at or asked.scorecard.moment.day)

    def progress(section: str, done: int, of: int) -> None:
        PackJob.objects.filter(pk=job.pk).update(section=section, done=done, of=of + 1)

    content = rendered(writing.document(asked, progress, noted), Format(job.format))
    target = path(job)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.write_bytes(content)
    part.replace(target)


def path(job: PackJob) -> Path:
    return Path(settings.LLIF_HOME) / FOLDER / f"{job.token}.{job.format}"


def _clear() -> None:
    for old in PackJob.objects.filter(made_at__lt=timezone.now() - KEPT):
        path(old).unlink(missing_ok=True)
        old.delete()
