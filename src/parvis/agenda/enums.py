"""The closed lists of the agenda."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Seats(models.TextChoices):
    """Whether a kind of event limits its seats."""

    NONE = "none", _("no seats to take: just come")
    OPTIONAL = "optional", _("a seat may be taken, nobody needs one")
    NEEDED = "needed", _("a seat is needed")


class EventState(models.TextChoices):
    """Where an event stands between a thought and the programme; that it is over follows from its dates."""

    DRAFT = "draft", pgettext_lazy("state of an event", "Draft")
    PROPOSED = "proposed", pgettext_lazy("state of an event", "Proposed")
    REVIEW = "review", pgettext_lazy("state of an event", "In review")
    CHANGES = "changes", pgettext_lazy("state of an event", "Changes asked for")
    ACCEPTED = "accepted", pgettext_lazy("state of an event", "Accepted")
    DECLINED = "declined", pgettext_lazy("state of an event", "Declined")
    PUBLISHED = "published", pgettext_lazy("state of an event", "Published")
    CANCELLED = "cancelled", pgettext_lazy("state of an event", "Cancelled")
    APART = "apart", pgettext_lazy("state of an event", "Apart from the programme")


#: What visitors see: a cancelled event stays where it was, and says so.
PUBLIC = (EventState.PUBLISHED, EventState.CANCELLED)
#: Whose sessions take place: those of the programme, and times that stand apart from it (domain/apart.py).
TAKING_PLACE = (EventState.PUBLISHED, EventState.APART)
#: The kind of what stands apart; no team chooses it.
APART_KIND = "appointment"


class SessionState(models.TextChoices):
    """What became of one session."""

    PLANNED = "planned", pgettext_lazy("state of a session", "Planned")
    MOVED = "moved", pgettext_lazy("state of a session", "Moved")
    CANCELLED = "cancelled", pgettext_lazy("state of a session", "Cancelled")


class Repeat(models.TextChoices):
    """How a session repeats, as a team chooses it."""

    ONCE = "once", _("once")
    WEEKLY = "weekly", _("every week")
    FORTNIGHTLY = "fortnightly", _("every second week")
    MONTHLY = "monthly", _("every month, on the same day of the week")


class Check(models.TextChoices):
    """What the charter asks of a proposal: each point is yes or no, with a sentence."""

    SELLING = "selling", _("Nothing is sold, and nobody is asked to sign.")
    PUBLICITY = "publicity", _("No institution is advertised alone.")
    OTHERS = "others", _("Other providers of the same are named.")
    FREE = "free", _("It is free of charge.")
    OPEN = "open", _("Everybody may come.")


class Verdict(models.TextChoices):
    """What a programme team does with a proposal."""

    KEEP = "keep", _("keep notes")
    CHANGE = "change", _("ask for a change")
    ACCEPT = "accept", _("accept")
    DECLINE = "decline", _("decline")


class Dimension(models.TextChoices):
    """By what a programme is balanced."""

    SECTOR = "sector", _("Sectors of the trades shown")
    LEVEL = "level", _("Levels of the partners")
    KIND = "kind", _("Kinds of event")
    PARTNER = "partner", _("Partners taking part")


class Where(models.TextChoices):
    """Where an event takes place."""

    ROOM = "room", _("at the house")
    ELSEWHERE = "elsewhere", _("somewhere else")
    ONLINE = "online", _("online")


class Access(models.TextChoices):
    """What is known of the way in and of the senses: facts that a house says, never guessed."""

    STEP_FREE = "step_free", _("no steps")
    LIFT = "lift", _("lift")
    TOILET = "toilet", _("toilet for wheelchairs")
    HEARING_LOOP = "hearing_loop", _("hearing loop")
    SIGN_LANGUAGE = "sign_language", _("sign language")
    SUBTITLES = "subtitles", _("subtitles")
    EASY_LANGUAGE = "easy_language", _("easy words")
    QUIET = "quiet", _("quiet place to rest")
    GUIDE_DOG = "guide_dog", _("guide dogs welcome")
    COMPANION = "companion", _("bring somebody who helps you")


class Sense(models.TextChoices):
    """What may be hard on the senses or the body."""

    LOUD = "loud", _("loud")
    FLASHING = "flashing", _("flashing light")
    DUST = "dust", _("dust")
    SMELL = "smell", _("strong smells")
    ALLERGENS = "allergens", _("allergens, such as flour or nuts")
    CROWD = "crowd", _("many people")
    STANDING = "standing", _("standing for a long time")
    HOT = "hot", _("heat")


class Audience(models.TextChoices):
    """Whom an event is made for; everybody may come unless its page says otherwise."""

    EVERYBODY = "everybody", _("everybody")
    PUPILS = "pupils", _("pupils")
    CLASSES = "classes", _("school classes")
    PARENTS = "parents", _("parents")
    YOUTH = "youth", _("young people out of school")
    ADULTS = "adults", _("adults who want to change")
    JOBSEEKERS = "jobseekers", _("people looking for work")
    NEWCOMERS = "newcomers", _("people new in the country")
    FOUNDERS = "founders", _("people starting a business")
    PROFESSIONALS = "professionals", _("people who give advice")


class Why(models.TextChoices):
    """Why a notice of open days waits for a person."""

    PREVIOUS = "previous", _("It gives the days of last time.")
    NO_YEAR = "no_year", _("It does not say which year.")
    RHYTHM = "rhythm", _("It comes again and again, with exceptions.")
    SPAN = "span", _("It goes over several days, without the hours of each.")
    NO_HOURS = "no_hours", _("It does not say from when to when.")
    TO_CONFIRM = "to_confirm", _("It says that something is not certain yet.")
    ONLINE = "online", _("It takes place online.")
    WEEKDAY = "weekday", _("The day of the week is not that of the date.")
    IMPOSSIBLE = "impossible", _("There is no such day or hour.")
    OTHER = "other", _("It says more than a programme can read.")
