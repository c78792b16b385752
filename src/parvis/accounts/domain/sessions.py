"""Sessions of staff, kept in the database under a fingerprint of their key; their content is sealed (Django's SESSION_ENGINE)."""

from __future__ import annotations

import datetime
import json
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.utils import timezone

from parvis.accounts.domain.sealing import fingerprint, seal, unseal
from parvis.accounts.models import StaffSession

#: Whole length of a session, whatever happens in it.
WHOLE = datetime.timedelta(hours=12)
#: Who gave the right password and has not taken the second step.
PENDING = "pending"
#: When the second step was last taken in a session, in seconds.
STEP_AT = "step-at"


class SessionStore(SessionBase):
    """A session always belongs to a member of staff: nobody else ever gets one."""

    def load(self) -> dict[str, Any]:
        """Return the content, empty when the session is gone or has run out."""
        row = StaffSession.objects.standing(timezone.now()).filter(key_hash=fingerprint(self.session_key or "")).first()
        if row is None or (text := unseal(row.data)) is None:
            self._session_key = None
            return {}
        return dict(json.loads(text))

    def exists(self, session_key: str) -> bool:
        """Say whether the key is taken."""
        return StaffSession.objects.filter(key_hash=fingerprint(session_key)).exists()

    def create(self) -> None:
        """Take a new key and keep the content under it."""
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]  # the stubs leave it out
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002  Django's own signature
        """Keep the content; the end of a session stays where it was when it began."""
        if self.session_key is None:
            self.create()
            return
        content = self._get_session(no_load=must_create)  # type: ignore[attr-defined]  # the stubs leave it out
        staff = content.get(SESSION_KEY) or content.get(PENDING)
        if not staff:
            message = "a session belongs to a member of staff"
            raise UpdateError(message)
        key_hash, data = fingerprint(self.session_key), seal(json.dumps(content))
        kept = {"staff_id": int(staff), "is_whole": SESSION_KEY in content, "data": data}
        if must_create:
            now = timezone.now()
            try:
                with transaction.atomic():
                    StaffSession.objects.create(key_hash=key_hash, begun_on=now.date(), ends_at=now + WHOLE, **kept)
            except IntegrityError as error:
                raise CreateError from error
        elif not StaffSession.objects.filter(key_hash=key_hash).update(**kept):
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        """End the session."""
        key = session_key or self.session_key
        if key:
            StaffSession.objects.filter(key_hash=fingerprint(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Remove the sessions that have run out."""
        StaffSession.objects.filter(ends_at__lte=timezone.now()).delete()
