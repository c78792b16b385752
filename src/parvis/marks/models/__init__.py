"""The tables of marks."""

from parvis.marks.models.mark import Mark, Sent, Setup

__all__ = ["Mark", "Sent", "Setup"]
