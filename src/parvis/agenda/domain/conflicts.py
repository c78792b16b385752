"""Two things cannot take place in one room at one time: what stands in the way is named."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.agenda.models import Room, Session
from parvis.core.languages import locale_of
from parvis.core.refusal import Refusal
from parvis.core.said import say


def in_the_way(
    room: Room, starts: datetime.datetime, ends: datetime.datetime, *, but: Session | None = None
) -> Session | None:
    """Return the first session that holds ``room`` at that time, None when it is free; touching is no conflict."""
    held = Session.objects.taking_place().between(starts, ends).filter(room=room)
    if but is not None and but.pk:
        held = held.exclude(pk=but.pk)
    return held.select_related("event").order_by("starts", "code").first()


def refuse_conflict(room: Room | None, starts: datetime.datetime, ends: datetime.datetime, but: Session | None) -> None:
    """Refuse when ``room`` is taken, naming what is there. Call with the agenda's revision held, which orders writers."""
    other = in_the_way(room, starts, ends, but=but) if room else None
    if room is None or other is None:
        return
    language = get_language() or "en"
    text = {each.language: each.title for each in other.event.texts.order_by("language")}
    raise Refusal(
        _("%(room)s is taken: “%(title)s” is there on %(when)s. Choose another room or another time.")
        % {
            "room": say(room.name, language),
            "title": say(text, language) or other.event.code,
            "when": format_datetime(
                other.starts.astimezone(ZoneInfo(other.time_zone)), "long", locale=locale_of(language)
            ),
        }
    )
