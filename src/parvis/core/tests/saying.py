"""What the interface says in a language, for tests that look for it on a page."""

from __future__ import annotations

from django.utils.translation import gettext, override

from parvis.core.languages import language_name


def shown_in(language: str, page_language: str) -> str:
    """Return the note of a text in ``language`` on a page in ``page_language``."""
    with override(page_language):
        return gettext("shown in %(language)s") % {"language": language_name(language, page_language)}
