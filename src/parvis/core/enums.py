"""The closed lists of the core."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ImportState(models.TextChoices):
    """How an import ended."""

    DONE = "done", "done"
    FAILED = "failed", "failed, nothing changed"


class VersionState(models.TextChoices):
    """Where a version of something published stands: of each thing one is published and one at most is open."""

    DRAFT = "draft", pgettext_lazy("version", "draft")
    REVIEW = "review", pgettext_lazy("version", "waits for review")
    PUBLISHED = "published", pgettext_lazy("version", "published")
    REPLACED = "replaced", pgettext_lazy("version", "was published before")
    SET_ASIDE = "set_aside", pgettext_lazy("version", "set aside, never published")


class VersionOrigin(models.TextChoices):
    """How a version came to be."""

    STAFF = "staff", pgettext_lazy("version", "written by staff")
    FILE = "file", pgettext_lazy("version", "came with a file")
    RESTORED = "restored", pgettext_lazy("version", "an earlier version brought back")


class Colour(models.TextChoices):
    """Eight colours that have plain names; each has a pattern of its own too (core/templatetags/swatches.py)."""

    RED = "red", _("red")
    BLUE = "blue", _("blue")
    GREEN = "green", _("green")
    YELLOW = "yellow", _("yellow")
    BLACK = "black", _("black")
    WHITE = "white", _("white")
    BROWN = "brown", _("brown")
    GREY = "grey", _("grey")


class Half(models.TextChoices):
    """Half of a day: the closest that is kept of when a visitor did something (core/domain/half_days.py)."""

    MORNING = "am", _("before one o’clock")
    AFTERNOON = "pm", _("after one o’clock")
