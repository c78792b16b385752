"""How many seats a session has, and how they may be taken."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from parvis.agenda.models import Session
from parvis.seats.rules import online_seats


class Plan(models.Model):
    """The seats of one session. Its row is the lock of every act on them (domain/locking.py).

    ``walk_in_share`` percent of the seats are never given ahead. ``confirm_hours`` is how long seats offered to the line wait
    for a yes. ``closes`` empty: when the session begins. What is left when the holdings are purged: how many seats were taken, how many came.
    """

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="seat_plan")
    seats = models.PositiveIntegerField(validators=[MinValueValidator(1), MaxValueValidator(20_000)])
    walk_in_share = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(100)])
    per_holding = models.PositiveSmallIntegerField(default=6, validators=[MinValueValidator(1), MaxValueValidator(6)])
    opens = models.DateTimeField(null=True, blank=True)
    closes = models.DateTimeField(null=True, blank=True)
    confirm_hours = models.PositiveSmallIntegerField(
        default=24, validators=[MinValueValidator(1), MaxValueValidator(168)]
    )
    has_line = models.BooleanField(default=True, help_text="Whether people may wait when the seats are gone")
    taken_in_the_end = models.PositiveIntegerField(null=True, editable=False)
    came_in_the_end = models.PositiveIntegerField(null=True, editable=False)
    takes_groups = models.BooleanField(default=True, help_text="School classes and other groups, up to 60")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(walk_in_share__lte=100), name="plan_share_is_percent"),
            models.CheckConstraint(condition=Q(per_holding__range=(1, 6)), name="plan_holding_is_small"),
        )

    def __str__(self) -> str:
        return f"{self.session_id}: {self.seats}"

    @property
    def online(self) -> int:
        """Return how many seats may be taken ahead."""
        return online_seats(self.seats, self.walk_in_share)
