"""Acts on what comes in: follow a calendar, follow it no longer, make an event of a notice, or put the notice aside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.agenda.domain import teaming
from parvis.agenda.domain.teaming import Times
from parvis.agenda.domain.writing import Facts
from parvis.agenda.models import Calendar, Event, Kind, Notice
from parvis.core.domain.fetching import checked_address
from parvis.core.refusal import Refusal
from parvis.network.models import House


@transaction.atomic
def follow(house: House, kind: Kind, address: str, name: str, language: str = "", by: Staff | None = None) -> Calendar:
    """Follow a calendar on the web; its events will be drafts of ``kind``. Refuse what is no address, and one followed already."""
    url, short = checked_address(address), slugify(name)[:60]
    if not short or Calendar.objects.filter(name=short).exists():
        raise Refusal(_("Give the calendar a name of letters and digits that no other one has."))
    if Calendar.objects.filter(house=house, url=url).exists():
        raise Refusal(_("The house follows this address already."))
    calendar = Calendar.objects.create(
        house=house, kind=kind, name=short, url=url, language=language or house.name_language
    )
    if by:
        record(by, "calendar.followed", code=short, house=house.slug)
    return calendar


@transaction.atomic
def unfollow(calendar: Calendar, by: Staff | None = None) -> None:
    """Follow a calendar no longer; its events stay as they are."""
    if by:
        record(by, "calendar.left", code=calendar.name, house=calendar.house.slug)
    calendar.delete()


@transaction.atomic
def deal_with(notice: Notice, by: Staff) -> None:
    """Note that a person has read a notice and done what it asked for; twice is once."""
    if Notice.objects.filter(pk=notice.pk, is_done=False).update(is_done=True):
        record(by, "notice.read", code=notice.reference[:60], house=notice.house.slug)


@transaction.atomic
def make_event(notice: Notice, kind: Kind, facts: Facts, times: Iterable[Times], *, by: Staff) -> Event:
    """Make a draft of a notice, with the sessions it gives; the notice is dealt with, the draft keeps where it comes from."""
    house = notice.house
    if not Notice.objects.filter(pk=notice.pk, is_done=False).update(is_done=True):
        raise Refusal(_("Somebody has dealt with this notice already."))
    if Event.objects.filter(house=house, reference=notice.event_reference).exists():
        raise Refusal(_("There is an event of this notice already."))
    origin = {"reference": notice.event_reference, "source": notice.source}
    written = teaming.write(house, kind, replace(facts, fields={**facts.fields, **origin}), by=by)
    for each in times:
        teaming.plan(written, each, by=by)
    record(by, "notice.event", code=written.code, house=house.slug)
    return written
