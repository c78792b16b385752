"""Words with a fixed list in this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a holding stands."""

    HELD = "held", _("Your seats are kept")
    WAITING = "waiting", _("You are waiting")
    OFFERED = "offered", _("Seats are free for you: say yes in time")
    RELEASED = "released", _("You gave these seats back")
    USED = "used", _("You came in with this code")
    LAPSED = "lapsed", _("Nobody said yes in time: the seats went to the next in line")


#: States that take seats away from others.
SITTING = (State.HELD, State.OFFERED, State.USED)
#: States in which something can still be done with the code.
ALIVE = (State.HELD, State.WAITING, State.OFFERED)


class Seen(models.TextChoices):
    """What the door sees of a code."""

    VALID = "valid", _("Valid: come in")
    USED = "used", _("Already used")
    NOT_VALID = "not", _("Not valid")
