"""Words with a fixed list in this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Face(models.IntegerChoices):
    """The three faces to press."""

    GLAD = 3, pgettext_lazy("a face to press", "Yes")
    UNSURE = 2, pgettext_lazy("a face to press", "So-so")
    SAD = 1, pgettext_lazy("a face to press", "No")


class Question(models.TextChoices):
    """What a card asks; each is a column of it. The first three always, the two steps where an event shows a trade."""

    WELCOME = "welcome", _("Did you feel welcome?")
    CLEAR = "clear", _("Was it easy to understand?")
    USEFUL = "useful", _("Did it help you?")
    BEFORE = "before", _("Before you came: did you like this work?")
    AFTER = "after", _("And now: do you like this work?")


#: Asked after every visit and event.
ALWAYS = (Question.WELCOME, Question.CLEAR, Question.USEFUL)
#: The picture people have of a trade, before and after they saw it.
STEPS = (Question.BEFORE, Question.AFTER)
