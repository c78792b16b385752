"""Who can help now at a house, as open data: desks, languages, times; no partner and no person."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.validators import slug_re

from parvis.network.models import House
from parvis.rota.domain.board import Board, Card, board_of
from parvis.rota.domain.intervals import Interval
from parvis.rota.domain.opening import Hours


def board_data(slug: str, now: datetime.datetime) -> dict[str, Any] | None:
    """Return the board of the house ``slug`` at ``now``; None when there is no such house."""
    if not slug_re.fullmatch(slug):
        return None
    house = House.objects.with_hours().prefetch_related("desks").filter(slug=slug).first()
    if house is None:
        return None
    board = board_of(house, now, Hours(house))
    return {
        "house": house.slug,
        "time_zone": house.time_zone,
        "holds_until": _local(board, board.until),
        "is_sample": house.is_sample,
        "desks": [_card(board, card) for card in board.cards],
        "languages": [
            {
                "language": code,
                "times": [{"desk": desk.key, **_times(board, interval)} for desk, interval in board.tongue(code).times],
            }
            for code in board.languages
        ],
    }


def _card(board: Board, card: Card) -> dict[str, Any]:
    return {
        "key": card.desk.key,
        "question": card.desk.question,
        "state": card.state.value,
        "languages": list(card.languages),
        "chairs": [
            {
                "state": chair.state.value,
                "people": chair.people,
                "languages": list(chair.languages),
                "until": _local(board, chair.until) if chair.until else None,
            }
            for chair in card.chairs
        ],
        "next": _times(board, card.next) if card.next else None,
    }


def _times(board: Board, interval: Interval) -> dict[str, str]:
    return {"begins": _local(board, interval[0]), "ends": _local(board, interval[1])}


def _local(board: Board, moment: datetime.datetime) -> str:
    return moment.astimezone(board.zone).isoformat()
