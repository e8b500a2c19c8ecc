"""What a page must remember between two requests. It holds; nothing is decided here."""

from django.db import models


class Upload(models.Model):
    """A workbook's changes as they were previewed, kept until they are confirmed or expire.

    `edits` are the changes in the form that `sheets.pending` gives them; `recorded` is null until they are confirmed.
    """

    token = models.CharField(max_length=64, unique=True)
    portfolio = models.CharField(max_length=100)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    file_hash = models.CharField(max_length=64)
    edits = models.JSONField(default=list)
    unchanged = models.PositiveIntegerField()
    absent = models.JSONField(default=list)
    recorded = models.PositiveIntegerField(null=True, blank=True)


class Pack(models.Model):
    """A published board pack, whole and in both languages as it was then. Rows are only ever added.

    The documents are JSON text in the form of `pack.document`: what they say is shown again exactly.
    """

    portfolio = models.CharField(max_length=100)
    as_at = models.DateField()
    snapshot = models.CharField(max_length=200)
    document_en = models.TextField()
    document_cy = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=150)

    class Meta:
        indexes = [models.Index(fields=["portfolio", "as_at"], name="pack_of")]


class PackJob(models.Model):
    """A pack that is being made: how far it is, and what became of it. `told` is why it could not be made."""

    token = models.CharField(max_length=64, unique=True)
    portfolio = models.CharField(max_length=100)
    snapshot = models.CharField(max_length=200)
    as_at = models.DateField(null=True)
    since = models.DateField(null=True)
    language = models.CharField(max_length=2)
    format = models.CharField(max_length=4)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    section = models.TextField(blank=True, default="")
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    told = models.TextField(blank=True, default="")
