"""An event: what is shown, by whom, to whom; its texts in languages; who takes part."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from parvis.agenda.enums import PUBLIC, EventState, SessionState, Where
from parvis.agenda.models.kind import Kind
from parvis.agenda.models.room import Room
from parvis.network.models import House, Image, Partner
from parvis.occupations.models import Occupation


class EventQuerySet(models.QuerySet["Event"]):
    """Questions about events, in words."""

    def public(self) -> Self:
        """Keep what visitors may see: published, or cancelled after it was."""
        return self.filter(state__in=PUBLIC)

    def at(self, house: House) -> Self:
        """Keep the events of a house."""
        return self.filter(house=house)

    def coming(self, now: datetime.datetime) -> Self:
        """Keep those with a session that is not over at ``now``."""
        return self.filter(Exists(Session.objects.filter(event=OuterRef("pk"), ends__gt=now)))

    def for_trade(self, occupation: Occupation) -> Self:
        """Keep those that show a trade."""
        return self.filter(trades=occupation)

    def with_partner(self, partner: Partner) -> Self:
        """Keep those a partner takes part in."""
        return self.filter(parts__partner=partner)


class Event(models.Model):
    """An event of a house. ``code`` stands in addresses and notebooks; empty text or None means: nobody said.

    ``version`` rises with each change of what is shown; it is no time. ``rule`` is an RRULE of RFC 5545 without its
    prefix, ``first_starts`` and ``first_minutes`` its beginning in the house's local time, from which
    ``domain/repeating.py`` makes sessions.
    """

    code = models.CharField(max_length=12, unique=True)
    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="events")
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="events")
    state = models.CharField(max_length=10, choices=EventState.choices, default=EventState.DRAFT, db_index=True)
    where = models.CharField(max_length=10, choices=Where.choices, default=Where.ROOM)
    place = models.CharField(max_length=200, blank=True, help_text="Elsewhere: name and street")
    town = models.CharField(max_length=120, blank=True, help_text="Elsewhere: the town")
    latitude = models.FloatField(null=True, blank=True, help_text="WGS 84; elsewhere only")
    longitude = models.FloatField(null=True, blank=True)
    url = models.URLField(max_length=300, blank=True, help_text="Online: where to go")
    min_age = models.PositiveSmallIntegerField(null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(null=True, blank=True)
    audience = models.JSONField(default=list, blank=True, help_text="Of enums.Audience")
    senses = models.JSONField(default=list, blank=True, help_text="Of enums.Sense")
    access = models.JSONField(default=list, blank=True, help_text="Of enums.Access")
    languages = models.JSONField(default=list, blank=True, help_text="Spoken there, BCP 47")
    contact = models.CharField(
        max_length=200, blank=True, help_text="A desk's or office's telephone or mail, no person's"
    )
    rule = models.CharField(max_length=300, blank=True)
    first_starts = models.DateTimeField(null=True, blank=True, help_text="Aware; the clock of the house counts")
    first_minutes = models.PositiveIntegerField(default=0)
    except_on = models.JSONField(default=list, blank=True, help_text="Local days without a session, ISO")
    image = models.ForeignKey(Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="events")
    trades = models.ManyToManyField(Occupation, blank=True, related_name="events", through="EventTrade")
    partners = models.ManyToManyField(Partner, blank=True, related_name="events", through="Part")
    reference = models.CharField(max_length=200, blank=True, help_text="The sender's own name for it, where imported")
    source = models.CharField(max_length=300, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    revision = models.PositiveBigIntegerField(db_index=True, default=0)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="event_ages_in_order",
                condition=Q(min_age__isnull=True) | Q(max_age__isnull=True) | Q(max_age__gte=F("min_age")),
            ),
            models.UniqueConstraint(
                fields=("house", "reference"), condition=~Q(reference=""), name="one_event_a_house_and_reference"
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def is_cancelled(self) -> bool:
        """Say whether the whole event was cancelled."""
        return self.state == EventState.CANCELLED


class EventText(models.Model):
    """An event in one language. Paragraphs of ``body`` are parted by an empty line."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    bring = models.CharField(max_length=300, blank=True, help_text="What to bring or wear")
    safety = models.CharField(max_length=300, blank=True, help_text="Age and safety: protective shoes, tied hair …")
    is_machine = models.BooleanField(default=False, help_text="A machine's draft: shown as one")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("event", "language"), name="one_text_an_event_and_language"),)

    def __str__(self) -> str:
        return self.title


class Part(models.Model):
    """A partner that takes part in an event; ``is_proposer`` for the one that proposed it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="parts")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="parts")
    is_proposer = models.BooleanField(default=False)

    class Meta:
        ordering = ("partner__slug",)
        constraints = (models.UniqueConstraint(fields=("event", "partner"), name="one_part_an_event_and_partner"),)

    def __str__(self) -> str:
        return f"{self.event_id}–{self.partner_id}"


class EventTrade(models.Model):
    """A trade that an event shows."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="shown_trades")
    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="shown_at")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("event", "occupation"), name="one_trade_once_an_event"),)

    def __str__(self) -> str:
        return f"{self.event_id}–{self.occupation_id}"


class SessionQuerySet(models.QuerySet["Session"]):
    """Questions about sessions, in words."""

    def public(self) -> Self:
        """Keep those of events that visitors may see."""
        return self.filter(event__state__in=PUBLIC)

    def between(self, first: datetime.datetime, last: datetime.datetime) -> Self:
        """Keep those that touch the time from ``first`` to ``last`` (exclusive)."""
        return self.filter(starts__lt=last, ends__gt=first)

    def coming(self, now: datetime.datetime) -> Self:
        """Keep those not over at ``now``."""
        return self.filter(ends__gt=now)

    def taking_place(self) -> Self:
        """Leave out the cancelled."""
        return self.exclude(state=SessionState.CANCELLED).exclude(event__state=EventState.CANCELLED)


class Session(models.Model):
    """One time at which an event takes place, from ``starts`` to ``ends`` (aware).

    ``time_zone`` is the house's when it was planned. ``made_for`` is the moment the event's rule gave (None: planned by
    hand): a session moved or cancelled keeps it, so that making the sessions anew never brings the old one back.
    ``sequence`` rises with each change that a calendar must be told (RFC 5545 SEQUENCE). ``sent``: it stands as the sender of the event
    gave it, and follows it; what the house planned, moved or cancelled by hand does not.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sessions")
    code = models.CharField(max_length=12, unique=True)
    starts = models.DateTimeField(db_index=True)
    ends = models.DateTimeField(db_index=True)
    time_zone = models.CharField(max_length=40)
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions")
    state = models.CharField(max_length=10, choices=SessionState.choices, default=SessionState.PLANNED)
    moved_from = models.DateTimeField(null=True, blank=True)
    made_for = models.DateTimeField(null=True, blank=True)
    note = models.JSONField(default=dict, blank=True, help_text="{language: why it was moved or cancelled}")
    sequence = models.PositiveIntegerField(default=0)
    sent = models.BooleanField(default=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ("starts", "code")
        constraints = (
            models.CheckConstraint(name="session_ends_after_it_starts", condition=Q(ends__gt=F("starts"))),
            models.UniqueConstraint(
                fields=("event", "made_for"), condition=Q(made_for__isnull=False), name="one_session_a_recurrence"
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def is_cancelled(self) -> bool:
        """Say whether this session alone was cancelled; ask the event too."""
        return self.state == SessionState.CANCELLED
