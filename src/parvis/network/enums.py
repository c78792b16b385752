"""The closed lists of the network. What the label's own papers list and we have not read is not guessed here."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class HouseKind(models.TextChoices):
    """How a place stands in the network: network → house → associated centres → outreach points."""

    HOUSE = "house", pgettext_lazy("kind of place", "Cité des métiers")
    ASSOCIATED = "associated", pgettext_lazy("kind of place", "Associated centre")
    OUTREACH = "outreach", pgettext_lazy("kind of place", "Outreach point")


class LabelState(models.TextChoices):
    """Where a place stands with the label: granted in two steps, confirmed after a year, renewed on a yearly dashboard."""

    IN_PROJECT = "in_project", pgettext_lazy("label", "Being prepared")
    OPERATING = "operating", pgettext_lazy("label", "Labelled and open")
    CONFIRMED = "confirmed", pgettext_lazy("label", "Label confirmed")
    RENEWED = "renewed", pgettext_lazy("label", "Label renewed")
    ENDED = "ended", pgettext_lazy("label", "No longer a member")


class Precision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", "to the day"
    MONTH = "month", "to the month"
    YEAR = "year", "to the year"


class Tone(models.TextChoices):
    """A desk's strong colour (core/static/css/parvis.css has its two values)."""

    BRICK = "brick", "brick"
    LEAF = "leaf", "leaf"
    SEA = "sea", "sea"
    PLUM = "plum", "plum"
    SUN = "sun", "sun"
    NIGHT = "night", "night"


class Weekday(models.IntegerChoices):
    """Days as ISO 8601 numbers them."""

    MONDAY = 1, "mon"
    TUESDAY = 2, "tue"
    WEDNESDAY = 3, "wed"
    THURSDAY = 4, "thu"
    FRIDAY = 5, "fri"
    SATURDAY = 6, "sat"
    SUNDAY = 7, "sun"


class PartnerLevel(models.TextChoices):
    """How far a partner's work reaches."""

    LOCAL = "local", pgettext_lazy("level of a partner", "Local")
    REGIONAL = "regional", pgettext_lazy("level of a partner", "Regional")
    NATIONAL = "national", pgettext_lazy("level of a partner", "National")
    EUROPEAN = "european", pgettext_lazy("level of a partner", "European")


class PartnerType(models.TextChoices):
    """The types of organisation of a pledge of the European Alliance for Apprenticeships."""

    COMPANY = "company", _("Company")
    CHAMBER = "chamber", _("Chamber")
    TRAINING = "training", _("Training provider")
    YOUTH = "youth", _("Youth or non-profit organisation")
    AUTHORITY = "authority", _("Public authority")
    SOCIAL = "social", _("Social partner")
    PROFESSIONAL = "professional", _("Professional body or network")
    RESEARCH = "research", _("Research")


class Role(models.TextChoices):
    """What a member of staff does: at a house, at a partner (editor), in the network (coordinator)."""

    MANAGER = "manager", pgettext_lazy("role", "Manager")
    PROGRAMME = "programme", pgettext_lazy("role", "Programme team")
    DESK = "desk", pgettext_lazy("role", "Desk")
    RECEPTION = "reception", pgettext_lazy("role", "Reception")
    EDITOR = "editor", pgettext_lazy("role", "Editor for a partner")
    COORDINATOR = "coordinator", pgettext_lazy("role", "Coordinator of the network")


#: The roles that a house gives.
HOUSE_ROLES = (Role.MANAGER, Role.PROGRAMME, Role.DESK, Role.RECEPTION)
