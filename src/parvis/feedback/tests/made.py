"""Cards for tests."""

import datetime
import itertools
import re

from parvis.agenda.tests.making import HOUR, NOW, make_event, make_house
from parvis.core.domain.once import Once
from parvis.feedback.domain.sending import Answers, send
from parvis.feedback.enums import Face, Question

DAY = datetime.timedelta(days=1)
_number = itertools.count()


def a_form():
    return Once(f"card-{next(_number)}".encode())


def just_over(**fields):
    """Make an event that ended an hour ago."""
    return make_event(starts=NOW - 3 * HOUR, **fields)


def hand_in(number=1, event=None, *, house=None, sentence="", face=Face.GLAD, now=NOW, language="fr"):
    """Hand in ``number`` cards."""
    for _each in range(number):
        answers = Answers({Question.WELCOME: face, Question.AFTER: face}, sentence)
        send(house or (event.house if event else make_house()), event, answers, a_form(), language, now)


def once_in(page):
    return re.search(r'name="once" value="([^"]+)"', page.content.decode())[1]
