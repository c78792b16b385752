"""The board in the words of a page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from parvis.core.said import Said, say
from parvis.network.domain.saying import say_time
from parvis.rota.domain.board import Board, Card, CardState, Chair, Tongue
from parvis.rota.domain.saying import own_names, say_near_day, say_when


@dataclass(frozen=True)
class ChairSaid:
    """A chair: its class, what it says, the languages spoken there in themselves."""

    state: str
    words: str
    languages: tuple[Said, ...]


@dataclass(frozen=True)
class CardSaid:
    """A card: the desk's question and colour, what it says as a whole, its chairs when they differ, and what is next."""

    key: str
    question: Said
    tone: str
    pictogram: str
    state: str
    words: str
    languages: tuple[Said, ...]
    chairs: tuple[ChairSaid, ...]
    next: str


@dataclass(frozen=True)
class TongueSaid:
    """A language with its next times: (the question of the desk, when)."""

    code: str
    name: Said
    times: tuple[tuple[Said, str], ...]


def cards_said(board: Board, language: str) -> tuple[CardSaid, ...]:
    """Return the cards of ``board`` in ``language``."""
    return tuple(_card(card, board, language) for card in board.cards)


def _card(card: Card, board: Board, language: str) -> CardSaid:
    chairs = tuple(
        ChairSaid(chair.state, _chair_words(chair, board, language), own_names(chair.languages))
        for chair in card.chairs
    )
    return CardSaid(
        key=card.desk.key,
        question=say(card.desk.question, language),
        tone=card.desk.tone,
        pictogram=card.desk.pictogram or "talk",
        state=card.state,
        words=chairs[0].words if len(chairs) == 1 else _words(card, board, language),
        languages=own_names(card.languages),
        chairs=chairs if len(chairs) > 1 else (),
        next=_next(card, board, language),
    )


def _chair_words(chair: Chair, board: Board, language: str) -> str:
    time = say_time(chair.until.astimezone(board.zone).time(), language) if chair.until else ""
    if chair.state == CardState.HERE:
        return ngettext(
            "Somebody is here until %(time)s", "%(people)d people are here until %(time)s", chair.people
        ) % {"time": time, "people": chair.people}
    return {
        CardState.FREE: pgettext("a desk", "Free: come in"),
        CardState.TALKING: _("In a talk: please wait a little"),
        CardState.BACK: _("Back at %(time)s") % {"time": time},
    }[chair.state]


def _words(card: Card, board: Board, language: str) -> str:
    if card.state == CardState.OPEN:
        if card.until is None:
            return pgettext("a desk", "Open")
        return _("Open now until %(time)s") % {"time": say_time(card.until.astimezone(board.zone).time(), language)}
    return {
        CardState.FREE: pgettext("a desk", "Free: come in"),
        CardState.HERE: _("Somebody is here"),
        CardState.TALKING: _("In a talk: please wait a little"),
        CardState.BACK: _("Nobody just now"),
        CardState.AWAY: _("Nobody just now"),
        CardState.CLOSED: pgettext("a desk", "Closed now"),
    }[card.state]


def _next(card: Card, board: Board, language: str) -> str:
    """Say when somebody is next at a desk that is closed or left, or when it opens; empty for the others."""
    if card.next:
        # Translators: %(when)s is a day with hours: Thursday 14:00–17:00
        return _("Next: %(when)s") % {"when": say_when(card.next, board.now, board.zone, language)}
    if card.opens:
        day = say_near_day(card.opens.date(), board.now.astimezone(board.zone).date(), language)
        # Translators: %(day)s is today, tomorrow, a day of the week or a date
        return _("Opens: %(day)s %(time)s") % {"day": day, "time": say_time(card.opens.time(), language)}
    return ""


def tongue_said(tongue: Tongue, board: Board, language: str) -> TongueSaid:
    """Return a language and its next times in words."""
    return TongueSaid(
        tongue.code,
        own_names([tongue.code])[0],
        tuple(
            (say(desk.question, language), say_when(interval, board.now, board.zone, language))
            for desk, interval in tongue.times
        ),
    )


@dataclass(frozen=True)
class TongueNext:
    """A language in itself and when it is spoken next."""

    name: Said
    when: str


@dataclass(frozen=True)
class Summary:
    """The board in a sentence, and the next time of each language but the house's own."""

    sentence: str
    tongues: tuple[TongueNext, ...]


def summary_said(board: Board, language: str) -> Summary | None:
    """Return ``board`` in short; None for a house that plans no rota and whose desks say nothing."""
    if not board.is_kept:
        return None
    tongues = tuple(
        TongueNext(own_names([each.code])[0], say_when(each.times[0][1], board.now, board.zone, language))
        for each in board.others()
    )
    return Summary(_sentence(board, language), tongues)


def _sentence(board: Board, language: str) -> str:
    number, coming = board.number_helping, [card.next for card in board.cards if card.next]
    if number:
        return ngettext("Somebody sits at %(number)d desk now.", "Somebody sits at %(number)d desks now.", number) % {
            "number": number
        }
    if coming:
        return _("Nobody just now. Next: %(when)s") % {"when": say_when(min(coming), board.now, board.zone, language)}
    return _("Nobody just now.")
