"""The tables of counsel. Those of threads know desks and never a person; only ``Officer`` says who of the staff holds a key."""

from parvis.counsel.models.keys import DeskKey, Grant, Officer
from parvis.counsel.models.tally import Answering, Spent
from parvis.counsel.models.thread import DeskWrap, Letter, Thread

__all__ = ["Answering", "DeskKey", "DeskWrap", "Grant", "Letter", "Officer", "Spent", "Thread"]
