"""The shape of a house's board, as OpenAPI tells it."""

from __future__ import annotations

from ninja import Schema


class Times(Schema):
    """From … to …, with the offset of the house's clock."""

    begins: str
    ends: str


class DeskTimes(Times):
    """A time at which a language is spoken at a desk."""

    desk: str


class Chair(Schema):
    """What a chair says, or (state here) what is planned for ``people`` that say nothing. ``until``: back at, or there until."""

    state: str
    people: int
    languages: list[str]
    until: str | None


class DeskNow(Schema):
    """A desk: ``state`` is free, here, open, talking, back, away or closed; ``next`` when somebody is there next."""

    key: str
    question: dict[str, str]
    state: str
    languages: list[str]
    chairs: list[Chair]
    next: Times | None


class Tongue(Schema):
    """A language and when it is spoken in the next four weeks, the first times."""

    language: str
    times: list[DeskTimes]


class Board(Schema):
    """Who can help now. It says the same until ``holds_until`` unless a desk presses or the plan changes."""

    house: str
    time_zone: str
    holds_until: str
    is_sample: bool
    desks: list[DeskNow]
    languages: list[Tongue]
