"""The tables of feedback."""

from parvis.feedback.models.card import Card, Sent

__all__ = ["Card", "Sent"]
