"""The closed lists of qualifications, their rules and the ways into them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """How a qualification is come by. Apprenticeship in the EU sense: company and school, recognised, usually paid."""

    APPRENTICESHIP = "apprenticeship", _("apprenticeship")
    SCHOOL = "school", _("at school")
    ADULT = "adult", _("adult training")
    RECOGNITION = "recognition", _("recognition of experience")
    MOBILITY = "mobility", _("a stay abroad")


class EntryKind(models.TextChoices):
    """What kind of door an entry is."""

    STANDARD = "standard", _("the usual way in")
    BRIDGE = "bridge", _("a bridge from a neighbouring qualification")
    EXPERIENCE = "experience", _("by experience")
    EQUIVALENCE = "equivalence", _("a foreign qualification is recognised")


class Isced(models.IntegerChoices):
    """What somebody has completed, after ISCED 2011."""

    NOTHING = 0, _("less than primary school")
    PRIMARY = 1, _("primary school")
    LOWER_SECONDARY = 2, _("lower secondary school, to about 15")
    UPPER_SECONDARY = 3, _("upper secondary school, or an apprenticeship")
    POST_SECONDARY = 4, _("a year or two after upper secondary school")
    SHORT_TERTIARY = 5, _("short higher education")
    BACHELOR = 6, _("bachelor or the like")
    MASTER = 7, _("master or the like")
    DOCTOR = 8, _("doctorate")


class Topic(models.TextChoices):
    """What a rule of a jurisdiction is about; the shape of its values is in ``rules.py``."""

    MINIMUM_AGE = "minimum_age", _("from what age")
    MAXIMUM_AGE = "maximum_age", _("to what age")
    PAY = "pay", _("pay")
    SIGNS = "signs", _("who signs")
    ADVERTS = "adverts", _("when places are advertised")
    CONTRACT = "contract", _("contract")
    COMPANY = "company", _("what a company must have to train")
    TRIAL = "trial", _("trial period")
    RECOGNITION = "recognition", _("recognition of experience")
    MOBILITY = "mobility", _("part of it abroad")


class Share(models.TextChoices):
    """How time is parted between company and school."""

    DAYS = "days", _("some days of the week at each place")
    BLOCKS = "blocks", _("weeks at each place in turn")
    SCHOOL_FIRST = "school_first", _("school first, then the company")
    SCHOOL_ONLY = "school_only", _("at school, with placements")
    COMPANY_ONLY = "company_only", _("in the company")
