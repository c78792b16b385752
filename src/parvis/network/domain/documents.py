"""What search may show of the network: places and their desks, never a partner (core/documents.py is the contract)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone

from parvis.core.documents import Document
from parvis.core.domain.revisions import revision_of
from parvis.core.languages import INTERFACE_LANGUAGES, country_name
from parvis.network.domain.keeping import ROOM
from parvis.network.domain.page_showing import summary_of
from parvis.network.domain.standing import first_day_ended
from parvis.network.models import Desk, House, Page

KINDS = ("house", "desk", "page")
BATCH = 200  # places a query


def revision() -> tuple[int, int]:
    """Return (latest revision, revision of the last removal) of the network."""
    return revision_of(ROOM)


def documents(since: int = 0) -> Iterator[Document]:
    """Yield the places changed after revision ``since``, their desks and pages; six queries a batch of 200.

    One that leaves the network is found until then, also when nobody writes on that day.
    """
    houses: QuerySet[House] = House.objects.filter(revision__gt=since).order_by("pk")
    for house in houses.prefetch_related("desks", "memberships").iterator(chunk_size=BATCH):
        until = _until(house)
        yield house_document(house, until)
        for desk in house.desks.all():
            yield desk_document(house, desk, until)
    yield from _page_documents(since)


def _page_documents(since: int) -> Iterator[Document]:
    """Yield the pages changed after revision ``since``, and those whose house was; for 0 those that visitors see."""
    pages = (
        Page.objects.filter(Q(revision__gt=since) | Q(house__revision__gt=since)) if since else Page.objects.public()
    )
    over = timezone.now() - datetime.timedelta(seconds=1)
    fetched = pages.select_related("house").prefetch_related("house__memberships").order_by("pk")
    for page in fetched.iterator(chunk_size=BATCH):
        yield page_document(page, _until(page.house) if page.is_shown else over)


def _until(house: House) -> datetime.datetime | None:
    """Return the midnight at which ``house`` leaves the network, where it stands; None when no statement says so."""
    zone = ZoneInfo(house.time_zone)
    day = first_day_ended(house.memberships.all(), timezone.now().astimezone(zone).date())
    return datetime.datetime.combine(day, datetime.time.min, zone) if day else None


def addresses() -> Iterator[str]:
    """Yield the paths of the pages of places."""
    yield "houses/"
    for slug in House.objects.order_by("pk").values_list("slug", flat=True).iterator():
        yield f"houses/{slug}/"
    pages = Page.objects.public().order_by("house__slug", "order", "slug").values_list("house__slug", "slug")
    for house, slug in pages.iterator():
        yield f"houses/{house}/pages/{slug}/"


def _where(house: House, language: str) -> str:
    """Return town, region and country in ``language``."""
    parts = (house.town, house.region, country_name(house.country, language))
    return ", ".join(dict.fromkeys(part for part in parts if part))


def house_document(house: House, until: datetime.datetime | None = None) -> Document:
    """Return what is found of a place: its name, its town in every language of the interface, what it says of itself."""
    places = {language: _where(house, language) for language in INTERFACE_LANGUAGES}
    own = house.name_language
    return Document(
        kind="house",
        id=house.code,
        path=f"houses/{house.slug}/",
        titles={own: house.name},
        names={own: [house.town, *house.other_names]},
        words={language: [place] for language, place in places.items()},
        body={**house.about},
        summary=places,
        code=house.code,
        country=house.country,
        languages=tuple(house.languages),
        pictogram="house",
        latitude=house.latitude,
        longitude=house.longitude,
        is_everyday=True,
        until=until,
    )


def desk_document(house: House, desk: Desk, until: datetime.datetime | None = None) -> Document:
    """Return what is found of a desk: its question, the words that lead to it, and where it is."""
    return Document(
        kind="desk",
        id=desk.code,
        path=f"houses/{house.slug}/#desk-{desk.key}",
        titles={language: f"{question} · {house.town}" for language, question in desk.question.items()},
        names={language: [question] for language, question in desk.question.items()},
        words=desk.words,
        body=desk.hint,
        summary={language: f"{house.name}. {hint}" for language, hint in desk.hint.items()},
        code=desk.code,
        country=house.country,
        languages=tuple(desk.languages or house.languages),
        pictogram=desk.pictogram or "talk",
        latitude=house.latitude,
        longitude=house.longitude,
        is_everyday=True,
        until=until,
    )


def page_document(page: Page, until: datetime.datetime | None = None) -> Document:
    """Return what is found of a page that a house wrote."""
    house = page.house
    return Document(
        kind="page",
        id=f"{house.code}-{page.slug}",
        path=f"houses/{house.slug}/pages/{page.slug}/",
        titles={language: f"{title} · {house.name}" for language, title in page.title.items()},
        names={language: [title] for language, title in page.title.items()},
        body={**page.body},
        summary={language: summary_of(text) for language, text in page.body.items() if summary_of(text)},
        country=house.country,
        languages=tuple(page.title),
        pictogram="house",
        latitude=house.latitude,
        longitude=house.longitude,
        until=until,
    )
