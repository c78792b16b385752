"""The closed lists of offers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferKind(models.TextChoices):
    """What is offered. Apprenticeship in the EU sense: company and school, recognised qualification, usually contract and pay."""

    APPRENTICESHIP = "apprenticeship", _("apprenticeship")
    TRAINEESHIP = "traineeship", _("traineeship")
    JOB = "job", _("job")


class Precision(models.TextChoices):
    """How exactly the place on the map is known."""

    EXACT = "exact", _("the address")
    TOWN = "town", _("the town")
    UNLOCATED = "unlocated", _("not known")


class Match(models.TextChoices):
    """How the trade of an offer was found (``domain/matching.py``); all but the first two are approximate."""

    GIVEN = "given", _("said by the sender")
    NAME = "name", _("the title is a name of the trade")
    PART = "part", _("the title begins with a name of the trade")
    CODE = "code", _("through a code of trades")
    NONE = "none", _("not known")


class PayPeriod(models.TextChoices):
    """What an amount of pay is for."""

    HOUR = "hour", _("an hour")
    DAY = "day", _("a day")
    WEEK = "week", _("a week")
    MONTH = "month", _("a month")
    YEAR = "year", _("a year")


class Criterion(models.TextChoices):
    """The seven visible criteria of the European framework for quality and effective apprenticeships (2018), in its order.

    The values are names of columns of an offer: True met, False not met, None nobody said.
    """

    WRITTEN_AGREEMENT = "written_agreement", _("written agreement")
    LEARNING_OUTCOMES = "learning_outcomes", _("what will be learnt is said")
    PEDAGOGICAL_SUPPORT = "pedagogical_support", _("somebody trained to help you learn")
    WORKPLACE_COMPONENT = "workplace_component", _("a good part of it in the company")
    PAY = "pay_or_compensation", _("pay or compensation")
    SOCIAL_PROTECTION = "social_protection", _("social protection")
    WORK_CONDITIONS = "work_conditions", _("work conditions, health and safety")


class ApplyBy(models.TextChoices):
    """How to apply."""

    CALL = "call", _("call")
    COME = "come", _("come in person")
    LINK = "link", _("apply on their page")
    WRITE = "write", _("write")
    MEETING = "meeting", _("come to a meeting day")


class AckState(models.TextChoices):
    """What became of one record of a feed: what the sender reads in the acknowledgement."""

    CREATED = "created", "created"
    CHANGED = "changed", "changed"
    UNCHANGED = "unchanged", "unchanged"
    MERGED = "merged", "merged"
    WITHDRAWN = "withdrawn", "withdrawn"
    REFUSED = "refused", "refused"
