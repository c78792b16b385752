"""What pages of letters say: desks to choose, promises kept, days."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_interval, format_time
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.core.domain.emergency import emergency_number
from parvis.core.languages import language_name, locale_of
from parvis.core.said import Said, say
from parvis.counsel.domain.desks import desks_with_letters
from parvis.counsel.domain.tallying import due_at, kept_word
from parvis.network.domain.scope import today_at
from parvis.network.models import Desk, House
from parvis.rota.domain.helping import who_helps
from parvis.rota.domain.occurring import languages_of

#: How far ahead people of the rota count as people at the desk.
SOON = datetime.timedelta(days=14)


@dataclass(frozen=True)
class HouseShown:
    """A house and its desks that take letters."""

    house: House
    desks: tuple[tuple[Desk, Said], ...]


@dataclass(frozen=True)
class DeskShown:
    """A desk as its letters’ page tells of it. ``kept`` is empty as long as too few letters were answered."""

    question: Said
    languages: str
    answer_by: str
    emergency: str
    kept: str


def houses_shown(language: str, only: str = "") -> list[HouseShown]:
    """Return the houses with desks that take letters, by name; ``only`` one of them (its slug)."""
    found: dict[int, tuple[House, list[tuple[Desk, Said]]]] = {}
    desks = desks_with_letters().order_by("house__name", "house__slug", "order", "key")
    for desk in desks.filter(house__slug=only) if only else desks:
        shown = found.setdefault(desk.house_id, (desk.house, []))
        shown[1].append((desk, say(desk.question, language)))
    return [HouseShown(house, tuple(rows)) for house, rows in found.values()]


def desk_shown(desk: Desk, language: str, now: datetime.datetime) -> DeskShown:
    """Return what a visitor is told before writing to ``desk``."""
    return DeskShown(
        say(desk.question, language),
        ", ".join(language_name(each, language) for each in spoken_at(desk, now)),
        said_day(due_at(desk.house, today_at(desk.house, now)), language, with_weekday=True),
        emergency_number(desk.house.country),
        kept_said(desk, now),
    )


def spoken_at(desk: Desk, now: datetime.datetime) -> tuple[str, ...]:
    """Return the languages of ``desk`` (of its house where it names none), then those of people who sit there within SOON."""
    sitting = [each for each in who_helps(desk.house, now, now + SOON) if each.desk == desk.pk]
    return tuple(dict.fromkeys([*(desk.languages or desk.house.languages), *languages_of(sitting)]))


def kept_said(desk: Desk, now: datetime.datetime) -> str:
    """Say how the desk kept its word; empty when too few letters count."""
    kept = kept_word(desk, now)
    if kept is None:
        return ""
    months = format_interval(kept.first, kept.last, "yMMMM", locale=locale_of(get_language() or "en"))
    if not kept.at_least:
        said = _("Answered within two working days, %(months)s: fewer than one of every %(of)d letters.")
        return said % {"months": months, "of": kept.of}
    said = _("Answered within two working days, %(months)s: at least %(at_least)d of every %(of)d letters.")
    return said % {"months": months, "at_least": kept.at_least, "of": kept.of}


def said_time(moment: datetime.datetime, house: House, language: str) -> str:
    """Write a moment as a time on the clock of ``house`` (CLDR)."""
    return format_time(moment.astimezone(ZoneInfo(house.time_zone)), "short", locale=locale_of(language))


def said_day(day: datetime.date, language: str, *, with_weekday: bool = False) -> str:
    """Write a day (CLDR)."""
    return format_date(day, "full" if with_weekday else "long", locale_of(language))
