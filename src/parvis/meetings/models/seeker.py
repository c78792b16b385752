"""Training seekers of a day, by a name of a word, a colour and two digits; and what they say of tables."""

from __future__ import annotations

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from parvis.core.enums import Colour
from parvis.core.random_keys import RandomKeyField, random_number
from parvis.meetings.enums import Presence, Rhythm, Start, WishKind
from parvis.meetings.models.day import MeetingDay
from parvis.meetings.models.table import Table, level_field
from parvis.meetings.rules import MOST_MEETINGS, facts_of
from parvis.offers.enums import OfferKind


class SeekerQuerySet(models.QuerySet["Seeker"]):
    """Questions about seekers, in words."""

    def coming(self) -> Self:
        """Keep those for whom meetings are planned: all but who said no, or left."""
        return self.exclude(presence__in=(Presence.ABSENT, Presence.LEFT))

    def present(self) -> Self:
        """Keep those who are here."""
        return self.filter(presence=Presence.HERE)


class Seeker(models.Model):
    """Somebody who seeks a place to start. No name, no contact, no time of any act; all goes seven days after the day.

    ``id`` is drawn by chance and rows lie by it, so that nothing tells who came first. ``locator`` is a keyed fingerprint of the return code
    (core/domain/return_codes.py; None: typed in without a code), ``once`` one of the form that joined, so that it counts once. The name
    on screens and slips is ``word``, ``colour`` and ``number`` (domain/seekers/aliases.py). ``spoken`` is the language of its page and slip.
    ``languages`` (BCP 47; empty: any), ``zone`` one of the day's, ``slots`` when they can (empty: the whole day), ``needs`` requirements
    (``rules.is_need``). ``level`` … ``start`` are stated for tables to wish and refuse; blank or None: open. ``open``: meets tables beyond the
    wishes too. On the day ``since`` is the first slot from which somebody late is expected, ``until`` the first at which they will have left:
    slots, never times. ``has_told``: the outcome was counted; which one is not known.
    """

    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    day = models.ForeignKey(MeetingDay, on_delete=models.CASCADE, related_name="seekers")
    locator = models.CharField(max_length=32, null=True, unique=True, editable=False)
    once = models.CharField(max_length=32, null=True, unique=True, editable=False)
    word = models.CharField(max_length=16)
    colour = models.CharField(max_length=6, choices=Colour.choices)
    number = models.PositiveSmallIntegerField()
    spoken = models.CharField(max_length=12, blank=True)
    languages = models.JSONField(default=list, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    slots = models.JSONField(default=list, blank=True)
    needs = models.JSONField(default=list, blank=True)
    level = level_field()
    contract = models.CharField(max_length=16, choices=OfferKind.choices, blank=True)
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices, blank=True)
    start = models.CharField(max_length=12, choices=Start.choices, blank=True)
    most = models.PositiveSmallIntegerField(
        default=4, validators=[MinValueValidator(1), MaxValueValidator(MOST_MEETINGS)]
    )
    open = models.BooleanField(default=True)
    presence = models.CharField(max_length=8, choices=Presence.choices, default=Presence.EXPECTED)
    since = models.PositiveSmallIntegerField(null=True, blank=True)
    until = models.PositiveSmallIntegerField(null=True, blank=True)
    has_told = models.BooleanField(default=False)

    objects = SeekerQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("day", "presence"), name="seeker_presence"),)
        constraints = (
            models.UniqueConstraint(fields=("day", "word", "colour", "number"), name="one_seeker_a_name"),
            models.CheckConstraint(condition=Q(most__range=(1, MOST_MEETINGS)), name="seeker_wants_meetings"),
        )

    def __str__(self) -> str:
        return f"{self.day_id} {self.presence}"

    def facts(self) -> list[str]:
        """Return what is stated, as tables' wishes name it."""
        return facts_of(
            {
                "level": self.level,
                "contract": self.contract,
                "rhythm": self.rhythm,
                "start": self.start,
                "zone": self.zone,
            }
        )


class Wish(models.Model):
    """What a seeker says of a table: a wish or a veto. A table never sees whose."""

    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    seeker = models.ForeignKey(Seeker, on_delete=models.CASCADE, related_name="wishes")
    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="wishes")
    kind = models.CharField(max_length=4, choices=WishKind.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("seeker", "table"), name="one_wish_a_seeker_and_table"),)

    def __str__(self) -> str:
        return self.kind
