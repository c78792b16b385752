"""The tables of seats."""

from parvis.seats.models.door import Tally
from parvis.seats.models.holding import Holding
from parvis.seats.models.plan import Plan
from parvis.seats.models.telling import Telling

__all__ = ["Holding", "Plan", "Tally", "Telling"]
