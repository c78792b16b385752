"""The closed lists of meeting days."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DayState(models.TextChoices):
    """Where a meeting day stands."""

    DRAFT = "draft", pgettext_lazy("a meeting day", "being prepared")
    OPEN = "open", pgettext_lazy("a meeting day", "open: people can join")
    PLANNED = "planned", pgettext_lazy("a meeting day", "planned: everybody can see their meetings")
    RUNNING = "running", pgettext_lazy("a meeting day", "going on")
    OVER = "over", pgettext_lazy("a meeting day", "over")


#: What visitors may see of it: tables, offers, wanted profiles.
SHOWN = (DayState.OPEN, DayState.PLANNED, DayState.RUNNING, DayState.OVER)
#: Whose meetings hold.
WITH_PLAN = (DayState.PLANNED, DayState.RUNNING)


class Presence(models.TextChoices):
    """Whether somebody is there on the day: a seeker, or the people of a table."""

    EXPECTED = "expected", pgettext_lazy("somebody", "is expected")
    HERE = "here", pgettext_lazy("somebody", "is here")
    LATE = "late", pgettext_lazy("somebody", "comes later")
    ABSENT = "absent", pgettext_lazy("somebody", "does not come")
    LEFT = "left", pgettext_lazy("somebody", "has left")


class WishKind(models.TextChoices):
    """What a seeker says of a table."""

    WISH = "wish", _("I wish to meet them")
    VETO = "veto", _("I do not want to meet them")


class MeetingState(models.TextChoices):
    """Where a meeting stands. One that cannot take place any more is LOST; one that a new plan leaves out is deleted."""

    PLANNED = "planned", pgettext_lazy("a meeting", "planned")
    CALLED = "called", pgettext_lazy("a meeting", "called to the table")
    HELD = "held", pgettext_lazy("a meeting", "took place")
    MISSED = "missed", pgettext_lazy("a meeting", "the seeker did not come")
    LOST = "lost", pgettext_lazy("a meeting", "the table was not there")


#: Meetings that take a place at a table and a slot of a seeker.
STANDING = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.HELD)


class PlanState(models.TextChoices):
    """Where a plan stands: of each day one at most is published."""

    DRAFT = "draft", pgettext_lazy("a plan", "not published yet")
    PUBLISHED = "published", pgettext_lazy("a plan", "published")
    REPLACED = "replaced", pgettext_lazy("a plan", "was published before")


class Need(models.TextChoices):
    """What a seeker needs of a table, as a requirement; ``interpreter:<language>`` is said beside them (rules.py)."""

    STEP_FREE = "step-free", _("no steps on the way to the table")
    QUIET = "quiet", _("a quiet table")
    SIGN_LANGUAGE = "sign-language", _("sign language")
    HEARING_LOOP = "hearing-loop", _("hearing loop")
    EASY_LANGUAGE = "easy-language", _("easy words")


class Rhythm(models.TextChoices):
    """How work and school alternate."""

    WEEK = "week", _("some days of each week at school")
    BLOCK = "block", _("weeks at work, then weeks at school")
    WORK = "work", _("all the time at work")
    SCHOOL = "school", _("nearly all the time at school")


class Start(models.TextChoices):
    """When it may begin: coarse, so that it names nobody."""

    SOON = "soon", _("within three months")
    SCHOOL_YEAR = "school-year", _("with the next school year")
    LATER = "later", _("later")


class Outcome(models.TextChoices):
    """What came of the day, as a seeker says it alone, with the code; only counted."""

    CONTRACT = "contract", _("I have a contract")
    AGAIN = "again", _("we meet again, or I do a trial")
    LEARNED = "learned", _("no contract, but I learned something useful")
    NOTHING = "nothing", _("nothing came of it")


class Step(models.TextChoices):
    """What is counted of a day; none says who or at which table."""

    JOINED = "joined", _("seekers who joined")
    WALKED_IN = "walked_in", _("of them, on the day itself")
    CAME = "came", _("seekers who came")
    MET = "met", _("seekers who met somebody")
    HELD = "held", _("meetings held")
    MISSED = "missed", _("meetings to which the seeker did not come")
    LOST = "lost", _("meetings to which the table did not come")
    TABLES = "tables", _("tables")
    TABLES_CAME = "tables_came", _("tables that came")
    REVEALED = "revealed", _("names that seekers gave to a table")
