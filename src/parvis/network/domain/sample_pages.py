"""The pages of the sample, for houses that the sample has just made: written by us, shown as a sample."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

from parvis.core.domain.revisions import raise_revision
from parvis.network.domain.house_pages import data_of, history_of
from parvis.network.domain.keeping import ROOM
from parvis.network.models import House, Page

FILE = Path(__file__).resolve().parent.parent / "sample" / "pages" / "pages.toml"


def load_pages(houses: Iterable[House]) -> int:
    """Give ``houses`` their sample pages; return how many. Call inside a transaction."""
    by_slug = {house.slug: house for house in houses}
    rows = [row for row in tomllib.loads(FILE.read_text())["page"] if row["house"] in by_slug]
    revision = raise_revision(ROOM) if rows else 0
    for row in rows:
        house = by_slug[row["house"]]
        page = Page.objects.create(
            house=house,
            slug=row["slug"],
            title=row["title"],
            body={language: text.strip() for language, text in row["body"].items()},
            image=house.images.filter(is_sample=True).order_by("pk").first() if row["picture"] else None,
            order=row["order"],
            is_shown=True,
            is_sample=True,
            revision=revision,
        )
        history_of(page).leave(data_of(page))
    return len(rows)
