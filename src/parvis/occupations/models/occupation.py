"""A trade: what ESCO calls an occupation, with the words that lead to it and the sheet that explains it."""

from __future__ import annotations

from typing import Self

from django.db import models

from parvis.occupations.enums import Provenance, Sector, WordsKind
from parvis.occupations.models.groups import IscoGroup


class OccupationQuerySet(models.QuerySet["Occupation"]):
    """Questions about trades, in words."""

    def current(self) -> Self:
        """Keep trades that are not retired."""
        return self.filter(retired_in="")

    def in_sector(self, sector: str) -> Self:
        """Keep the trades of a sector."""
        return self.filter(sector=sector)

    def in_isco(self, code: str) -> Self:
        """Keep the trades under an ISCO-08 group of any depth."""
        return self.filter(isco__code__startswith=code)

    def with_texts(self, *languages: str) -> Self:
        """Fetch the texts with the trades in one more query; only ``languages`` when given."""
        texts = OccupationText.objects.filter(language__in=languages) if languages else OccupationText.objects.all()
        return self.prefetch_related(models.Prefetch("texts", queryset=texts))


class Occupation(models.Model):
    """A trade. ``uri`` names it for the world (ESCO's, or ours for what ESCO lacks); ``code`` stands in addresses and notebooks."""

    uri = models.CharField(max_length=200, unique=True)
    code = models.CharField(max_length=12, unique=True)
    seed_key = models.SlugField(
        max_length=60, blank=True, db_index=True, help_text="Key of our authored seed; empty for the others."
    )
    esco_code = models.CharField(max_length=24, blank=True)
    isco = models.ForeignKey(IscoGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="occupations")
    sector = models.CharField(max_length=12, choices=Sector.choices, blank=True, db_index=True)
    pictogram = models.CharField(max_length=24, blank=True)
    rome_codes = models.JSONField(default=list, blank=True)
    version = models.CharField(max_length=12, blank=True, help_text="ESCO version that last held this trade.")
    retired_in = models.CharField(
        max_length=12, blank=True, default="", help_text="ESCO version that no longer held it; empty while current."
    )
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces")
    checked_on = models.DateField(null=True, blank=True)
    seed_marks = models.JSONField(
        default=dict, blank=True, help_text="What our seed last wrote, as digests: what differs since, a house changed."
    )
    revision = models.PositiveBigIntegerField(db_index=True)

    objects = OccupationQuerySet.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.uri

    @property
    def is_retired(self) -> bool:
        """Say whether the newest ESCO loaded no longer holds this trade."""
        return bool(self.retired_in)


class OccupationText(models.Model):
    """A trade in one language. ``summary`` is our one plain sentence; ``description`` is the source's."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    label = models.CharField(max_length=300, help_text="Both gender forms, separated by « / ».")
    label_source = models.CharField(max_length=8, choices=Provenance.choices)
    summary = models.CharField(max_length=300, blank=True)
    description = models.TextField(blank=True)
    description_source = models.CharField(max_length=8, choices=Provenance.choices, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("occupation", "language"), name="one_text_an_occupation_and_language"),
        )
        indexes = (models.Index(fields=("language", "label")),)

    def __str__(self) -> str:
        return self.label


class OccupationWords(models.Model):
    """Words that lead to a trade in one language, one row a kind; never shown as its name."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="words")
    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=12, choices=WordsKind.choices)
    words = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("occupation", "language", "kind"), name="one_row_of_words_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.language}: {len(self.words)}"


class Sheet(models.Model):
    """The plain-language sheet of a trade in one language, authored by people."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="sheets")
    language = models.CharField(max_length=8)
    day = models.TextField()
    likes = models.JSONField(default=list)
    hard = models.JSONField(default=list)
    tries = models.JSONField(default=list)
    is_sample = models.BooleanField(default=True)
    checked_on = models.DateField()
    due_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("occupation", "language"), name="one_sheet_an_occupation_and_language"),
        )

    def __str__(self) -> str:
        return f"{self.occupation_id} {self.language}"
