"""Tables of recruiters, and what they offer: all of it public."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from parvis.meetings.enums import Presence, Rhythm, Start
from parvis.meetings.models.day import MeetingDay
from parvis.meetings.rules import LEVELS, LONGEST_TITLE, MOST_INTERVIEWERS
from parvis.network.models import Partner
from parvis.offers.enums import OfferKind
from parvis.offers.models import Offer


class Table(models.Model):
    """A table of one organisation on one day. It names no recruiter.

    ``key`` names it in files and addresses, ``sign`` is what stands over it (empty: the key). The organisation is a ``partner`` of the
    network, whose editors may write here, or a plain name. ``interviewers`` talk at the same time, each with one seeker: places
    1 … ``interviewers``. ``slots`` are those it has (empty: all; a break is one it does not have). ``languages`` (BCP 47; empty: any).
    ``access`` are needs it meets (``rules.is_need``), ``x`` and ``y`` metres from the door's corner of the hall plan. ``wants`` and ``refuses`` are
    facts that seekers state (``rules.fact``). ``held``: [{slot, need, places}], kept for those with the need until released.

    ``presence``, ``present`` (how many interviewers are there; None: all) and ``since``, ``until`` (slots, as with seekers) are of the day itself. ``is_apart``: it
    has no network and calls by its ``card``: [[slot, [seeker, …]], …] by primary keys, for the slot called last and those after it. ``screen`` is a fingerprint of the table's
    code, which stands on its card: it opens its screen and nothing else. ``seal`` is the public half of the key to which names are
    sealed for this table; the other half is made from that code and is kept nowhere.
    """

    day = models.ForeignKey(MeetingDay, on_delete=models.CASCADE, related_name="tables")
    key = models.SlugField(max_length=30)
    partner = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="meeting_tables")
    organisation = models.CharField(max_length=120, blank=True)
    sign = models.CharField(max_length=30, blank=True)
    interviewers = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_INTERVIEWERS)]
    )
    slots = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    access = models.JSONField(default=list, blank=True)
    x = models.FloatField(null=True, blank=True)
    y = models.FloatField(null=True, blank=True)
    wants = models.JSONField(default=list, blank=True)
    refuses = models.JSONField(default=list, blank=True)
    held = models.JSONField(default=list, blank=True)
    presence = models.CharField(max_length=8, choices=Presence.choices, default=Presence.EXPECTED)
    present = models.PositiveSmallIntegerField(null=True, blank=True)
    since = models.PositiveSmallIntegerField(null=True, blank=True)
    until = models.PositiveSmallIntegerField(null=True, blank=True)
    is_apart = models.BooleanField(default=False)
    card = models.JSONField(default=list, blank=True)
    screen = models.CharField(max_length=32, null=True, unique=True, editable=False)
    seal = models.BinaryField(max_length=32, null=True)

    class Meta:
        ordering = ("day", "key")
        constraints = (
            models.UniqueConstraint(fields=("day", "key"), name="one_meeting_table_a_key"),
            models.CheckConstraint(
                condition=Q(partner__isnull=False) | ~Q(organisation=""), name="meeting_table_has_an_organisation"
            ),
            models.CheckConstraint(
                condition=Q(interviewers__range=(1, MOST_INTERVIEWERS)), name="meeting_table_has_places"
            ),
            models.CheckConstraint(
                condition=Q(x__isnull=True, y__isnull=True) | Q(x__isnull=False, y__isnull=False),
                name="meeting_table_stands_or_not",
            ),
        )

    def __str__(self) -> str:
        return self.key


def level_field() -> models.PositiveSmallIntegerField[int | None, int | None]:
    """Return a column for a level of the European Qualifications Framework; None: open."""
    return models.PositiveSmallIntegerField(null=True, blank=True, choices=[(level, str(level)) for level in LEVELS])


class TableOffer(models.Model):
    """A place to start that a table speaks of: an offer of this site, or a profile in words of its own. Blank or None: open.

    Where ``offer`` is set its own page says more; the columns say what counts for the meeting. An offer that goes leaves them.
    """

    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="offers")
    offer = models.ForeignKey(Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="meeting_tables")
    title = models.CharField(max_length=LONGEST_TITLE)
    language = models.CharField(max_length=8, blank=True, help_text="BCP 47, of its title")
    level = level_field()
    contract = models.CharField(max_length=16, choices=OfferKind.choices, blank=True)
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices, blank=True)
    start = models.CharField(max_length=12, choices=Start.choices, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    positions = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("table", "id")

    def __str__(self) -> str:
        return self.title
