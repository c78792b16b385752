"""The history of something that staff publish: draft → review → published → replaced, for any room. How to use it:

1. Table: ``class PageVersion(Version): subject = ForeignKey(Page, on_delete=CASCADE, related_name="versions")``.
2. Data: the room turns the thing into plain JSON (mappings all the way down) and back; nothing else is kept.
3. ``history = History(PageVersion, page)``; ``history.live()`` and ``history.open()`` read, ``history.rows()`` lists.
4. Change: ``history.edit(fields(values), began, current)``; the form carried ``began = mark(edit.seen(data))`` from its GET.
   Two people at one form: the second gets ``Overtaken`` with ``theirs``; show it, and pass ``over=True`` the next time.
5. ``hand_in``, ``take_back``, ``send_back``, ``set_aside``, ``restore`` move the open version.
6. ``publish()`` returns the version: the room then writes its data to the tables, in the same transaction, revision first.
7. Content that came another way (a file) is told by ``leave(data)``; drafts older than it ``take_up`` before they publish.
8. ``differing.differences(one.data, other.data)`` compares two versions; the room gives paths their words.
9. Rights and the log belong to the room's act around each call: refuse → lock → check → write → log.
10. Each act locks the thing; rooms that write it elsewhere raise their revision before (order: revision, then thing).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import models, transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.core.domain.differing import Data, mark, merged
from parvis.core.enums import VersionOrigin, VersionState
from parvis.core.models import Version
from parvis.core.refusal import Refusal

OPEN = (VersionState.DRAFT, VersionState.REVIEW)
KEPT = 50  # versions of a thing that the daily purge leaves
V = TypeVar("V", bound=Version)


class Overtaken(Refusal):
    """Somebody else changed the same part meanwhile; ``theirs`` is what it says now."""

    def __init__(self, theirs: Any) -> None:
        super().__init__(
            _(
                "Somebody else changed this while you were writing. Look at both. "
                "When you keep yours, theirs stays in the history."
            )
        )
        self.theirs = theirs


@dataclass(frozen=True)
class Edit:
    """One change: the part of the data it looks at, and how it makes new data of the old."""

    seen: Callable[[Data], Any]
    change: Callable[[Data], Data]


def fields(values: Mapping[str, Any]) -> Edit:
    """Return the edit that gives the fields of ``values`` new values."""
    return Edit(lambda data: {name: data.get(name) for name in values}, lambda data: {**data, **values})


class History(Generic[V]):
    """The versions of one thing, kept in ``table``."""

    def __init__(self, table: type[V], subject: models.Model) -> None:
        self.table, self.subject = table, subject

    def rows(self) -> models.QuerySet[V]:
        """Return every version, newest first."""
        return self.table._default_manager.filter(Q(("subject", self.subject)))  # noqa: SLF001  Django's public way

    def live(self) -> V | None:
        """Return the published version."""
        return self.rows().filter(state=VersionState.PUBLISHED).first()

    def version(self, number: int) -> V | None:
        """Return the version with that number; none has 0."""
        return self.rows().filter(number=number).first()

    def open(self) -> V | None:
        """Return the draft, handed in or not."""
        return self.rows().filter(state__in=OPEN).first()

    @transaction.atomic
    def leave(self, data: Data, origin: VersionOrigin = VersionOrigin.FILE) -> V | None:
        """Note that the thing says ``data`` now; None when that is known already."""
        self._lock()
        live = self.live()
        if live and live.data == data:
            return None
        if live:
            self._move(live, VersionState.REPLACED)
        return self._new(data, VersionState.PUBLISHED, origin, base=live.number if live else 0)

    @transaction.atomic
    def edit(self, edit: Edit, began: str, current: Data, *, over: bool = False) -> V:
        """Change the draft, or begin one from ``current``, what is published; raise Overtaken when ``began`` is past.

        ``over`` keeps the draft as it was in the history: its writer was told that it is replaced.
        """
        self._lock()
        draft = self.open()
        if draft and draft.state == VersionState.REVIEW:
            raise Refusal(_("The draft waits for review. Take it back first, then change it."))
        if mark(edit.seen(draft.data if draft else current)) != began:
            raise Overtaken(edit.seen(draft.data if draft else current))
        if draft is None:
            self.leave(current)
            live = self.live()
            return self._new(edit.change(current), VersionState.DRAFT, base=live.number if live else 0)
        if over:
            self._keep_aside(draft)
        draft.data = edit.change(draft.data)
        return self._kept(draft)

    @transaction.atomic
    def hand_in(self, note: str = "") -> V:
        """Hand the draft in for review."""
        draft = self._opened(VersionState.DRAFT)
        self._check(draft)
        draft.note, draft.answer = note, ""
        return self._move(draft, VersionState.REVIEW)

    @transaction.atomic
    def take_back(self) -> V:
        """Make what was handed in a draft again, to go on writing."""
        return self._move(self._opened(VersionState.REVIEW), VersionState.DRAFT)

    @transaction.atomic
    def send_back(self, answer: str) -> V:
        """Send what was handed in back to its writers, with a sentence."""
        if not answer.strip():
            raise Refusal(_("Say in a sentence what should change."))
        waiting = self._opened(VersionState.REVIEW)
        waiting.answer = answer.strip()
        return self._move(waiting, VersionState.DRAFT)

    @transaction.atomic
    def publish(self) -> V:
        """Make the open version the published one, and the published one an earlier one."""
        draft = self._opened(*OPEN)
        self._check(draft)
        live = self.live()
        if live:
            self._move(live, VersionState.REPLACED)
        return self._move(draft, VersionState.PUBLISHED)

    @transaction.atomic
    def take_up(self, sound: Callable[[Data], Data] = dict) -> V:
        """Bring into the draft what was published since it was begun; what both changed stays as the draft says.

        ``sound`` mends what belongs together and came from two sides.
        """
        draft, live = self._opened(VersionState.DRAFT), self.live()
        base = self.version(draft.base)
        if live and base and base != live:
            draft.data = merged(base.data, live.data, draft.data)
            draft.base, draft.number = live.number, self._next()
        draft.data = sound(draft.data)
        return self._kept(draft)

    @transaction.atomic
    def set_aside(self) -> V:
        """Give the open version up; it stays in the history."""
        return self._move(self._opened(*OPEN), VersionState.SET_ASIDE)

    @transaction.atomic
    def restore(self, number: int, current: Data) -> V:
        """Begin a draft that says what version ``number`` said; ``current`` is what is published."""
        self._lock()
        if self.open():
            raise Refusal(_("There is a draft already. Publish it or set it aside first."))
        old = self.version(number)
        if old is None:
            raise Refusal(_("This version is not there."))
        self.leave(current)
        live = self.live()
        draft = self._new(old.data, VersionState.DRAFT, VersionOrigin.RESTORED, base=live.number if live else 0)
        self._check(draft)
        return draft

    @transaction.atomic
    def thin(self, kept: int) -> int:
        """Remove what is older than the last ``kept`` versions, but for the live one, the draft, and from what it was begun."""
        self._lock()
        draft, oldest = self.open(), self.rows().values_list("number", flat=True)[kept - 1 : kept]
        past = self.rows().filter(number__lt=next(iter(oldest), 0)).exclude(state__in=(VersionState.PUBLISHED, *OPEN))
        removed, _each = past.exclude(number=draft.base if draft else 0).delete()
        return removed

    def _lock(self) -> None:
        """Hold the thing to the end of the transaction."""
        self.subject._meta.model._default_manager.select_for_update().get(pk=self.subject.pk)  # noqa: SLF001  Django's public ways

    def _opened(self, *states: VersionState) -> V:
        """Lock, and return the open version when it stands at one of ``states``."""
        self._lock()
        draft = self.open()
        if draft is None or draft.state not in states:
            raise Refusal(_("Somebody was faster: this draft stands elsewhere now. Look at it again."))
        return draft

    def _check(self, draft: V) -> None:
        live = self.live()
        if live and draft.data == live.data:
            raise Refusal(_("Nothing differs from what is published."))
        if live and draft.base != live.number:
            raise Refusal(_("What is published has changed since this draft was begun. Take up what changed first."))

    def _next(self) -> int:
        newest: int | None = self.rows().aggregate(newest=Max("number"))["newest"]
        return (newest or 0) + 1

    def _new(self, data: Data, state: VersionState, origin: VersionOrigin = VersionOrigin.STAFF, *, base: int) -> V:
        now = timezone.now()
        row = self.table(
            number=self._next(), state=state, origin=origin, base=base, data=data, created_at=now, changed_at=now
        )
        row.subject = self.subject
        row.save()
        return row

    def _keep_aside(self, draft: V) -> None:
        """Leave a copy of ``draft`` in the history, under the number it had."""
        before = draft.number
        draft.number = self._next()
        self._kept(draft)
        copy = self._new(draft.data, VersionState.SET_ASIDE, VersionOrigin(draft.origin), base=draft.base)
        copy.number = before
        self._kept(copy)

    def _move(self, row: V, state: VersionState) -> V:
        row.state = state
        return self._kept(row)

    def _kept(self, row: V) -> V:
        row.changed_at = timezone.now()
        row.save()
        return row


def thin_all(things: models.QuerySet[Any], table: type[V]) -> int:
    """Keep the last KEPT versions of each of ``things`` that has more; return how many went. For a room's purge."""
    many = things.annotate(number=Count("versions")).filter(number__gt=KEPT).order_by("pk")
    return sum(History(table, thing).thin(KEPT) for thing in many)
