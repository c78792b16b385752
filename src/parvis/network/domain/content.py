"""What staff do with what their house publishes: write, hand in, send back, publish, restore; each is in the log."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.core.domain.differing import Data
from parvis.core.domain.revisions import raise_revision
from parvis.core.domain.versions import Edit
from parvis.core.enums import VersionOrigin, VersionState
from parvis.core.refusal import Refusal
from parvis.network.domain.house_data import data_of, record_from
from parvis.network.domain.house_parts import without_lost_hours
from parvis.network.domain.house_rows import RESERVED
from parvis.network.domain.keeping import ROOM, history_of, stored_houses, write_house
from parvis.network.domain.posts import Given, Wanted, give_post
from parvis.network.domain.previewing import as_published
from parvis.network.domain.records import HouseRecord
from parvis.network.models import House, HouseVersion


@dataclass(frozen=True)
class Content:
    """What a house says now, and the draft of what it will say."""

    house: House
    live: Data
    draft: HouseVersion | None

    @property
    def data(self) -> Data:
        """Return the draft's data, what is published while there is none."""
        data: Data = self.draft.data if self.draft else self.live
        return data

    @property
    def is_waiting(self) -> bool:
        """Say whether the draft was handed in."""
        return self.draft is not None and self.draft.state == VersionState.REVIEW


def _stored(house: House) -> HouseRecord:
    return stored_houses([house.slug])[house.slug]


def content_of(house: House) -> Content:
    """Return what ``house`` says and its draft, in a constant number of queries."""
    return Content(house, data_of(_stored(house)), history_of(house).open())


def preview_of(house: House, on: datetime.date) -> House:
    """Return ``house`` as visitors would see it were the draft published, unsaved, for ``profile_of``."""
    draft, stored = history_of(house).open(), _stored(house)
    return as_published(house.slug, record_from(draft.data, stored) if draft else stored, on)


def _note(by: Staff, what: str, house: House, version: HouseVersion) -> None:
    record(by, f"house.{what}", code=f"{version.number}", house=house.slug)


@transaction.atomic
def keep(house: House, edit: Edit, began: str, *, by: Staff, over: bool = False) -> None:
    """Write ``edit`` into the draft; it began from what has the mark ``began``."""
    raise_revision(ROOM)  # the lock before what is stored is read
    _note(by, "drafted", house, history_of(house).edit(edit, began, data_of(_stored(house)), over=over))


@transaction.atomic
def hand_in(house: House, note: str, *, by: Staff) -> None:
    """Hand the draft in for a manager to read."""
    _note(by, "handed-in", house, history_of(house).hand_in(note))


@transaction.atomic
def take_back(house: House, *, by: Staff) -> None:
    """Take what was handed in back, to go on writing."""
    _note(by, "taken-back", house, history_of(house).take_back())


@transaction.atomic
def send_back(house: House, answer: str, *, by: Staff) -> None:
    """Send what was handed in back, with a sentence."""
    _note(by, "sent-back", house, history_of(house).send_back(answer))


@transaction.atomic
def take_up(house: House, *, by: Staff) -> None:
    """Bring into the draft what was published meanwhile."""
    raise_revision(ROOM)  # the lock before what is stored is read
    history_of(house).leave(data_of(_stored(house)))
    _note(by, "taken-up", house, history_of(house).take_up(without_lost_hours))


@transaction.atomic
def set_aside(house: House, *, by: Staff) -> None:
    """Give the draft up."""
    _note(by, "set-aside", house, history_of(house).set_aside())


@transaction.atomic
def restore(house: House, number: int, *, by: Staff) -> None:
    """Make a draft of an earlier version."""
    raise_revision(ROOM)  # the lock before what is stored is read
    _note(by, "restored", house, history_of(house).restore(number, data_of(_stored(house))))


@transaction.atomic
def publish(house: House, *, by: Staff) -> None:
    """Show the draft to visitors."""
    raise_revision(ROOM)  # its lock comes before the house's, as in every writing of a house
    stored = _stored(house)
    history = history_of(house)
    history.leave(data_of(stored))
    published = history.publish()
    write_house(record_from(published.data, stored), origin=VersionOrigin.STAFF)
    _note(by, "published", house, published)


@transaction.atomic
def found_house(new: HouseRecord, manager: Wanted, *, by: Staff) -> Given:
    """Write a new house into the network and give it its first manager; return the post with the link of the invitation."""
    raise_revision(ROOM)
    if new.slug in RESERVED or House.objects.filter(slug=new.slug).exists():
        raise Refusal(_("This address is taken. Choose another."))
    house = write_house(new, origin=VersionOrigin.STAFF)
    record(by, "house.founded", code=house.code, house=house.slug)
    return give_post(manager, house, by=by)
