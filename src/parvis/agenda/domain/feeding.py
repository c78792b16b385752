"""The programme as an Atom feed (RFC 4287)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from parvis.agenda.domain.showing import line_of
from parvis.agenda.models import Session

#: What XML cannot hold.
_UNWRITTEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_START = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def _clean(said: str) -> str:
    return _UNWRITTEN.sub(" ", said)


def atom_of(sessions: Iterable[Session], title: str, page: str, feed: str, language: str) -> str:
    """Return the feed: one entry a session, cancelled and moved ones saying so first.

    No hour at which somebody wrote is kept, so ``updated`` is the day on which an event was checked, with a second more for
    each change since: it rises whenever what is shown does, which is what readers look at.
    """
    name = urlsplit(settings.ORIGIN).hostname or "parvis"
    written = Atom1Feed(
        _clean(title), page, None, language=language, feed_url=feed, feed_guid=feed, author_name="Parvis"
    )
    newest = _START
    for session in sessions:
        line, event = line_of(session, language), session.event
        day = event.checked_on or _START.date()
        updated = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
        updated += datetime.timedelta(seconds=min(event.version + session.sequence, 86_399))
        newest = max(newest, updated)
        state = {"cancelled": _("Cancelled: "), "moved": _("Moved: ")}.get(line.state, "")
        when = f"{line.date}, {line.time}"
        parts = (when, line.where, str(line.house), str(line.summary), str(line.note))
        written.add_item(
            title=_clean(f"{state}{line.title} · {when}"),
            link=f"{settings.ORIGIN}/{language}/events/{event.code}/",
            description=_clean(" — ".join(part for part in parts if part)),
            unique_id=f"tag:{name},2026:session/{session.code}",
            updateddate=updated,
            categories=[_clean(str(line.kind))],
        )
    written.latest_post_date = lambda: newest  # type: ignore[method-assign]  # an empty feed must not say "now"
    return str(written.writeString("utf-8"))
