"""Names that seekers gave to one table, sealed, until a date."""

from __future__ import annotations

from django.db import models

from parvis.core.random_keys import RandomKeyField, random_number
from parvis.meetings.models.table import Table


class Reveal(models.Model):
    """A name and a contact, sealed to one table's key. It leads to no seeker: who signed it revokes it by the return code.

    ``claim`` is a keyed fingerprint of the seeker's return code *and* the table, so that two reveals of one seeker cannot be joined.
    ``until`` is the last day; the row goes the day after, or at once when revoked.
    """

    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="reveals")
    claim = models.CharField(max_length=32, unique=True)
    sealed = models.BinaryField()
    until = models.DateField()

    def __str__(self) -> str:
        return f"{self.table_id} {self.until}"
