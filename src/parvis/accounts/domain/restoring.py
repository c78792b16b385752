"""After a backup came back: what let somebody in when it was made must not let them in again."""

from __future__ import annotations

from parvis.accounts.models import Invitation, StaffSession


def end_openings() -> None:
    """End every session and every one-time link: some were ended, or used, since the backup was made."""
    StaffSession.objects.all().delete()
    Invitation.objects.all().delete()
