"""Words with a fixed list in this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.IntegerChoices):
    """Who wrote a letter. A desk signs, never a person."""

    VISITOR = 1, _("You")
    DESK = 2, _("The desk")
    HANDED = 3, _("Handed on to another desk")


class State(models.TextChoices):
    """Where a thread stands."""

    NEW = "new", _("Not answered yet")
    ANSWERED = "answered", _("Answered")
    WAITING = "waiting", _("You wrote again: not answered yet")
    CLOSED = "closed", _("Answered, and ended by the desk")


#: States in which the desk owes an answer.
OWED = (State.NEW, State.WAITING)


class Keep(models.IntegerChoices):
    """How many days after the last letter a thread is kept, as its visitor chooses."""

    WEEK = 7, _("one week")
    MONTH = 30, _("30 days")
    LONGEST = 90, _("90 days")
