"""Handing in a card: once a form, tied to nothing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.agenda.models import Event
from parvis.core.domain.half_days import half_of
from parvis.core.domain.keys import mark_under
from parvis.core.domain.once import Once
from parvis.core.random_keys import number_of, random_number
from parvis.core.refusal import Refusal
from parvis.feedback.domain.occasions import why_closed
from parvis.feedback.enums import ALWAYS, STEPS, Face, Question
from parvis.feedback.models import Card, Sent
from parvis.feedback.models.card import LONGEST
from parvis.network.models import House
from parvis.offers.domain.tidying import LEFT_OUT, cut, line, without_contacts

#: Longer than any telephone number too: numbers of accounts, of cards, of people.
_LONG_NUMBER = re.compile(r"\d(?:[\s.()/-]{0,2}\d){8,}")


@dataclass(frozen=True)
class Answers:
    """What a card says: faces by question, perhaps a sentence."""

    faces: Mapping[Question, Face] = field(default_factory=dict)
    sentence: str = ""


def send(
    house: House, event: Event | None, answers: Answers, once: Once, language: str, now: datetime.datetime
) -> None:
    """Keep a card; refuse with a sentence. The same form sent again is counted once."""
    asked = asked_of(event)
    faces = {question: face for question, face in answers.faces.items() if question in asked}
    if not faces:
        raise Refusal(_("Please press one face at least. Nothing was sent."))
    if len(answers.sentence) > LONGEST:
        raise Refusal(_("The sentence can have at most 300 letters. Please make it shorter. Nothing was sent."))
    closed = why_closed(event, now) if event else ""
    local = now.astimezone(ZoneInfo(house.time_zone))
    with transaction.atomic():
        _sent, is_new = Sent.objects.get_or_create(id=_print(once), defaults={"day": now.date()})
        if not is_new:
            return
        if closed:
            raise Refusal(closed)
        Card.objects.create(
            id=_free_number(),
            house=house,
            event=event,
            day=local.date(),
            half=half_of(local),
            language=language,
            sentence=tidied(answers.sentence),
            **{str(question): face for question, face in faces.items()},
        )


def asked_of(event: Event | None) -> tuple[Question, ...]:
    """Return what is asked: after an event that shows a trade, also what one thought of it before and thinks now."""
    return (*ALWAYS, *STEPS) if event is not None and event.trades.exists() else ALWAYS


def tidied(sentence: str) -> str:
    """Return ``sentence`` in one line, without mail addresses and long numbers."""
    plain = line(sentence, 2 * LONGEST)
    return cut(without_contacts(_LONG_NUMBER.sub(LEFT_OUT, plain)), LONGEST)


def _print(once: Once) -> int:
    return number_of(mark_under("parvis.feedback.once", once.secret))


def _free_number() -> int:
    number = random_number()
    while Card.objects.filter(pk=number).exists():
        number = random_number()
    return number
