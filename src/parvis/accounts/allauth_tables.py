"""django-allauth's account app as the second step needs it: its tables, without its middleware on visitors' pages."""

from __future__ import annotations

from allauth.account.apps import AccountConfig


class OnlyTables(AccountConfig):  # type: ignore[misc]  # allauth has no types
    """allauth asks for a middleware on every page; we use none of its pages, so it is told nothing."""

    default = False

    def ready(self) -> None:
        """Ask for nothing."""
