"""The closed lists of the rota."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Half(models.TextChoices):
    """Half of a day: how long a desk’s standing holds at most."""

    MORNING = "am", _("before one o’clock")
    AFTERNOON = "pm", _("after one o’clock")


class ChairState(models.TextChoices):
    """What a desk says of one of its chairs."""

    FREE = "free", pgettext_lazy("a desk", "Free")
    TALKING = "talking", pgettext_lazy("a desk", "In a talk")
    BACK = "back", pgettext_lazy("a desk", "Back later")


class SwapState(models.TextChoices):
    """What became of a date that a partner offered."""

    ASKED = "asked", pgettext_lazy("a swap", "offered")
    ACCEPTED = "accepted", pgettext_lazy("a swap", "taken")
    DECLINED = "declined", pgettext_lazy("a swap", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("a swap", "withdrawn")


#: A date has one swap of these states at most.
STANDING_SWAPS = (SwapState.ASKED, SwapState.ACCEPTED)
#: How often a shift comes back, in weeks; 0: on one day only.
EVERY = (
    (0, _("on this day only")),
    (1, _("every week")),
    (2, _("every second week")),
    (3, _("every third week")),
    (4, _("every fourth week")),
)
