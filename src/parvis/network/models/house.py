"""A place of the network and its dated standing in it."""

from __future__ import annotations

import datetime
from typing import Self
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from parvis.core.said import TranslatedField
from parvis.network.enums import HouseKind, LabelState, Precision


def validate_time_zone(name: str) -> None:
    """Refuse what the IANA time zone database does not name."""
    if name not in available_timezones():
        message = f"{name!r} is no time zone of the IANA database"
        raise ValidationError(message)


class HouseQuerySet(models.QuerySet["House"]):
    """Questions about places, in words."""

    def with_state(self, on: datetime.date) -> Self:
        """Annotate ``state``: the newest label state known to hold on the day ``on``; None when nothing is known."""
        newest = Membership.objects.filter(house=OuterRef("pk")).standing(on).order_by("-known_on", "-pk")
        return self.annotate(state=Subquery(newest.values("state")[:1]))

    def standing(self, on: datetime.date) -> Self:
        """Keep the places that had not left the network by the day ``on``; ``state`` is annotated."""
        return self.with_state(on).filter(Q(state__isnull=True) | ~Q(state=LabelState.ENDED))

    def in_country(self, code: str) -> Self:
        """Keep the places of a country (ISO 3166-1 alpha-2)."""
        return self.filter(country=code.upper())

    def within_box(self, south: float, west: float, north: float, east: float) -> Self:
        """Keep the places between two latitudes and two longitudes, in degrees; ``west`` > ``east`` crosses 180°."""
        kept = self.filter(latitude__range=(south, north))
        if west <= east:
            return kept.filter(longitude__range=(west, east))
        return kept.filter(Q(longitude__gte=west) | Q(longitude__lte=east))

    def with_hours(self) -> Self:
        """Fetch opening hours and exceptions with the places, in two more queries."""
        return self.prefetch_related("periods", "exceptions")


class House(models.Model):
    """A place: a Cité des métiers, a centre associated to one, or an outreach point.

    ``slug`` stands in its address, ``code`` in notebooks. ``latitude`` and ``longitude`` are WGS 84 degrees; with
    ``is_place_of_town`` they are those of the town, not of the door. Empty text or None means: not known.
    ``kept_hash`` is the fingerprint of the row as our sample wrote it; when the row's own differs, the house has changed it.
    """

    kind = models.CharField(max_length=12, choices=HouseKind.choices, default=HouseKind.HOUSE)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="centres")
    slug = models.SlugField(max_length=60, unique=True)
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=160)
    name_language = models.CharField(max_length=8)
    other_names = models.JSONField(default=list, blank=True)
    country = models.CharField(max_length=2, db_index=True, help_text="ISO 3166-1 alpha-2")
    region = models.CharField(max_length=120, blank=True)
    town = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=16, blank=True)
    latitude = models.FloatField(validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(validators=[MinValueValidator(-180), MaxValueValidator(180)])
    is_place_of_town = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=40, validators=[validate_time_zone])
    languages = models.JSONField(default=list, blank=True, help_text="Languages spoken at the house, BCP 47")
    website = models.URLField(blank=True)
    phone = models.CharField(max_length=32, blank=True)
    email = models.EmailField(blank=True)
    about = TranslatedField()
    access = TranslatedField(help_text="Step-free way, hearing loop and so on, as far as known")
    directions = TranslatedField()
    machine_texts = models.JSONField(
        default=list, blank=True, help_text="Texts that a machine translated and nobody read yet, as about/ar"
    )
    holiday_subdivision = models.CharField(max_length=12, blank=True, help_text="ISO 3166-2 part after the country")
    closes_on_holidays = models.BooleanField(null=True, blank=True, help_text="Public holidays; empty when not known")
    source = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=300, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False, help_text="Desks or hours are ours, not the house's")
    kept_hash = models.CharField(max_length=64, blank=True, editable=False)
    revision = models.PositiveBigIntegerField(db_index=True)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ("country", "town", "name", "slug")
        indexes = (models.Index(fields=("latitude", "longitude"), name="house_place"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)), name="house_stands_on_earth"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> dict[str, str]:
        """Return its name as a text: a proper name stands in its own language alone, and ``said_plain`` marks that one."""
        return {self.name_language: self.name}

    def is_stale(self, on: datetime.date) -> bool:
        """Say whether the facts were due to be checked before the day ``on``."""
        return self.due_on is not None and self.due_on < on


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about memberships, in words."""

    def standing(self, on: datetime.date) -> Self:
        """Keep what was known and held on the day ``on``."""
        begun = Q(since__isnull=True) | Q(since__lte=on)
        lasting = Q(until__isnull=True) | Q(until__gte=on)
        return self.filter(begun, lasting, known_on__lte=on)


class Membership(models.Model):
    """One dated statement on a place's standing in the network, and who made it.

    ``since`` and ``until`` bound the state where the source dates it; ``known_on`` is the day of the source, so that the
    newest statement speaks and the older ones remain.
    """

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="memberships")
    state = models.CharField(max_length=12, choices=LabelState.choices)
    since = models.DateField(null=True, blank=True)
    since_precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    until = models.DateField(null=True, blank=True)
    known_on = models.DateField()
    known_on_precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    source = models.CharField(max_length=300)
    source_url = models.URLField(max_length=300, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("-known_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="membership_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.house_id} {self.state} {self.known_on}"
