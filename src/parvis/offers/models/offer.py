"""A place to start: an apprenticeship, a traineeship or a job that a company offers, as one feed tells it."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from parvis.occupations.models import Occupation
from parvis.offers.enums import Criterion, Match, OfferKind, PayPeriod, Precision
from parvis.offers.models.feed import Feed
from parvis.qualifications.models import Qualification


class OfferQuerySet(models.QuerySet["Offer"]):
    """Questions about offers, in words."""

    def standing(self, now: datetime.datetime) -> Self:
        """Keep what may be shown at ``now``: not expired, not withdrawn, one of each group of duplicates."""
        return self.filter(expires_at__gt=now, withdrawn_on__isnull=True, merged_into__isnull=True)

    def located(self) -> Self:
        """Keep those whose place is known; the others are shown apart and never counted within a radius."""
        return self.filter(latitude__isnull=False)

    def unlocated(self) -> Self:
        """Keep those whose place is not known."""
        return self.filter(latitude__isnull=True)

    def for_trade(self, occupation: Occupation) -> Self:
        """Keep those of a trade."""
        return self.filter(occupation=occupation)

    def of_kind(self, *kinds: OfferKind) -> Self:
        """Keep those of some kinds."""
        return self.filter(kind__in=kinds)


class Offer(models.Model):
    """One record of one feed; duplicates in other feeds point to it by ``merged_into`` and add their sources.

    ``code`` stands in addresses and notebooks. Texts are plain (no markup, no mail address, no telephone number):
    paragraphs are parted by an empty line, items of a list begin with «- ». Blank or None means: nobody said.
    ``expires_at`` is when it vanishes; where the feed said no end, 60 days after it was last seen (domain/lasting.py).
    No person is named: a feed's recruiter is left out.
    """

    code = models.CharField(max_length=16, unique=True)
    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="offers")
    reference = models.CharField(max_length=120, help_text="The sender's own name for it")
    url = models.URLField(max_length=1000, blank=True, help_text="Where the sender shows it")
    kind = models.CharField(max_length=16, choices=OfferKind.choices)
    language = models.CharField(max_length=8, help_text="BCP 47, of its texts")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)

    company = models.CharField(max_length=200, blank=True)
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    town = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    latitude = models.FloatField(null=True, blank=True, help_text="WGS 84; None: unlocated")
    longitude = models.FloatField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.UNLOCATED)

    occupation = models.ForeignKey(Occupation, null=True, blank=True, on_delete=models.SET_NULL, related_name="offers")
    match = models.CharField(max_length=8, choices=Match.choices, default=Match.NONE)
    trade_codes = models.JSONField(
        default=list, blank=True, help_text='What the sender said: ["rome:D1102", "isco:7512"]'
    )
    qualification = models.ForeignKey(
        Qualification, null=True, blank=True, on_delete=models.SET_NULL, related_name="offers"
    )
    eqf = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1…8: trained for, else asked for")

    rhythm = models.CharField(max_length=200, blank=True, help_text="«3 days in the company, 2 at school»")
    contract = models.CharField(max_length=120, blank=True, help_text="As the sender calls it")
    hours = models.CharField(max_length=120, blank=True)
    months_min = models.PositiveSmallIntegerField(null=True, blank=True)
    months_max = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    start = models.CharField(max_length=120, blank=True, help_text="In words, where it is no date: «September»")
    positions = models.PositiveSmallIntegerField(null=True, blank=True)
    pay_min = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    pay_max = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    pay_currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217")
    pay_per = models.CharField(max_length=5, choices=PayPeriod.choices, blank=True)
    pay = models.CharField(max_length=200, blank=True, help_text="In words, where it is no amount")
    languages = models.JSONField(default=list, blank=True, help_text="Spoken at work, BCP 47")
    access = models.CharField(max_length=300, blank=True, help_text="Access needs the company says it meets")

    written_agreement = models.BooleanField(null=True, blank=True)
    learning_outcomes = models.BooleanField(null=True, blank=True)
    pedagogical_support = models.BooleanField(null=True, blank=True)
    workplace_component = models.BooleanField(null=True, blank=True)
    pay_or_compensation = models.BooleanField(null=True, blank=True)
    social_protection = models.BooleanField(null=True, blank=True)
    work_conditions = models.BooleanField(null=True, blank=True)

    ways = models.JSONField(
        default=list, blank=True, help_text='[["call", "…"], ["link", "…"]]; read: domain/applying.py'
    )

    published_on = models.DateField(null=True, blank=True)
    expires_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField(null=True, blank=True, help_text="The end that its feed gave")
    seen_on = models.DateField(help_text="When an import last wrote that it is still in its feed")
    withdrawn_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="duplicates")
    twin_key = models.BigIntegerField(
        db_index=True, help_text="Company, town and kind: where duplicates are looked for"
    )
    digest = models.CharField(max_length=32, help_text="Of the record as read: the same record again writes nothing")
    is_sample = models.BooleanField(default=False)
    revision = models.PositiveBigIntegerField(db_index=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("feed", "reference"), name="one_offer_a_reference"),
            models.CheckConstraint(name="no_offer_is_its_own_duplicate", condition=~Q(merged_into=F("id"))),
            models.CheckConstraint(
                name="located_by_both_or_neither",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_located(self) -> bool:
        """Say whether it can be counted within a radius."""
        return self.latitude is not None

    @property
    def is_approximate(self) -> bool:
        """Say whether its trade was worked out from more than a name; a page says so."""
        return self.match in {Match.PART, Match.CODE}

    @property
    def criteria(self) -> dict[Criterion, bool | None]:
        """Return the seven criteria: True met, False not met, None nobody said."""
        return {criterion: getattr(self, criterion.value) for criterion in Criterion}

    @property
    def criteria_met(self) -> int:
        """Return how many of the seven are met."""
        return sum(met is True for met in self.criteria.values())
