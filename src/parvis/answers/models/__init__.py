"""The tables of answers. None of them knows a person of the staff, a seat or a seeker at a table."""

from parvis.answers.models.contract import Contract, Silence, Tally
from parvis.answers.models.note import Message, Note, Reveal, Slot

__all__ = ["Contract", "Message", "Note", "Reveal", "Silence", "Slot", "Tally"]
