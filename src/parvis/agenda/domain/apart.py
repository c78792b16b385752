"""Times apart from the programme: sessions that seats can be given for and that no list, search, feed or figure of events shows.

An event in the state APART is no event to anybody: ``public()`` leaves it out, teams have no list with it. It is there so that the one
seat engine can stand on its sessions (docs/adr/0020).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.agenda.domain.writing import new_code
from parvis.agenda.enums import APART_KIND, EventState, Seats, SessionState, Where
from parvis.agenda.models import Event, EventText, Kind, Session
from parvis.core.refusal import Refusal
from parvis.network.models import House

_NAME = {
    "fr": "Rendez-vous",
    "en": "Appointment",
    "de": "Termin",
    "it": "Appuntamento",
    "es": "Cita",
    "pt": "Marcação",
    "nl": "Afspraak",
    "ca": "Cita",
    "ar": "موعد",
    "uk": "Зустріч",
}


@transaction.atomic
def write_apart(house: House, titles: Mapping[str, str], languages: Iterable[str], link: str = "") -> Event:
    """Write an event that stands apart; with a ``link`` it is online there."""
    kind, _is_new = Kind.objects.get_or_create(
        key=APART_KIND,
        defaults={
            "name": _NAME,
            "seats": Seats.NEEDED,
            "is_reviewed": False,
            "is_for_public": False,
            "pictogram": "talk",
            "minutes": 30,
            "order": 999,
        },
    )
    event = Event.objects.create(
        code=new_code(),
        house=house,
        kind=kind,
        state=EventState.APART,
        where=Where.ONLINE if link else Where.ROOM,
        url=link,
        languages=list(languages),
    )
    EventText.objects.bulk_create(
        EventText(event=event, language=language, title=title[:160]) for language, title in titles.items() if title
    )
    return event


@transaction.atomic
def plan_apart(event: Event, times: Iterable[tuple[datetime.datetime, datetime.datetime]]) -> list[Session]:
    """Plan the ``times`` (begin, end) of an event that stands apart; who asks has made sure that they may be."""
    return [
        Session.objects.create(
            event=event,
            code=new_code(f"session:{event.code}:{starts.astimezone(datetime.UTC).isoformat()}"),
            starts=starts,
            ends=ends,
            time_zone=event.house.time_zone,
        )
        for starts, ends in times
    ]


@transaction.atomic
def drop_apart(session: Session, *, is_known: bool, now: datetime.datetime) -> None:
    """Take a time apart away: one that somebody has a code for (``is_known``) is cancelled, so that they are told."""
    if session.event.state != EventState.APART or session.ends <= now:
        raise Refusal(_("This time is over. It cannot be taken away."))
    if not is_known:
        session.delete()
    elif session.state != SessionState.CANCELLED:
        session.state, session.sequence = SessionState.CANCELLED, session.sequence + 1
        session.save(update_fields=["state", "sequence"])
