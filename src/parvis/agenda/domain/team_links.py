"""The links of programme teams, what waits for them, and the words of their acts."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.accounts.domain.showing import StaffLink
from parvis.accounts.enums import Task
from parvis.accounts.models import Staff
from parvis.network.domain.rights import houses_where, may_run_programme

ACT_WORDS: dict[str, Promise | str] = {
    "event.written": _("wrote an event"),
    "event.changed": _("changed an event"),
    "event.brought-back": _("brought back an earlier version of an event"),
    "event.draft-aside": _("set the draft of an event aside"),
    "event.published": _("published an event"),
    "event.cancelled": _("cancelled an event"),
    "session.planned": _("planned sessions of an event"),
    "session.moved": _("moved a session"),
    "session.cancelled": _("cancelled a session"),
    "room.written": _("wrote down a room"),
    "balance.expected": _("said which shares of the programme are expected"),
    "kind.written": _("wrote down a kind of event"),
}


def links(staff: Staff) -> list[StaffLink]:
    """Return the links to the programme of each house where ``staff`` runs it."""
    return [
        StaffLink(house.name, words, reverse(name, args=(house.slug,)), Task.PROGRAMME)
        for house in houses_where(staff, may_run_programme)
        for words, name in (
            (_("Programme"), "programme:programme"),
            (_("Is it balanced?"), "programme:balance"),
            (_("Rooms and kinds of event"), "programme:furnishing"),
        )
    ]
