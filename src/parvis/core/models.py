"""What every room stands on: revisions that search and pages follow, the reports of imports, versions of what is published."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from parvis.core.enums import ImportState, VersionOrigin, VersionState


class Revision(models.Model):
    """How far a room's public data has moved; one row a room. Its row lock orders writers (domain/revisions.py)."""

    room = models.CharField(max_length=32, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    removed = models.PositiveBigIntegerField(
        default=0, help_text="The revision at which something was last taken away."
    )

    def __str__(self) -> str:
        return f"{self.room} {self.number}"


class ImportReport(models.Model):
    """The ACK of one import: what was read, created, changed, left, refused, and why. No one's name is kept."""

    importer = models.CharField(max_length=32)
    version = models.CharField(max_length=32, blank=True)
    files = models.JSONField(default=list)
    started_at = models.DateTimeField()
    seconds = models.FloatField(default=0)
    state = models.CharField(max_length=10, choices=ImportState.choices)
    counts = models.JSONField(default=dict, help_text="{thing: {read, created, changed, unchanged, retired, refused}}")
    refusals = models.JSONField(default=list, help_text="[{file, line, reason}], the first thousand")
    sentence = models.TextField(blank=True)

    class Meta:
        ordering = ("-started_at",)

    def __str__(self) -> str:
        return f"{self.importer} {self.started_at:%Y-%m-%d %H:%M} {self.state}"


class ImportChange(models.Model):
    """A row as an import found it and as it left it: what undoing the import needs, kept for a while (domain/journal.py)."""

    report = models.ForeignKey(ImportReport, on_delete=models.CASCADE, related_name="changes")
    room = models.CharField(max_length=32)
    thing = models.CharField(max_length=32)
    key = models.CharField(max_length=200)
    before = models.JSONField(null=True, help_text="None: it was not there")
    after = models.JSONField(null=True, help_text="None: it was taken away")

    def __str__(self) -> str:
        return f"{self.report_id} {self.thing} {self.key}"


class Version(models.Model):
    """What something said at one time: a draft, what is published, or what was. No person: the log of staff says who.

    A room's own table adds ``subject``, a foreign key to the thing (domain/versions.py says how). ``base`` is the number of
    the version that was published when a draft was begun; ``note`` a sentence of whoever hands it in, ``answer`` of whoever
    sends it back.
    """

    subject: Any
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=VersionState.choices)
    origin = models.CharField(max_length=10, choices=VersionOrigin.choices, default=VersionOrigin.STAFF)
    base = models.PositiveIntegerField(default=0)
    data = models.JSONField()
    note = models.CharField(max_length=300, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("subject", "number"), name="%(app_label)s_%(class)s_number"),
            models.UniqueConstraint(
                fields=("subject",), condition=Q(state__in=("draft", "review")), name="%(app_label)s_%(class)s_one_open"
            ),
            models.UniqueConstraint(
                fields=("subject",), condition=Q(state="published"), name="%(app_label)s_%(class)s_one_live"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.state}"

    @property
    def is_past(self) -> bool:
        """Say whether it is neither what is published nor the draft: what was, and can be brought back."""
        return self.state in {VersionState.REPLACED, VersionState.SET_ASIDE}
