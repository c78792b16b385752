"""The closed lists of the line."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Mode(models.TextChoices):
    """How a house takes people in turn; most need nothing, because a ticket recalls an office."""

    NOD = "nod", _("No tickets: a colleague nods when free")
    TICKET = "ticket", _("Tickets, one line for the whole house")
    THEME = "theme", _("Tickets by language and question")


class State(models.TextChoices):
    """Where a ticket stands."""

    WAITING = "waiting", pgettext_lazy("a ticket", "waits")
    AWAY = "away", pgettext_lazy("a ticket", "comes back later")
    CALLED = "called", pgettext_lazy("a ticket", "is called")
    WITH_US = "with_us", pgettext_lazy("a ticket", "is with us")
    MISSED = "missed", pgettext_lazy("a ticket", "was called and did not come")
    LEFT = "left", pgettext_lazy("a ticket", "gave the ticket back")
    GONE = "gone", pgettext_lazy("a ticket", "was with us")


#: A name stays taken as long as the ticket is one of these.
ALIVE = (State.WAITING, State.AWAY, State.CALLED, State.WITH_US, State.MISSED)
#: A ticket that somebody at a table has in hand.
IN_HAND = (State.CALLED, State.WITH_US)

#: A ticket that nobody has in hand, and that ends with its day.
STILL_WAITED = (State.WAITING, State.AWAY, State.MISSED)


class Step(models.TextChoices):
    """What is counted of a ticket, by half-day; none says which table or who."""

    TAKEN = "taken", _("tickets taken")
    SAT = "sat", _("came to a table")
    LEFT = "left", _("gave the ticket back")
    MISSED = "missed", _("did not come when called")
    EXPIRED = "expired", _("still waited at the end of the day")


class By(models.TextChoices):
    """By what tickets are counted: all together by half-day; by desk and by language by month, each apart."""

    ALL = "all", "all together"
    DESK = "desk", "the desk that was wanted"
    LANGUAGE = "language", "the language that was wanted"
