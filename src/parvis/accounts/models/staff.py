"""A work account of somebody who runs a house. Visitors never have one."""

from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models


class StaffQuerySet(models.QuerySet["Staff"]):
    """Questions about staff, in words."""

    def open(self) -> Self:
        """Keep the accounts that are not closed."""
        return self.filter(is_active=True)

    def get_by_natural_key(self, email: str) -> Staff:
        """Return the account with the sign-in name ``email``."""
        return self.get(email=email.strip().lower())


class Staff(AbstractBaseUser):
    """A work account: ``email`` is its sign-in name, ``name`` is what colleagues see. No table keeps when it last came.

    ``misses`` counts wrong passwords and codes since the last right one; until ``next_try_at`` every try is refused.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    languages = models.JSONField(default=list, blank=True, help_text="Languages spoken, BCP 47")
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    misses = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)

    last_login = None  # Django would keep the time of each sign-in

    objects: ClassVar[models.Manager[Staff]] = StaffQuerySet.as_manager()  # nobody is created as a superuser

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("name", "email")

    def __str__(self) -> str:
        return self.name
