"""Twelve months after, sentences go and the faces stay; fingerprints of forms go after a day."""

from __future__ import annotations

import datetime

from parvis.feedback.models import Card, Sent

KEPT = datetime.timedelta(days=365)
FORM_KEPT = datetime.timedelta(days=1)  # a form can be sent for half an hour (core/domain/once.py)


def purge(now: datetime.datetime) -> int:
    """Empty the sentences of cards KEPT old or older and forget forms; return how many sentences went."""
    Sent.objects.filter(day__lt=now.date() - FORM_KEPT).delete()
    return Card.objects.filter(day__lte=now.date() - KEPT).exclude(sentence="").update(sentence="")
