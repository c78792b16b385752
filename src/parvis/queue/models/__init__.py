"""The tables of the line."""

from parvis.queue.models.flow import Flow, Table
from parvis.queue.models.ticket import Ticket
from parvis.queue.models.waits import Tally, Wait

__all__ = ["Flow", "Table", "Tally", "Ticket", "Wait"]
