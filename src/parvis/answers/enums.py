"""Words with a fixed list in this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a note stands, as its visitor reads it. The first five are open, the others are ends."""

    WAITING = "waiting", _("The recruiter owes you an answer")
    ASKED = "asked", _("The recruiter asks you something")
    INVITED = "invited", _("The recruiter wants to meet you")
    SIGNED = "signed", _("You say who you are: the recruiter has not said yes yet")
    MEETING = "meeting", _("You both said yes")
    ANSWERED = "answered", _("You got an answer")
    SILENT = "silent", _("No answer came")
    GONE = "gone", _("The offer is gone, and no answer came")
    EXPIRED = "expired", _("It was your turn, and the time is over")
    WITHDRAWN = "withdrawn", _("You took your note back")
    LOST = "lost", _("Your note was lost with a machine")


#: States in which something can still be done. Every other one is an end.
OPEN = (State.WAITING, State.ASKED, State.INVITED, State.SIGNED, State.MEETING)
#: States in which the recruiter owes an answer by a day.
OWED = (State.WAITING, State.SIGNED)


class Act(models.TextChoices):
    """What can happen to a note. Who does it stands in ``rules.BY``."""

    REPLY = "reply", "the visitor answers a question"
    SIGN = "sign", "the visitor says who they are"
    REVOKE = "revoke", "the visitor takes name and contact back"
    WITHDRAW = "withdraw", "the visitor takes the note back"
    INVITE = "invite", "the recruiter wants to meet"
    ASK = "ask", "the recruiter asks something"
    DECLINE = "decline", "the recruiter says no"
    ACCEPT = "accept", "the recruiter says yes to name and contact"
    TIME = "time", "the day is over"
    TIME_GONE = "time_gone", "the day is over, and the offer was gone by then"
    LOSE = "lose", "the note cannot be read any more"


class Who(models.TextChoices):
    """Who acts."""

    VISITOR = "visitor", "visitor"
    RECRUITER = "recruiter", "recruiter"
    NOBODY = "nobody", "nobody"


class Role(models.IntegerChoices):
    """Who wrote a message."""

    VISITOR = 1, _("You")
    RECRUITER = 2, _("The recruiter")


class Fate(models.TextChoices):
    """What became of a promise to answer: kept by an answer, or not kept."""

    MEET = "meet", _("yes, let us meet")
    QUESTION = "question", _("a question")
    REVEAL = "reveal", _("yes to name and contact")
    TAKEN = "taken", _("no: the place is taken")
    SKILLS = "skills", _("no: we look for other skills")
    LEVEL = "level", _("no: another level or schooling is needed")
    LANGUAGE = "language", _("no: more of a language is needed")
    START = "start", _("no: it begins at another time")
    RULES = "rules", _("no: a rule of the country or the contract stands against it")
    OTHER = "other", _("no: another reason")
    SILENT = "silent", _("no answer")
    GONE = "gone", _("no answer, and the offer is gone")


#: The reasons that a no can have.
REASONS = (Fate.TAKEN, Fate.SKILLS, Fate.LEVEL, Fate.LANGUAGE, Fate.START, Fate.RULES, Fate.OTHER)
#: Promises that were not kept.
BROKEN = (Fate.SILENT, Fate.GONE)


class Reach(models.TextChoices):
    """For which offers a contract holds."""

    OFFER = "offer", _("this offer alone")
    COMPANY = "company", _("all offers of this company from this sender")
    FEED = "feed", _("all offers of this sender")


class Seen(models.TextChoices):
    """What the check before sending sees in a note."""

    MAIL = "mail", _("a mail address")
    PHONE = "phone", _("a telephone number")
    LINK = "link", _("a link or an account name")
    BIRTH = "birth", _("a date of birth")
    NAME = "name", _("perhaps a name")
