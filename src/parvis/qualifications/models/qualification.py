"""A qualification of one jurisdiction, the ways into it, and the trades it opens."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from parvis.core.said import TranslatedField
from parvis.occupations.models import Occupation
from parvis.qualifications.enums import EntryKind, Isced, Mode, Share
from parvis.qualifications.models.dated import Dated, holding
from parvis.qualifications.models.jurisdiction import Jurisdiction


class QualificationQuerySet(models.QuerySet["Qualification"]):
    """Questions about qualifications, in words."""

    def holding(self, on: datetime.date) -> Self:
        """Keep those that can be taken on a day."""
        return self.filter(holding(on), is_retired=False)

    def opening(self, occupation: Occupation) -> Self:
        """Keep those that open a trade."""
        return self.filter(openings__occupation=occupation)

    def within(self, country: str) -> Self:
        """Keep those of a country, all its parts included."""
        return self.filter(jurisdiction__country=country)


class Qualification(Dated):
    """A diploma, certificate or title that can be won, in one jurisdiction and one mode.

    ``key`` names it for the world (a register's URI, or «CH:sbfi:21104»), ``code`` stands in addresses and notebooks.
    Lengths are months; ``company_share`` is the percentage of time in the company. Blank or None: not known.
    """

    key = models.CharField(max_length=200, unique=True)
    code = models.CharField(max_length=12, unique=True)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="qualifications")
    titles = TranslatedField(help_text="Each language it is called something in; the official one first")
    short = models.CharField(max_length=60, blank=True, help_text="What people call its kind: CAP, EFZ, BTEC")
    mode = models.CharField(max_length=16, choices=Mode.choices, db_index=True)
    eqf = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1…8")
    national_level = models.CharField(max_length=60, blank=True)
    isced = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=Isced.choices, help_text="What one has completed with it, ISCED 2011"
    )
    isced_field = models.CharField(max_length=4, blank=True, help_text="ISCED-F 2013, 2 to 4 digits")
    months_min = models.PositiveSmallIntegerField(null=True, blank=True)
    months_max = models.PositiveSmallIntegerField(null=True, blank=True)
    share = models.CharField(max_length=16, choices=Share.choices, blank=True)
    company_share = models.PositiveSmallIntegerField(null=True, blank=True, help_text="percent")
    rhythm = TranslatedField(help_text="In words: «3 to 4 days a week in the company»")
    minimum_age = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Where it differs from the jurisdiction's rule"
    )
    lets = TranslatedField(help_text="What one may already do with it, in plain words")
    register_uri = models.URLField(max_length=300, blank=True)
    reference = models.CharField(max_length=60, blank=True, db_index=True, help_text="The register's number")
    occupations = models.ManyToManyField(Occupation, through="Opening", related_name="qualifications")
    is_retired = models.BooleanField(default=False, help_text="No longer in its register")
    revision = models.PositiveBigIntegerField(db_index=True)

    objects = QualificationQuerySet.as_manager()

    class Meta:
        ordering = ("key",)
        constraints = (
            models.CheckConstraint(name="eqf_is_1_to_8", condition=Q(eqf__isnull=True) | Q(eqf__gte=1, eqf__lte=8)),
            models.CheckConstraint(
                name="shortest_before_longest",
                condition=Q(months_min__isnull=True)
                | Q(months_max__isnull=True)
                | Q(months_min__lte=models.F("months_max")),
            ),
        )

    def __str__(self) -> str:
        return self.key


class Opening(models.Model):
    """A trade that a qualification opens; ``is_approximate`` when a table of codes lies between."""

    qualification = models.ForeignKey(Qualification, on_delete=models.CASCADE, related_name="openings")
    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="openings")
    source = models.CharField(max_length=300, blank=True)
    is_approximate = models.BooleanField(default=False)
    is_required = models.BooleanField(null=True, blank=True, help_text="The trade may not be worked without it")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("qualification", "occupation"), name="one_opening_a_trade"),)

    def __str__(self) -> str:
        return f"{self.qualification_id}→{self.occupation_id}"


class Entry(models.Model):
    """One way into a qualification. All its conditions must be met; entries of a qualification are alternatives.

    A qualification without entries can be reached by nobody until its entries are known; pages then say so.
    ``months`` is the length when one comes this way (a bridge is shorter); None means the usual length.
    ``least_isced`` and ``least_eqf``: what must be completed at least, wherever; with ``in_country`` only at home.
    """

    qualification = models.ForeignKey(Qualification, on_delete=models.CASCADE, related_name="entries")
    place = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=12, choices=EntryKind.choices, default=EntryKind.STANDARD)
    least_isced = models.PositiveSmallIntegerField(null=True, blank=True, choices=Isced.choices)
    least_eqf = models.PositiveSmallIntegerField(null=True, blank=True)
    in_country = models.BooleanField(default=False, help_text="The schooling must be of the same country")
    needs = models.ForeignKey(Qualification, null=True, blank=True, on_delete=models.CASCADE, related_name="leads_to")
    months_experience = models.PositiveSmallIntegerField(null=True, blank=True, help_text="in the trade or near it")
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    says = TranslatedField(help_text="What else is asked, in words: an aptitude test, a signed contract")

    class Meta:
        ordering = ("qualification", "place")
        constraints = (
            models.UniqueConstraint(fields=("qualification", "place"), name="one_entry_a_place"),
            models.CheckConstraint(name="nothing_needs_itself", condition=~Q(needs=models.F("qualification"))),
        )

    def __str__(self) -> str:
        return f"{self.qualification_id} {self.kind}"
