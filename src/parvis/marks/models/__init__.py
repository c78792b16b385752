"""The tables of marks."""

from parvis.marks.models.mark import Mark, Sent, Setup, random_number

__all__ = ["Mark", "Sent", "Setup", "random_number"]
