"""Asking for offers: the index when it is there, the database by titles when it is not; always an answer."""

from __future__ import annotations

import datetime

from parvis.network.domain.places import Found as FoundTown
from parvis.network.domain.places import find, town_of
from parvis.offers.domain.finding import offers_holding
from parvis.search import reader
from parvis.search.domain.offers.answering import Found, answer
from parvis.search.domain.offers.looking import Hit
from parvis.search.domain.offers.question import PAGE_SIZE, Asked
from parvis.search.domain.offers.understanding import Understood
from parvis.search.engine import EngineGone
from parvis.search.words.fold import split
from parvis.search.words.stems import keys_typed


def ask(asked: Asked, language: str, now: datetime.datetime) -> tuple[Found, bool]:
    """Return the answer to ``asked``, and whether it came from the database, where no radius is known."""
    try:
        return answer(asked, language, reader.pipeline()), False
    except (EngineGone, ValueError, OSError) as error:
        reader.lose(error)
        return _from_database(asked, language, now), True


def _from_database(asked: Asked, language: str, now: datetime.datetime) -> Found:
    """Return offers with a word of the question in their title, wherever they are; nothing when a town was asked for.

    Whatever else was asked (a radius, a level) cannot be answered without the index, and is not pretended to be.
    """
    words = [key for word in split(asked.text, language) if len(key := keys_typed(word, language)[0]) >= 3][:6]
    place = _place(asked)
    understood = Understood(asked.text, place=place, point=asked.point)
    is_narrow = bool(asked.trade or asked.chosen or understood.centre or asked.is_unstated)
    codes = [] if is_narrow or (asked.text and not words) else offers_holding(words, now)
    first = (asked.page - 1) * PAGE_SIZE
    return Found(asked, understood, tuple(Hit(code) for code in codes[first : first + PAGE_SIZE]), len(codes))


def _place(asked: Asked) -> FoundTown | None:
    chosen = town_of(asked.place) if asked.place else None
    if chosen:
        return FoundTown(asked.town or chosen.name, (chosen,))
    return find(asked.town) if asked.town else None
