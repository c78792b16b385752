"""The tables of the agenda: the doors other rooms may open."""

from parvis.agenda.models.calendar import Calendar, Notice
from parvis.agenda.models.event import Event, EventText, EventTrade, Part, Session
from parvis.agenda.models.kind import Kind
from parvis.agenda.models.proposal import ExpectedShare, Proposal
from parvis.agenda.models.room import Room
from parvis.agenda.models.version import EventVersion

__all__ = [
    "Calendar",
    "Event",
    "EventText",
    "EventTrade",
    "EventVersion",
    "ExpectedShare",
    "Kind",
    "Notice",
    "Part",
    "Proposal",
    "Room",
    "Session",
]
