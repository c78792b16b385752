"""A meeting day in words: facts, needs, slots, tables; in the active language."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import reduce
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from parvis.agenda.domain.showing import title_of
from parvis.core.languages import language_name, locale_of
from parvis.core.said import Said, say
from parvis.meetings.enums import Need, Rhythm, Start
from parvis.meetings.models import MeetingDay, Table
from parvis.meetings.rules import interpreted
from parvis.network.domain.saying import say_time
from parvis.offers.enums import OfferKind

_CHOICES = {"contract": OfferKind, "rhythm": Rhythm, "start": Start}


def say_fact(fact: str) -> str:
    """Say a fact: “level 3”, “apprenticeship”."""
    kind, _colon, value = fact.partition(":")
    choices = _CHOICES.get(kind)
    if choices is not None:
        return str(choices(value).label) if value in choices.values else value
    if kind == "level":
        # Translators: a level of the European Qualifications Framework, 1 to 8
        return _("EQF level %(level)s") % {"level": value}
    return value


def say_facts(facts: Iterable[str]) -> str:
    """Say facts as a list; empty when there is none."""
    return listed([say_fact(each) for each in facts])


def say_need(need: str) -> str:
    """Say a need: “a quiet table”, “interpreter: Arabic”."""
    if language := interpreted(need):
        return _("interpreter: %(language)s") % {"language": language_name(language, get_language() or "en")}
    return str(Need(need).label) if need in Need.values else need


def say_needs(needs: Iterable[str]) -> str:
    """Say needs as a list; empty when there is none."""
    return listed([say_need(each) for each in needs])


def say_languages(languages: Iterable[str]) -> str:
    """Say languages as a list; empty when there is none."""
    return listed([language_named(each) for each in languages])


def language_named(language: str) -> str:
    """Return the name of a language in the active one."""
    return language_name(language, get_language() or "en")


def listed(words: list[str]) -> str:
    """Return ``words`` one after the other as the language parts them, with no “and” before the last (CLDR, middle of a list)."""
    between = locale_of(get_language() or "en").list_patterns["standard"]["middle"]
    return reduce(between.format, words) if words else ""


def say_organisation(table: Table, language: str) -> Said:
    """Return whose table it is; needs ``partner``. Of a name typed in nobody knows the language."""
    if table.partner is not None:
        return say(table.partner.name, language)
    return Said(table.organisation, "", language)


def say_sign(table: Table) -> str:
    """Return what stands over a table."""
    return table.sign or table.key


def say_release(day: MeetingDay, tables: Iterable[Table]) -> str:
    """Say when places that are held for a need are free for all; empty where no table holds any."""
    if not any(table.held for table in tables):
        return ""
    if not day.release_before:
        return _(
            "Places held for a need stay held until their slot is called. Then they go first to those with the need, else to anybody."
        )
    return ngettext(
        "Places held for a need are free for all %(number)d slot before theirs, when nobody could take them who is here with the need and without a meeting.",
        "Places held for a need are free for all %(number)d slots before theirs, when nobody could take them who is here with the need and without a meeting.",
        day.release_before,
    ) % {"number": day.release_before}


def say_title(day: MeetingDay, language: str) -> Said:
    """Return the title of the day's event; needs ``session__event__texts``."""
    return title_of(day.session.event, language)


def say_date(day: MeetingDay, language: str) -> str:
    """Return its date on the clock of the house."""
    local = day.session.starts.astimezone(ZoneInfo(day.session.time_zone))
    return str(format_date(local, "full", locale=locale_of(language)))


def say_clock(moment: datetime.datetime, day: MeetingDay, language: str) -> str:
    """Return a moment on the clock of the house: “14:10”."""
    return say_time(moment.astimezone(ZoneInfo(day.session.time_zone)).time(), language)


def say_slot(day: MeetingDay, slot: int, language: str) -> str:
    """Return from when to when ``slot`` is: “14:10 – 14:20”."""
    found = day.slots()[slot]
    return f"{say_clock(found.starts, day, language)} – {say_clock(found.ends, day, language)}"
