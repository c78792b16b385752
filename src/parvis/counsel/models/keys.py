"""Keys of desks, and who of the staff can open them."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from parvis.accounts.models import Staff
from parvis.network.models import Desk


class DeskKeyQuerySet(models.QuerySet["DeskKey"]):
    """Questions about keys, in words."""

    def current(self) -> Self:
        """Keep the keys to which new threads are sealed: one a desk."""
        return self.filter(retired_on__isnull=True)


class DeskKey(models.Model):
    """A pair of keys (X25519) of a desk: ``public`` stands here, the private one only sealed, in ``Grant``.

    ``mark`` is the server's own, over desk, number and public half (domain/desk_marks.py). A desk has one that is not retired. A retired key is kept as long as a thread is sealed to it.
    """

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="letter_keys")
    number = models.PositiveIntegerField()
    public = models.BinaryField()
    mark = models.CharField(max_length=32)
    made_on = models.DateField()
    retired_on = models.DateField(null=True)

    objects = DeskKeyQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("desk", "number"), name="desk_keys_are_counted"),
            models.UniqueConstraint(fields=("desk",), condition=Q(retired_on=None), name="one_current_key_a_desk"),
        )

    def __str__(self) -> str:
        return f"{self.desk_id} {self.number}"


class Officer(models.Model):
    """Whoever can open keys of desks: a member of staff, or a desk's recovery sheet, which is paper.

    ``public`` belongs to a pair (X25519) whose private key stands in ``wrapped``, sealed under the officer's words (Argon2id with
    ``salt``). The words stand nowhere. ``told_on`` is the day of the last mail that something waits, to those who want one.
    """

    staff = models.OneToOneField(Staff, null=True, on_delete=models.CASCADE, related_name="letter_officer")
    sheet_of = models.OneToOneField(Desk, null=True, on_delete=models.CASCADE, related_name="recovery_sheet")
    public = models.BinaryField()
    salt = models.BinaryField()
    wrapped = models.BinaryField()
    made_on = models.DateField()
    wants_mail = models.BooleanField(default=False)
    told_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(staff__isnull=True) ^ Q(sheet_of__isnull=True), name="an_officer_is_staff_or_a_sheet"
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff_id or 'sheet'}"


class Grant(models.Model):
    """That an officer can open a desk's key: its private half, sealed to the officer. Without the row there is no way in."""

    key = models.ForeignKey(DeskKey, on_delete=models.CASCADE, related_name="grants")
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="grants")
    sealed = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key", "officer"), name="one_grant_a_key_and_officer"),)

    def __str__(self) -> str:
        return f"{self.key_id} {self.officer_id}"
