"""The closed lists of staff accounts."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Purpose(models.TextChoices):
    """What a one-time link is for."""

    INVITATION = "invite", pgettext_lazy("one-time link", "Invitation")
    RECOVERY = "recover", pgettext_lazy("one-time link", "Lost device")
