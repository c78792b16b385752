"""From “this answer helped others” to a sheet: an officer writes a general question and answer anew, as a draft of the house's pages.

Nothing of a thread is copied, and nothing says that there was one. Whoever copies a visitor's sentence by hand is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from parvis.accounts.models import Staff
from parvis.core.refusal import Refusal
from parvis.counsel.domain.opened import Shown
from parvis.counsel.domain.sealing import PlainText
from parvis.counsel.domain.texts import tidied
from parvis.network.domain.house_pages import begin_page
from parvis.network.models import House, Page

#: So many words in a row of a visitor's letter are a quotation.
QUOTED = 6
LONGEST_TITLE, LONGEST_BODY = 120, 8_000
_WORD = re.compile(r"\w+")


def draft_sheet(house: House, letters: Iterable[Shown], language: str, question: str, text: str, *, by: Staff) -> Page:
    """Begin a page of ``house`` that answers ``question``; a draft until the team hands it in and a manager publishes it."""
    question, text = tidied(" ".join(question.split())).strip(), tidied(text.replace("\r\n", "\n")).strip()
    if not question or not text:
        raise Refusal(_("Write a general question, and its answer."))
    if len(question) > LONGEST_TITLE or len(text) > LONGEST_BODY:
        raise Refusal(
            _("The question has %(title)d letters at most, the answer %(body)d.")
            % {"title": LONGEST_TITLE, "body": LONGEST_BODY}
        )
    if language not in house.languages:
        raise Refusal(_("Please choose a language of this house."))
    written = f"{question}\n{text}"
    for letter in letters:
        quoted = quotation(written, letter.text) if letter.is_of_visitor else ""
        if quoted:
            raise Refusal(
                _("These words stand in the letter: “%(words)s”. Please say it in your own.") % {"words": quoted}
            )
    values = {"title": {language: question}, "body": {language: text}, "image": "", "order": 0, "is_shown": True}
    return begin_page(house, "", values, by=by)


def quotation(written: str, letter: PlainText) -> str:
    """Return the first QUOTED words in a row that stand in both; empty when there are none. Case and signs do not matter."""
    theirs = _WORD.findall(letter.reveal().casefold())
    known = {tuple(theirs[place : place + QUOTED]) for place in range(len(theirs) - QUOTED + 1)}
    ours = _WORD.findall(written.casefold())
    runs = (tuple(ours[place : place + QUOTED]) for place in range(len(ours) - QUOTED + 1))
    return " ".join(next((run for run in runs if run in known), ()))
