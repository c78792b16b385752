"""Words with a fixed list in this room. A mark holds their codes; the codes stay when a name changes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Half(models.TextChoices):
    """Part of a day: the closest a mark says when it was made."""

    MORNING = "am", _("morning")
    AFTERNOON = "pm", _("afternoon")
    EVENING = "eve", _("evening")


class Theme(models.TextChoices):
    """What an interview was about, in the order shown; a house may switch some off."""

    CHOOSE = "choose", _("Choosing a trade")
    SCHOOL = "school", _("School and studies")
    APPRENTICESHIP = "apprenticeship", _("An apprenticeship place")
    TRAINEESHIP = "traineeship", _("A traineeship, trying a trade")
    TRAINING = "training", _("Finding training")
    FUNDING = "funding", _("Paying for training")
    WORK = "work", _("Finding work")
    CV = "cv", _("CV, letters, job interviews")
    CHANGE = "change", _("Changing one’s working life")
    SKILLS = "skills", _("Knowing one’s skills")
    VAE = "vae", _("Having experience recognised")
    DIPLOMA = "diploma", _("A diploma from another country")
    BUSINESS = "business", _("Starting a business")
    MOBILITY = "mobility", _("Learning or working abroad")
    LANGUAGE = "language", _("Learning the language")
    LITERACY = "literacy", _("Reading, writing, counting")
    DIGITAL = "digital", _("Computers and online services")
    RIGHTS = "rights", _("Rights at work")
    HEALTH = "health", _("Health, disability and work")
    OTHER = "other", pgettext_lazy("theme of an interview", "Something else")


class Mode(models.TextChoices):
    """How people talked."""

    THERE = "there", _("At the house")
    PHONE = "phone", _("By telephone")
    VIDEO = "video", _("By video")
    WRITTEN = "written", _("In writing")


class Band(models.TextChoices):
    """How long it took, about."""

    TO_5 = "5", _("up to 5 minutes")
    TO_15 = "15", _("5 to 15 minutes")
    TO_30 = "30", _("15 to 30 minutes")
    TO_60 = "60", _("30 to 60 minutes")
    OVER_60 = "over", _("more than an hour")


class Age(models.TextChoices):
    """Coarse age, only where the house asks and the visitor said it."""

    TO_17 = "17", _("under 18")
    TO_25 = "25", _("18 to 25")
    TO_44 = "44", _("26 to 44")
    TO_59 = "59", _("45 to 59")
    FROM_60 = "over", _("60 or older")


class Status(models.TextChoices):
    """What somebody does now, only where the house asks and the visitor said it."""

    SCHOOL = "school", _("at school or studying")
    TRAINED = "trained", _("apprentice or in training")
    WORKS = "works", _("at work")
    SEEKS = "seeks", _("looking for work")
    ELSE = "else", pgettext_lazy("what somebody does now", "something else")
