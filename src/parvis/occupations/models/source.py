"""Where facts come from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language, gettext

from parvis.core.said import Said


class Source(models.Model):
    """A published body of facts, one row a version that is loaded: its licence and the words it wants to be named by."""

    key = models.CharField(max_length=20, primary_key=True, help_text="seed, esco, rome, onet")
    title = models.CharField(max_length=120)
    version = models.CharField(max_length=20, blank=True)
    licence = models.CharField(max_length=200)
    attribution = models.TextField()
    url = models.URLField(blank=True)
    loaded_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.title} {self.version}".strip()

    @property
    def credit(self) -> Said:
        """Return the words it wants to be named by, translated where they may be, else in English and said so."""
        return _translated(self.attribution)

    @property
    def terms(self) -> Said:
        """Return its licence; the name of one is the same in every language."""
        language = get_language() or "en"
        return Said(gettext(self.licence) if self.licence else "", language, language)


def _translated(text: str) -> Said:
    wanted = get_language() or "en"
    translated = gettext(text) if text else ""
    return Said(translated, wanted if translated != text else "en", wanted)
