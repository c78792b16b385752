"""A house's own pages: written by its team, looked at, handed in, published, brought back. Each act is one function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.core.domain.differing import Data
from parvis.core.domain.revisions import raise_revision
from parvis.core.domain.versions import History, fields
from parvis.core.enums import VersionState
from parvis.core.refusal import Refusal
from parvis.network.domain.keeping import ROOM
from parvis.network.models import House, Page, PageVersion

MOST = 40  # pages of a house
#: Addresses that the pages of staff need beside those of pages.
TAKEN = ("new",)


@dataclass(frozen=True)
class Begun:
    """From what a form began (core/domain/differing.mark), and whether its writer was told that somebody else's words go."""

    mark: str
    over: bool = False


def history_of(page: Page) -> History[PageVersion]:
    """Return the versions of ``page``."""
    return History(PageVersion, page)


def data_of(page: Page) -> Data:
    """Return what a version of ``page`` keeps."""
    return {
        "title": dict(page.title),
        "body": dict(page.body),
        "image": page.image.code if page.image else "",
        "order": page.order,
        "is_shown": page.is_shown,
    }


def written(page: Page, data: Mapping[str, Any]) -> Page:
    """Return ``page``, not saved, as ``data`` says it; a picture that is gone is left out."""
    for name in ("title", "body", "order", "is_shown"):
        setattr(page, name, data[name])
    page.image = page.house.images.filter(code=data["image"]).order_by("pk").first() if data["image"] else None
    return page


def _refuse_unsound(values: Mapping[str, Any]) -> None:
    if not any(text.strip() for text in values["title"].values()):
        raise Refusal(_("Give the page a title in one language at least."))
    bare = [language for language in values["body"] if not values["title"].get(language)]
    if bare:
        raise Refusal(_("A text without a title cannot be found. Give each language its title."))


@transaction.atomic
def begin_page(house: House, slug: str, values: Data, *, by: Staff) -> Page:
    """Begin a page of ``house``: a draft that nobody sees. Its address is ``slug``, else made of its title."""
    raise_revision(ROOM)
    _refuse_unsound(values)
    if house.pages.count() >= MOST:
        raise Refusal(_("A house has %(most)s pages at most.") % {"most": MOST})
    titles = (text for text in values["title"].values() if text.strip())
    chosen = slugify(slug or next(titles)).replace("_", "-")[:60]  # small letters: the address that visitors are led to
    if not chosen:
        raise Refusal(_("Say by which word the page is found in its address, in plain letters."))
    if chosen in TAKEN or house.pages.filter(slug=chosen).exists():
        raise Refusal(_("There is a page with this address already."))
    page = Page.objects.create(house=house, slug=chosen)
    now = timezone.now()
    PageVersion.objects.create(
        subject=page, number=1, state=VersionState.DRAFT, data=values, created_at=now, changed_at=now
    )
    record(by, "page.begun", code=page.slug, house=house.slug)
    return page


@transaction.atomic
def change_page(page: Page, values: Data, begun: Begun, *, by: Staff) -> PageVersion:
    """Change the draft of ``page``, or begin one of what is published; Overtaken when somebody else did meanwhile."""
    raise_revision(ROOM)
    _refuse_unsound(values)
    page.refresh_from_db()  # what is published now that nobody else writes
    draft = history_of(page).edit(fields(values), begun.mark, data_of(page), over=begun.over)
    record(by, "page.changed", code=page.slug, house=page.house.slug)
    return draft


@transaction.atomic
def hand_in(page: Page, note: str, *, by: Staff) -> None:
    """Hand the draft in, so that a colleague looks at it."""
    raise_revision(ROOM)
    history_of(page).hand_in(note)
    record(by, "page.handed-in", code=page.slug, house=page.house.slug)


@transaction.atomic
def take_back(page: Page, *, by: Staff) -> None:
    """Go on writing what was handed in."""
    raise_revision(ROOM)
    history_of(page).take_back()
    record(by, "page.changed", code=page.slug, house=page.house.slug)


@transaction.atomic
def send_back(page: Page, answer: str, *, by: Staff) -> None:
    """Send what was handed in back, with a sentence."""
    raise_revision(ROOM)
    history_of(page).send_back(answer)
    record(by, "page.sent-back", code=page.slug, house=page.house.slug)


@transaction.atomic
def publish_page(page: Page, *, by: Staff) -> None:
    """Show visitors what the draft says."""
    revision = raise_revision(ROOM)
    version = history_of(page).publish()
    page.refresh_from_db()
    written(page, version.data).revision = revision
    page.save()
    record(by, "page.published", code=page.slug, house=page.house.slug)


@transaction.atomic
def set_aside(page: Page, *, by: Staff) -> bool:
    """Give the draft up; a page that was never published goes with it. Return whether the page is still there."""
    raise_revision(ROOM)
    history = history_of(page)
    history.set_aside()
    record(by, "page.set-aside", code=page.slug, house=page.house.slug)
    if history.live():
        return True
    page.delete()
    return False


@transaction.atomic
def take_up(page: Page, *, by: Staff) -> None:
    """Bring into the draft what was published since it was begun."""
    raise_revision(ROOM)
    history_of(page).take_up()
    record(by, "page.changed", code=page.slug, house=page.house.slug)


@transaction.atomic
def restore_page(page: Page, number: int, *, by: Staff) -> None:
    """Begin a draft that says what version ``number`` said; visitors see nothing of it before it is published."""
    raise_revision(ROOM)
    page.refresh_from_db()
    history_of(page).restore(number, data_of(page))
    record(by, "page.restored", code=page.slug, house=page.house.slug)
