"""The closed lists of staff accounts."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Purpose(models.TextChoices):
    """What a one-time link is for."""

    INVITATION = "invite", pgettext_lazy("one-time link", "Invitation")
    RECOVERY = "recover", pgettext_lazy("one-time link", "Lost device")


class Task(models.TextChoices):
    """What a page of staff is for, in the order in which the workspace shows them."""

    VISITORS = "visitors", pgettext_lazy("staff pages", "With visitors")
    PROGRAMME = "programme", pgettext_lazy("staff pages", "Programme and seats")
    HOUSE = "house", pgettext_lazy("staff pages", "What the house says")
    PEOPLE = "people", pgettext_lazy("staff pages", "Staff and partners")
    FIGURES = "figures", pgettext_lazy("staff pages", "Figures")
    OWN = "own", pgettext_lazy("staff pages", "My account")
