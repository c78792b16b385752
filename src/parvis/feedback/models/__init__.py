"""The tables of feedback."""

from parvis.feedback.models.card import Card, Sent, random_number

__all__ = ["Card", "Sent", "random_number"]
