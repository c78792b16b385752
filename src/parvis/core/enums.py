"""The closed lists of the core."""

from django.db import models


class ImportState(models.TextChoices):
    """How an import ended."""

    DONE = "done", "done"
    FAILED = "failed", "failed, nothing changed"
