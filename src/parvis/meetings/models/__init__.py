"""The tables of meeting days."""

from parvis.meetings.models.counted import OutcomeCount, Tally
from parvis.meetings.models.day import MeetingDay
from parvis.meetings.models.plan import Meeting, Plan
from parvis.meetings.models.reveal import Reveal
from parvis.meetings.models.seeker import Seeker, Wish
from parvis.meetings.models.table import Table, TableOffer

__all__ = ["Meeting", "MeetingDay", "OutcomeCount", "Plan", "Reveal", "Seeker", "Table", "TableOffer", "Tally", "Wish"]
