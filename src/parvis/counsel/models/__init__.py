"""The tables of counsel. Those of threads know desks and never a person; only ``Officer`` says who of the staff holds a key."""

from parvis.counsel.models.keys import DeskKey, Grant, Officer
from parvis.counsel.models.tally import Answering, Opening, Spent
from parvis.counsel.models.thread import Claim, DeskWrap, Letter, LiveDesk, Thread

__all__ = [
    "Answering",
    "Claim",
    "DeskKey",
    "DeskWrap",
    "Grant",
    "Letter",
    "LiveDesk",
    "Officer",
    "Opening",
    "Spent",
    "Thread",
]
